import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recorded } from '../event.ts';
import { JournalAccount } from './completeness.ts';
import type { JournalEvent } from './events.ts';
import { decideJournal, evolveJournal, type Journal, type JournalCommand } from './journal.ts';

const recorded = (event: JournalEvent): Recorded<JournalEvent> => event as Recorded<JournalEvent>;

const account = (events: readonly JournalEvent[], range = {}): JournalAccount => {
  const found = new JournalAccount(range);
  for (const event of events) found.take(recorded(event));
  return found;
};

/** What a journal does that is given any commands. */
const lives = fc
  .array(
    fc.oneof(
      fc.record({
        name: fc.constant('issueNumber' as const),
        letterId: fc.uuid(),
        date: fc.constantFrom('2026-03-03', '2026-03-04'),
      }),
      fc.record({ name: fc.constant('voidLast' as const) }),
      fc.record({
        name: fc.constant('changeJournalPattern' as const),
        pattern: fc.constantFrom('A-{year}/{seq:3}', 'B-{yy}-{seq}'),
      }),
    ),
    { maxLength: 40 },
  )
  .map((steps) => {
    let journal: Journal | undefined;
    const events: JournalEvent[] = [];
    const give = (command: JournalCommand): void => {
      const decision = decideJournal(journal, command);
      if ('refused' in decision) return;
      for (const event of decision) {
        journal = evolveJournal(journal, event);
        events.push(event);
      }
    };
    give({ name: 'openJournal', direction: 'incoming', year: 2026, pattern: 'Вх-{year}/{seq:5}' });
    for (const step of steps) {
      if (step.name === 'voidLast') {
        const [letterId] = [...(journal?.reservations.keys() ?? [])].slice(-1);
        if (letterId) give({ name: 'voidNumber', letterId, reason: 'не завершена' });
      } else {
        give(step.name === 'issueNumber' ? step : { ...step, reason: 'новый вид' });
      }
    }
    return events;
  });

describe('an account of a journal', () => {
  it('finds nothing wrong with whatever a journal does', () => {
    fc.assert(
      fc.property(lives, (events) => {
        const { numbers, faults, last } = account(events);
        expect(faults).toEqual([]);
        expect(numbers.map(({ sequence }) => sequence)).toEqual(
          Array.from({ length: last }, (_, n) => n + 1),
        );
      }),
    );
  });

  it('finds every number that is taken out, but for the last, and every one that is put in twice', () => {
    fc.assert(
      fc.property(lives, fc.nat(), (events, choice) => {
        const issued = events.filter(({ type }) => type === 'NumberIssued');
        fc.pre(issued.length >= 2);
        const chosen = issued[choice % (issued.length - 1)];
        if (chosen?.type !== 'NumberIssued') throw new Error('A number that was issued');
        const { sequence } = chosen.data;
        expect(account(events.filter((event) => event !== chosen)).faults).toContainEqual({
          sequence,
          kind: 'missing',
        });
        expect(account([...events, chosen]).faults).toContainEqual({ sequence, kind: 'doubled' });
      }),
    );
  });

  it('of a range has its numbers and its faults alone', () => {
    const opened: JournalEvent = {
      type: 'JournalOpened',
      data: { direction: 'incoming', year: 2026, pattern: '{year}-{seq}' },
    };
    const number = (sequence: number, date: string): JournalEvent => ({
      type: 'NumberIssued',
      data: { sequence, text: `2026-${sequence}`, letterId: `letter ${sequence}`, date },
    });
    const events = [
      opened,
      number(1, '2026-03-03'),
      number(2, '2026-03-04'),
      number(4, '2026-03-05'),
      number(7, '2026-03-06'),
    ];
    const sequences = ({ numbers }: JournalAccount) => numbers.map(({ sequence }) => sequence);
    const byNumber = account(events, { from: 2, to: 4 });
    expect([sequences(byNumber), byNumber.faults]).toEqual([[2, 4], [{ sequence: 3, kind: 'missing' }]]);
    const byDate = account(events, { fromDate: '2026-03-05', toDate: '2026-03-06' });
    expect([sequences(byDate), byDate.faults.map(({ sequence }) => sequence)]).toEqual([
      [4, 7],
      [5, 6],
    ]);
    const none = account(events, { fromDate: '2027-01-01' });
    expect([sequences(none), none.faults, none.last]).toEqual([[], [], 7]);
  });
});
