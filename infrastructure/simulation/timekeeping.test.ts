import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';
import { Timekeeping } from './timekeeping.ts';

describe('timekeeping', () => {
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
    const timekeeping = new Timekeeping(
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
