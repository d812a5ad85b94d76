import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../application/ports/event-store.ts';
import { BEGINNING, type Position } from '../../../domain/event.ts';
import { type LogPage, ReadAhead } from './read-ahead.ts';

const positionOf = (number: number): Position => String(number).padStart(20, '0') as Position;
const numberOf = (position: Position): number => (position === BEGINNING ? 0 : Number(position));

/** A log of that many events, and what was read of it. */
class Log {
  readonly reads: number[] = [];
  length: number;
  failing = false;

  constructor(length: number) {
    this.length = length;
  }

  read = async ({ after, limit }: LogPage): Promise<readonly StoredEvent[]> => {
    const first = numberOf(after);
    this.reads.push(first);
    await undefined;
    if (this.failing) throw new Error('Away');
    const count = Math.max(0, Math.min(limit, this.length - first));
    return Array.from(
      { length: count },
      (_, at) => ({ position: positionOf(first + at + 1) }) as StoredEvent,
    );
  };
}

describe('reading ahead', () => {
  it('begins the next page when one was whole, and gives it to whoever comes for it', async () => {
    const log = new Log(1_000);
    const ahead = new ReadAhead(log.read);
    await ahead.read({ after: BEGINNING, limit: 400 });
    expect(log.reads).toEqual([0, 400]);
    const second = await ahead.read({ after: positionOf(400), limit: 400 });
    expect(second.length).toBe(400);
    expect(log.reads).toEqual([0, 400, 800]);
  });

  it('reads a page again that was not whole when it was read before it was asked for', async () => {
    const log = new Log(600);
    const ahead = new ReadAhead(log.read);
    await ahead.read({ after: BEGINNING, limit: 400 });
    log.length = 700;
    expect((await ahead.read({ after: positionOf(400), limit: 400 })).length).toBe(300);
  });

  it('lets nobody hear of what went wrong before they asked', async () => {
    const log = new Log(1_000);
    const ahead = new ReadAhead(log.read);
    const first = ahead.read({ after: BEGINNING, limit: 400 });
    await first;
    log.failing = true;
    // Under way by now, and it fails for the one who asks.
    await ahead.read({ after: positionOf(400), limit: 400 }).catch(() => undefined);
    await expect(ahead.read({ after: positionOf(400), limit: 400 })).rejects.toThrow('Away');
    log.failing = false;
    expect((await ahead.read({ after: positionOf(400), limit: 400 })).length).toBe(400);
  });

  it('reads nothing ahead of small pages, as those of followers that are up to date', async () => {
    const log = new Log(1_000);
    const ahead = new ReadAhead(log.read);
    await ahead.read({ after: BEGINNING, limit: 100 });
    expect(log.reads).toEqual([0]);
  });

  it('gives every reader what the log has when they ask, however they take turns and the log grows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            reader: fc.integer({ min: 0, max: 6 }),
            grows: fc.integer({ min: 0, max: 300 }),
            goesBack: fc.boolean(),
          }),
          { maxLength: 60 },
        ),
        async (steps) => {
          const log = new Log(500);
          const ahead = new ReadAhead(log.read);
          const places = new Map<number, number>();
          for (const { reader, grows, goesBack } of steps) {
            log.length += grows;
            const from = goesBack ? 0 : (places.get(reader) ?? 0);
            const limit = 200 + reader * 10;
            const events = await ahead.read({ after: from === 0 ? BEGINNING : positionOf(from), limit });
            expect(events.map(({ position }) => numberOf(position))).toEqual(
              Array.from({ length: Math.min(limit, log.length - from) }, (_, at) => from + at + 1),
            );
            places.set(reader, from + events.length);
          }
        },
      ),
    );
  });
});
