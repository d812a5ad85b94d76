import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';
import { Books } from './books.ts';
import { sampleWorld } from './sample-world.ts';
import { RecordedTimekeeping, WatchfulClerk } from './timekeeping.ts';

const { calendar, history } = sampleWorld();
const [occurrence] = history.occurrences;

const openTask = (due: string) => {
  const books = new Books();
  if (!occurrence) throw new Error('The sample is empty');
  const history = occurrence.letter;
  const file = books.open({ id: 'letter', key: 'key', history, departmentId: 'd', again: 0, replies: 0 });
  const task = {
    key: 'approve:1:0:somebody',
    kind: 'approve' as const,
    due,
    since: '2026-03-02T06:00:00.000Z',
    assignees: [{ id: 'somebody' }],
    counterparty: null,
  };
  const [intent] = books.observe(file, { openTasks: [task] }).begun;
  if (!intent) throw new Error('No task was begun');
  return { books, file, task, intent };
};
const at = (instant: string): number => Date.parse(`${instant}.000Z`);

describe('a watchful clerk', () => {
  const policy = { reminders: { before: [480, 6_000], after: [0] }, escalations: [{ after: 480, level: 1 }] };

  it('reminds before and at the due date, and escalates after it, once each', async () => {
    // Monday 9 in Moscow to Wednesday 18: three working days.
    const { books, intent } = openTask('2026-03-04T15:00:00.000Z');
    const clerk = new WatchfulClerk(books, calendar, policy);
    clerk.watch(intent);
    const told = async (instant: string) => (await clerk.sweep(at(instant))).map(({ level }) => level);
    expect(await told('2026-03-03T14:59:59')).toEqual([]);
    // A working day before; what would have come before the task itself does not come.
    expect(await told('2026-03-03T15:00:00')).toEqual(['reminder']);
    expect(await told('2026-03-04T14:59:00')).toEqual([]);
    expect(await told('2026-03-05T06:00:00')).toEqual(['reminder']);
    expect(await told('2026-03-05T15:00:00')).toEqual(['escalation']);
    expect(await told('2026-04-05T15:00:00')).toEqual([]);
  });

  it('says nothing of what is done, or due at another time by now', async () => {
    const { books, file, task, intent } = openTask('2026-03-04T15:00:00.000Z');
    const clerk = new WatchfulClerk(books, calendar, policy);
    clerk.watch(intent);
    const later = { ...task, due: '2026-03-06T15:00:00.000Z' };
    const { moved } = books.observe(file, { openTasks: [later] });
    expect(moved).toEqual([intent]);
    clerk.watch(intent);
    expect(await clerk.sweep(at('2026-03-05T06:00:00'))).toEqual([]);
    expect(await clerk.sweep(at('2026-03-05T15:00:00'))).toHaveLength(1);
    books.observe(file, { openTasks: [] });
    expect(await clerk.sweep(at('2026-04-05T15:00:00'))).toEqual([]);
  });
});

describe('timekeeping on record', () => {
  it('sweeps, and tells what the log has of it since it was last asked', async () => {
    const log: StoredEvent[] = [];
    const record = (type: string, key: string): void => {
      log.push({
        id: String(log.length),
        type,
        stream: `letter-${key}`,
        revision: 0,
        position: String(log.length).padStart(10, '0') as Position,
        data: JSON.stringify({ key: `task ${key}` }),
        metadata: '{}',
      });
    };
    const timekeeping = new RecordedTimekeeping(
      { readAll: async (after, limit) => log.filter(({ position }) => position > after).slice(0, limit) },
      async () => record('Escalated', `sweep ${log.length}`),
    );
    for (let times = 0; times < 1_200; times += 1) record('Drafted', 'draft');
    record('ReminderSent', 'reminder');
    expect(await timekeeping.sweep()).toEqual([
      { letterId: 'reminder', taskKey: 'task reminder', level: 'reminder' },
      { letterId: 'sweep 1201', taskKey: 'task sweep 1201', level: 'escalation' },
    ]);
    expect(await timekeeping.sweep()).toEqual([
      { letterId: 'sweep 1202', taskKey: 'task sweep 1202', level: 'escalation' },
    ]);
  });
});
