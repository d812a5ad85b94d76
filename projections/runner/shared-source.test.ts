import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEGINNING, type Position } from '../../domain/event.ts';
import type { EventSource, LogEntry } from './event-source.ts';
import { sharedSource } from './shared-source.ts';

const at = (place: number): Position =>
  place === 0 ? BEGINNING : (String(place).padStart(6, '0') as Position);

/** A log that grows by so many entries, and says so. */
const growingLog = () => {
  const entries: LogEntry[] = [];
  const wakers = new Set<() => void>();
  let reads = 0;
  const source: EventSource = {
    async readAfter(after, limit) {
      reads += 1;
      // What is there when the read begins; the answer takes a moment.
      const found = entries.filter(({ position }) => position > after).slice(0, limit);
      await new Promise((settle) => setImmediate(settle));
      return found;
    },
    readStream: async () => [],
    head: async () => entries.at(-1)?.position ?? BEGINNING,
    onAppend(waker) {
      wakers.add(waker);
      return () => wakers.delete(waker);
    },
  };
  return {
    source,
    reads: () => reads,
    grow(count: number): void {
      for (let n = 0; n < count; n += 1) {
        entries.push({
          position: at(entries.length + 1),
          stream: 'letter-x',
          revision: entries.length,
          event: undefined,
        });
      }
      for (const wake of wakers) wake();
    },
    size: () => entries.length,
  };
};

describe('a shared source', () => {
  it('gives every reader every entry once and in order, however the log grows and whoever reads when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            reader: fc.nat(3),
            limit: fc.integer({ min: 1, max: 700 }),
            grow: fc.nat(900),
            wait: fc.boolean(),
          }),
          {
            minLength: 1,
            maxLength: 40,
          },
        ),
        async (steps) => {
          const log = growingLog();
          const shared = sharedSource(log.source);
          const seen: Position[] = Array.from({ length: 4 }, () => BEGINNING);
          const pending = new Map<number, Promise<void>>();
          const read = async (reader: number, limit: number): Promise<void> => {
            await pending.get(reader);
            const before = log.size();
            const after = seen[reader] as Position;
            const entries = await shared.readAfter(after, limit);
            const first = after === BEGINNING ? 1 : Number(after) + 1;
            expect(entries.map(({ position }) => position)).toEqual(
              entries.map((_, index) => at(first + index)),
            );
            // Fewer than asked for: everything that had been announced before it was asked.
            if (entries.length < limit) expect(first + entries.length - 1).toBeGreaterThanOrEqual(before);
            seen[reader] = entries.at(-1)?.position ?? after;
          };
          for (const { reader, limit, grow, wait } of steps) {
            if (grow > 0) log.grow(grow);
            const reading = read(reader, limit);
            pending.set(reader, reading);
            if (wait) await reading;
          }
          await Promise.all(pending.values());
          shared.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads the end of the log once for all who follow it', async () => {
    const log = growingLog();
    log.grow(10);
    const shared = sharedSource(log.source);
    await shared.readAfter(BEGINNING, 100);
    const before = log.reads();
    for (let n = 0; n < 20; n += 1) {
      log.grow(1);
      const all = await Promise.all(Array.from({ length: 5 }, () => shared.readAfter(at(10 + n), 100)));
      expect(all.map((entries) => entries.map(({ position }) => position))).toEqual(
        all.map(() => [at(11 + n)]),
      );
    }
    expect(log.reads() - before).toBe(20);
    shared.close();
  });
});
