import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AppendResult,
  type EventStore,
  EventStoreUnavailable,
  EventTooLarge,
  type NewEvent,
  type StoredEvent,
} from '../application/ports/event-store.ts';
import { type Category, type Position, type StreamName, streamName } from '../domain/event.ts';
import { untilWithin } from './until.ts';
import { everything } from './whole-log.ts';

/** What a suite needs of an adapter's surroundings. */
export interface EventStoreHarness {
  /** Another instance on the same, initially empty log. */
  open(): Promise<EventStore>;
  /** Breaks every connection once; the store is there again at once. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
}

const newStream = (category: Category = 'letter'): StreamName => streamName(category, randomUUID());

const event = (payload: unknown = {}, type = 'Registered'): NewEvent => ({
  id: randomUUID(),
  type,
  data: JSON.stringify(payload),
  metadata: '{"version":1}',
});

const positionOf = (result: AppendResult): Position => {
  if (!result.ok) throw new Error(`Refused: ${result.conflict}`);
  return result.position;
};

const until = untilWithin(20_000);

/** Holds an adapter to every promise of `EventStore`. */
export const describeEventStoreContract = (
  adapter: string,
  start: () => Promise<EventStoreHarness>,
): void => {
  describe(`${adapter} keeps the event store's contract`, () => {
    let harness: EventStoreHarness;
    let store: EventStore;

    beforeAll(async () => {
      harness = await start();
      store = await harness.open();
    });
    afterAll(async () => {
      await store.close();
      await harness.close();
    });

    describe('append', () => {
      it('begins a stream at revision 0 and goes on from there', async () => {
        const stream = newStream();
        const first = await store.append(stream, 'none', [event({ n: 0 }), event({ n: 1 })], randomUUID());
        const second = await store.append(stream, 1, [event({ n: 2 })], randomUUID());
        expect(first).toMatchObject({ ok: true, revision: 1, repeated: false });
        expect(second).toMatchObject({ ok: true, revision: 2, repeated: false });
        expect(positionOf(second) > positionOf(first)).toBe(true);
        expect((await store.read(stream)).map(({ revision }) => revision)).toEqual([0, 1, 2]);
      });

      it('answers with the position of the last event, under which it is read', async () => {
        const stream = newStream();
        const result = await store.append(stream, 'none', [event(), event()], randomUUID());
        expect((await store.read(stream)).at(-1)?.position).toBe(positionOf(result));
      });

      it.each([
        ['a stream that is there, as new', 'none', 0],
        ['a stream that is behind', 5, 0],
      ] as const)('refuses %s', async (_, expected, actual) => {
        const stream = newStream();
        await store.append(stream, 'none', [event()], randomUUID());
        const refused = await store.append(stream, expected, [event()], randomUUID());
        expect(refused).toEqual({ ok: false, conflict: 'wrong-revision', actual });
        expect(await store.read(stream)).toHaveLength(1);
      });

      it('refuses a stream that is not there, as one that is', async () => {
        const refused = await store.append(newStream(), 0, [event()], randomUUID());
        expect(refused).toEqual({ ok: false, conflict: 'wrong-revision', actual: 'none' });
      });

      it('answers a repeated append as the first time and writes nothing', async () => {
        const stream = newStream();
        const events = [event({ a: 1 }), event({ b: 2 })];
        const commandId = randomUUID();
        const first = await store.append(stream, 'none', events, commandId);
        await store.append(stream, 1, [event({ c: 3 })], randomUUID());
        const later = events.map((e) => ({ ...e, metadata: '{"version":1,"at":"later"}' }));
        const again = await store.append(stream, 'none', later, commandId);
        expect(again).toEqual({ ...first, repeated: true });
        expect(await store.read(stream)).toHaveLength(3);
      });

      it.each([
        ['other data', [event({ a: 2 })]],
        ['another type', [event({ a: 1 }, 'Annulled')]],
        ['more events', [event({ a: 1 }), event({ b: 1 })]],
      ])('refuses the same command id with %s', async (_, others) => {
        const stream = newStream();
        const commandId = randomUUID();
        await store.append(stream, 'none', [event({ a: 1 })], commandId);
        const refused = await store.append(stream, 'none', others, commandId);
        expect(refused).toEqual({ ok: false, conflict: 'command-id-reused' });
        expect(await store.read(stream)).toHaveLength(1);
      });

      it('gives back what it was given, to the character', async () => {
        const payloads = [
          '{"б":"Письмо № 42 «на Ваш исх.»","a":"😀 \\u0000 \\\\ \\" é e\\u0301"}',
          `{"big":"${'я'.repeat(200_000)}"}`,
          '{"z":1,"a":{"y":[],"b":null}}',
          '[1.0e+2,  -0, true]',
        ];
        const stream = newStream();
        const events = payloads.map((text) => ({
          ...event(),
          data: text,
          metadata: text,
        }));
        await store.append(stream, 'none', events, randomUUID());
        const read = await store.read(stream);
        expect(read.map(({ data }) => data)).toEqual(payloads);
        expect(read.map(({ metadata }) => metadata)).toEqual(payloads);
        expect(read.map(({ id, type }) => ({ id, type }))).toEqual(
          events.map(({ id, type }) => ({ id, type })),
        );
      });

      it('refuses an event that is too large before it sends anything', async () => {
        const stream = newStream();
        const large = { ...event(), data: 'я'.repeat(store.maxEventBytes / 2) };
        await expect(store.append(stream, 'none', [event(), large], randomUUID())).rejects.toThrow(
          EventTooLarge,
        );
        expect(await store.read(stream)).toEqual([]);
      });

      it('lets exactly one of many win a race for a revision', async () => {
        const stream = newStream();
        await store.append(stream, 'none', [event()], randomUUID());
        const other = await harness.open();
        const results = await Promise.all(
          Array.from({ length: 40 }, (_, n) =>
            (n % 2 ? store : other).append(stream, 0, [event({ n })], randomUUID()),
          ),
        );
        expect(results.filter(({ ok }) => ok)).toHaveLength(1);
        expect(await store.read(stream)).toHaveLength(2);
        await other.close();
      });

      it('does not let a conflict of one writer harm the others of its moment', async () => {
        const taken = newStream();
        await store.append(taken, 'none', [event()], randomUUID());
        const streams = Array.from({ length: 10 }, () => newStream());
        const results = await Promise.all([
          ...streams.map((stream) => store.append(stream, 'none', [event()], randomUUID())),
          store.append(taken, 'none', [event()], randomUUID()),
        ]);
        expect(results.map(({ ok }) => ok)).toEqual([...streams.map(() => true), false]);
      });
    });

    describe('read', () => {
      it('finds nothing in an unknown stream', async () => {
        expect(await store.read(newStream())).toEqual([]);
      });

      it('reads from a revision, and no more than asked for', async () => {
        const stream = newStream();
        await store.append(
          stream,
          'none',
          [0, 1, 2, 3, 4].map((n) => event({ n })),
          randomUUID(),
        );
        expect((await store.read(stream, 2)).map(({ revision }) => revision)).toEqual([2, 3, 4]);
        expect((await store.read(stream, 1, 2)).map(({ revision }) => revision)).toEqual([1, 2]);
        expect(await store.read(stream, 5)).toEqual([]);
      });

      it('pages through the log without losing or doubling anything', async () => {
        for (let n = 0; n < 5; n += 1) {
          await store.append(newStream(), 'none', [event(), event(), event()], randomUUID());
        }
        const ids = (events: readonly StoredEvent[]) => events.map(({ id }) => id);
        expect(ids(await everything(store, 2))).toEqual(ids(await everything(store)));
      });

      it('passes only the categories asked for', async () => {
        const before = await store.head();
        const journal = newStream('journal');
        await store.append(newStream('letter'), 'none', [event()], randomUUID());
        await store.append(journal, 'none', [event()], randomUUID());
        await store.append(newStream('project'), 'none', [event()], randomUUID());
        const found = await store.readAll(before, 100, { categories: ['journal'] });
        expect(found.map(({ stream }) => stream)).toEqual([journal]);
      });

      it('names as its head the position of the last event', async () => {
        const result = await store.append(newStream(), 'none', [event()], randomUUID());
        expect(await store.head()).toBe(positionOf(result));
        expect(await store.readAll(positionOf(result), 10)).toEqual([]);
      });
    });

    it('keeps one total order under many writers, which no reader ever sees change', async () => {
      const stores = [store, await harness.open(), await harness.open()];
      const before = await store.head();
      let writing = true;
      const reader = async (): Promise<readonly string[]> => {
        const seen: string[] = [];
        for (let after = before, done = false; !done; ) {
          done = !writing;
          const batch = await store.readAll(after, 50);
          seen.push(...batch.map(({ id }) => id));
          after = batch.at(-1)?.position ?? after;
          if (batch.length > 0) done = false;
        }
        return seen;
      };
      const readers = [reader(), reader()];
      const writer = async (n: number): Promise<void> => {
        const stream = newStream();
        for (let revision = -1; revision < 19; revision += 1) {
          const expected = revision < 0 ? 'none' : revision;
          const chosen = stores[n % stores.length] as EventStore;
          positionOf(await chosen.append(stream, expected, [event({ n, revision })], randomUUID()));
        }
      };
      await Promise.all(Array.from({ length: 32 }, (_, n) => writer(n)));
      writing = false;
      const log: StoredEvent[] = (await everything(store)).filter(({ position }) => position > before);
      const ids = log.map(({ id }) => id);
      expect(new Set(ids).size).toBe(32 * 20);
      for (const seen of await Promise.all(readers)) expect(seen).toEqual(ids);
      const positions = log.map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted());
      const revisions = Map.groupBy(log, ({ stream }) => stream);
      for (const events of revisions.values()) {
        expect(events.map(({ revision }) => revision)).toEqual(events.map((_, index) => index));
      }
      await Promise.all(stores.slice(1).map((other) => other.close()));
    });

    it('is what a log in memory would be, whatever is appended in whatever order', async () => {
      const appends = fc.array(
        fc.record({
          stream: fc.nat(3),
          expected: fc.integer({ min: -1, max: 4 }),
          count: fc.integer({ min: 1, max: 3 }),
        }),
        { minLength: 1, maxLength: 25 },
      );
      await fc.assert(
        fc.asyncProperty(appends, async (commands) => {
          const streams = Array.from({ length: 4 }, () => newStream());
          const model = new Map<StreamName, number>();
          for (const { stream: index, expected, count } of commands) {
            const stream = streams[index] as StreamName;
            const revision = model.get(stream) ?? -1;
            const result = await store.append(
              stream,
              expected < 0 ? 'none' : expected,
              Array.from({ length: count }, (_, n) => event({ n })),
              randomUUID(),
            );
            expect(result.ok).toBe(revision === expected);
            if (result.ok) model.set(stream, revision + count);
          }
          for (const stream of streams) {
            expect((await store.read(stream)).length).toBe((model.get(stream) ?? -1) + 1);
          }
        }),
        { numRuns: 25 },
      );
    });

    describe('subscribe', () => {
      it('delivers what was there and what comes, once and in order', async () => {
        const before = await store.head();
        await store.append(newStream(), 'none', [event(), event()], randomUUID());
        const seen: StoredEvent[] = [];
        const subscription = store.subscribe(before, async (batch) => void seen.push(...batch));
        await until(() => seen.length === 2, 'what was there');
        const other = await harness.open();
        await other.append(newStream(), 'none', [event()], randomUUID());
        await until(() => seen.length === 3, 'what another instance appended');
        await Promise.all(
          Array.from({ length: 50 }, () => store.append(newStream(), 'none', [event()], randomUUID())),
        );
        await until(() => seen.length >= 53, 'what came in a storm');
        await subscription.close();
        const log = (await everything(store)).filter(({ position }) => position > before);
        expect(seen.map(({ id }) => id)).toEqual(log.map(({ id }) => id));
        await other.close();
      });

      it('passes only the categories asked for', async () => {
        const before = await store.head();
        const seen: StoredEvent[] = [];
        const handler = async (batch: readonly StoredEvent[]) => void seen.push(...batch);
        const subscription = store.subscribe(before, handler, { categories: ['project'] });
        const project = newStream('project');
        await store.append(newStream('letter'), 'none', [event()], randomUUID());
        await store.append(project, 'none', [event()], randomUUID());
        await until(() => seen.length > 0, 'the project');
        await subscription.close();
        expect(seen.map(({ stream }) => stream)).toEqual([project]);
      });

      it('delivers nothing after it is closed', async () => {
        const seen: StoredEvent[] = [];
        const subscription = store.subscribe(await store.head(), async (batch) => void seen.push(...batch));
        await subscription.close();
        await store.append(newStream(), 'none', [event()], randomUUID());
        await new Promise((settle) => setTimeout(settle, 50));
        expect(seen).toEqual([]);
        await expect(subscription.closed).resolves.toBeUndefined();
      });

      it('ends with the error of a handler that fails', async () => {
        const subscription = store.subscribe(await store.head(), async () => {
          throw new Error('the reader fell ill');
        });
        await store.append(newStream(), 'none', [event()], randomUUID());
        await expect(subscription.closed).rejects.toThrow('the reader fell ill');
      });
    });

    describe('when the connection breaks', () => {
      it('says that it is unavailable, or carries on; and a repeat finds every append exactly once', async () => {
        const before = await store.head();
        /** Tried again as long as the store says that it cannot be reached, which is all that may go wrong. */
        const onceReached = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
          for (let attempt = 0; ; attempt += 1) {
            try {
              return await work();
            } catch (error) {
              expect(error).toBeInstanceOf(EventStoreUnavailable);
              if (attempt > 100) throw error;
              await new Promise((settle) => setTimeout(settle, 20));
            }
          }
        };
        const writers = Array.from({ length: 20 }, async () => {
          const stream = newStream();
          for (let revision = -1; revision < 9; revision += 1) {
            const one = event({ revision });
            const commandId = randomUUID();
            await onceReached(async () =>
              positionOf(await store.append(stream, revision < 0 ? 'none' : revision, [one], commandId)),
            );
          }
        });
        const breaking = (async () => {
          for (let n = 0; n < 5; n += 1) {
            await new Promise((settle) => setTimeout(settle, 15));
            await harness.interrupt();
          }
        })();
        await Promise.all([...writers, breaking]);
        // The last interruption may be noticed by whoever reads first.
        const all = await onceReached(() => everything(store));
        const log = all.filter(({ position }) => position > before);
        expect(log).toHaveLength(20 * 10);
        expect(new Set(log.map(({ id }) => id)).size).toBe(20 * 10);
      });

      it('goes on with its subscriptions', async () => {
        const seen: StoredEvent[] = [];
        const subscription = store.subscribe(await store.head(), async (batch) => void seen.push(...batch));
        await store.append(newStream(), 'none', [event()], randomUUID());
        await until(() => seen.length === 1, 'before');
        await harness.interrupt();
        await new Promise((settle) => setTimeout(settle, 50));
        await store.append(newStream(), 'none', [event()], randomUUID()).catch(() => undefined);
        await store.append(newStream(), 'none', [event()], randomUUID()).catch(() => undefined);
        await until(() => seen.length >= 2, 'after');
        await subscription.close();
      });
    });
  });
};
