import { describe, expect, it } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { decideJournal, evolveJournal, type Journal, type JournalCommand, journalId } from './journal.ts';
import { numberKey } from './number-key.ts';
import { formatNumber, invalidPattern } from './pattern.ts';

const open = {
  name: 'openJournal',
  direction: 'incoming',
  year: 2026,
  pattern: 'Вх-{year}/{seq:5}',
} as const;
const issue = (letterId: string) => ({ name: 'issueNumber', letterId, date: '2026-03-03' }) as const;

/** The journal after the commands, and the events of the last one. */
const journalAfter = (...commands: readonly JournalCommand[]) => {
  let journal: Journal | undefined;
  let last: unknown;
  for (const command of commands) {
    const decision = decideJournal(journal, command);
    last = isRefusal(decision) ? decision.refused : decision.map(({ type, data }) => ({ type, ...data }));
    if (!isRefusal(decision)) journal = decision.reduce<Journal | undefined>(evolveJournal, journal);
  }
  return { journal, last };
};

describe('a journal', () => {
  it('gives out numbers one after the other', () => {
    expect(journalAfter(open, issue('a'), issue('b')).last).toEqual([
      { type: 'NumberIssued', sequence: 2, text: 'Вх-2026/00002', letterId: 'b', date: '2026-03-03' },
    ]);
  });

  it('gives a letter that has a number no second one', () => {
    expect(journalAfter(open, issue('a'), issue('a')).last).toEqual([]);
  });

  it('does not give out a voided number again', () => {
    const voided = { name: 'voidNumber', letterId: 'a', reason: 'не завершена' } as const;
    expect(journalAfter(open, issue('a'), voided).last).toEqual([
      { type: 'NumberVoided', sequence: 1, letterId: 'a', reason: 'не завершена' },
    ]);
    expect(journalAfter(open, issue('a'), voided, issue('b')).last).toMatchObject([{ sequence: 2 }]);
    expect(journalAfter(open, voided).last).toEqual([]);
  });

  it('goes on in another pattern with the next number', () => {
    const change = { name: 'changeJournalPattern', pattern: '{seq}-{yy}', reason: 'новый порядок' } as const;
    expect(journalAfter(open, issue('a'), change, issue('b')).last).toMatchObject([{ text: '2-26' }]);
    expect(journalAfter(open, { ...change, pattern: open.pattern }).last).toBe('NOTHING_CHANGED');
  });

  it('that is closed gives out none, and there is one of each direction and year', () => {
    expect(journalAfter(open, { name: 'closeJournal' }, issue('a')).last).toBe('JOURNAL_CLOSED');
    expect(journalAfter(open, { name: 'closeJournal' }, { name: 'closeJournal' }).last).toBe(
      'JOURNAL_CLOSED',
    );
    expect(journalAfter(open, open).last).toBe('JOURNAL_EXISTS');
    expect(journalAfter(issue('a')).last).toBe('NOT_FOUND');
    expect(journalId('incoming', 2026)).not.toBe(journalId('outgoing', 2026));
  });
});

describe('a pattern', () => {
  it.each([
    ['Вх-{year}/{seq:5}', 'Вх-2026/00042'],
    ['{seq}/{yy}', '42/26'],
    ['№{year}-{seq:2}', '№2026-42'],
  ])('%s makes %s', (pattern, expected) => {
    expect(invalidPattern(pattern)).toBeUndefined();
    expect(formatNumber(pattern, 2026, 42)).toBe(expected);
  });

  it.each(['Вх-{year}', '{seq}', '{seq}{seq}{year}', '{year}/{seq}/{month}', `${'x'.repeat(41)}{year}{seq}`])(
    '%s is none',
    (pattern) => {
      expect(invalidPattern(pattern)).toMatchObject({ refused: 'INVALID_PATTERN' });
    },
  );
});

describe('a number, compared', () => {
  it('is the same however it is spelled', () => {
    for (const spelling of ['Исх-2026/00042', 'исх 2026/42', 'ИСХ.2026-0042', 'исх-2026 / 42']) {
      expect(numberKey(spelling)).toBe('исх 2026 42');
    }
    expect(numberKey('Исх-2026/00420')).not.toBe(numberKey('Исх-2026/0042'));
  });
});
