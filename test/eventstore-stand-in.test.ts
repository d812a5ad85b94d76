import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  ANY,
  type AppendExpectedRevision,
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  eventTypeFilter,
  excludeSystemEvents,
  type Filter,
  jsonEvent,
  NO_STREAM,
  type Position,
  type ResolvedEvent,
  START,
  STREAM_EXISTS,
  streamNameFilter,
} from '@eventstore/db-client';
import { credentials, makeGenericClientConstructor, type ServiceError } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readAllBackwards, readAllForwards } from './eventstore-stand-in/all-reader.ts';
import { selfSignedCertificate } from './eventstore-stand-in/certificate.ts';
import { type StandInCluster, startStandInCluster } from './eventstore-stand-in/cluster.ts';
import { shared, streams, streamsService } from './eventstore-stand-in/protocol.ts';
import { type Faults, type StandIn, startStandIn } from './eventstore-stand-in/stand-in.ts';
import { TransactionLog } from './eventstore-stand-in/transaction-log.ts';
import { untilWithin } from './until.ts';

const event = (n = 0, id: string = randomUUID(), type = 'Registered') =>
  jsonEvent({ id, type, data: { n }, metadata: { by: 'a test' } });

const newStream = (category = 'letter'): string => `${category}-${randomUUID()}`;

const collect = async (reading: AsyncIterable<ResolvedEvent>): Promise<readonly ResolvedEvent[]> => {
  const events: ResolvedEvent[] = [];
  for await (const read of reading) events.push(read);
  return events;
};

const revisions = (events: readonly ResolvedEvent[]): readonly number[] =>
  events.map(({ event }) => Number(event?.revision));

const positions = (events: readonly ResolvedEvent[]): readonly bigint[] =>
  events.map(({ event }) => event?.position?.commit ?? -1n);

const until = untilWithin(15_000);

const pause = (milliseconds: number) => new Promise((settle) => setTimeout(settle, milliseconds));

/** What went wrong, as the client names it. */
const failure = async (attempt: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await attempt;
  } catch (error) {
    return { ...(error as object), message: (error as Error).message };
  }
  throw new Error('Nothing went wrong');
};

/** A subscription and what it has said. */
const listen = (client: EventStoreDBClient, from: Position | 'start' | 'end', filter?: Filter) => {
  const heard = {
    events: [] as ResolvedEvent[],
    checkpoints: [] as { readonly position: Position; readonly after: number }[],
    caughtUp: 0,
    confirmed: 0,
    error: undefined as { readonly type: string; readonly message: string } | undefined,
  };
  const subscription = client.subscribeToAll({
    fromPosition: from,
    ...(filter && {
      filter: {
        ...filter,
        checkpointReached: async (_: unknown, position: Position) =>
          void heard.checkpoints.push({ position, after: heard.events.length }),
      },
    }),
  });
  subscription
    .on('data', (read: ResolvedEvent) => void heard.events.push(read))
    .on('caughtUp', () => {
      heard.caughtUp += 1;
    })
    .on('confirmation', () => {
      heard.confirmed += 1;
    })
    .on('error', (error) => {
      heard.error = error as never;
    });
  return { heard, subscription };
};

describe('the EventStoreDB stand-in', () => {
  let standIn: StandIn;
  let client: EventStoreDBClient;

  beforeAll(async () => {
    standIn = await startStandIn();
    client = EventStoreDBClient.connectionString(standIn.connectionString);
  });
  afterAll(async () => {
    await client.dispose();
    await standIn.close();
  });

  // The client appends through BatchAppend, unless it is given credentials for the call.
  describe.each([
    ['BatchAppend', {}],
    ['Append', { credentials: { username: 'admin', password: 'changeit' } }],
  ])('%s', (_, options) => {
    const append = (
      stream: string,
      expectedRevision: AppendExpectedRevision,
      events: ReturnType<typeof event>[],
      to = client,
    ) => to.appendToStream(stream, events, { expectedRevision, ...options });

    it('answers with the revision and the position of the last event', async () => {
      const stream = newStream();
      const first = await append(stream, NO_STREAM, [event(0), event(1)]);
      const second = await append(stream, 1n, [event(2)]);
      expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
      expect(second).toMatchObject({ success: true, nextExpectedRevision: 2n });
      const read = await collect(client.readStream(stream));
      expect(read.map(({ event }) => event?.position)).toEqual([
        read[0]?.event?.position,
        first.position,
        second.position,
      ]);
      expect(read[0]?.event).toMatchObject({
        type: 'Registered',
        data: { n: 0 },
        metadata: { by: 'a test' },
      });
    });

    it.each<[AppendExpectedRevision, number, object]>([
      [NO_STREAM, 2, { expectedVersion: NO_STREAM, actualVersion: 1n }],
      [0n, 2, { expectedVersion: 0n, actualVersion: 1n }],
      [7n, 2, { expectedVersion: 7n, actualVersion: 1n }],
      [3n, 0, { expectedVersion: 3n, actualVersion: NO_STREAM }],
      [STREAM_EXISTS, 0, { expectedVersion: STREAM_EXISTS, actualVersion: NO_STREAM }],
    ])('refuses %s where the stream has %i events', async (expected, count, fields) => {
      const stream = newStream();
      if (count > 0) await append(stream, NO_STREAM, [event(), event()]);
      const refused = await failure(append(stream, expected, [event()]));
      expect(refused).toMatchObject({ type: 'wrong-expected-version', streamName: stream, ...fields });
      expect(standIn.log.lastRevision(stream)).toBe(BigInt(count) - 1n);
    });

    it('takes any and a stream that exists at whatever revision', async () => {
      const stream = newStream();
      await append(stream, ANY, [event()]);
      await append(stream, STREAM_EXISTS, [event()]);
      expect(await append(stream, ANY, [event()])).toMatchObject({ nextExpectedRevision: 2n });
    });

    it('answers a repeat with the same ids as the first time, whatever the data', async () => {
      const stream = newStream();
      const [a, b] = [randomUUID(), randomUUID()];
      const first = await append(stream, NO_STREAM, [event(1, a), event(2, b)]);
      await append(stream, 1n, [event(3)]);
      expect(await append(stream, NO_STREAM, [event(8, a), event(9, b)])).toEqual(first);
      expect(await append(stream, ANY, [event(8, a), event(9, b)])).toEqual(first);
      expect(await append(stream, STREAM_EXISTS, [event(8, a), event(9, b)])).toEqual(first);
      expect(revisions(await collect(client.readStream(stream)))).toEqual([0, 1, 2]);
    });

    it('takes a part of an earlier append at its place for a repeat of the whole', async () => {
      const stream = newStream();
      const [a, b] = [randomUUID(), randomUUID()];
      await append(stream, NO_STREAM, [event(1, a), event(2, b)]);
      expect(await append(stream, 0n, [event(2, b)])).toMatchObject({ nextExpectedRevision: 1n });
      expect(standIn.log.lastRevision(stream)).toBe(1n);
    });

    it.each<[string, AppendExpectedRevision, (a: string, b: string) => string[]]>([
      ['more ids than were written', NO_STREAM, (a, b) => [a, b, randomUUID()]],
      ['known ids behind an unknown one', NO_STREAM, (a) => [randomUUID(), a]],
      ['known ids at another place', 0n, (a) => [a]],
      ['known ids before an unknown one, at any revision', ANY, (a) => [a, randomUUID()]],
    ])('refuses %s', async (_, expected, ids) => {
      const stream = newStream();
      const [a, b] = [randomUUID(), randomUUID()];
      await append(stream, NO_STREAM, [event(1, a), event(2, b)]);
      const refused = await failure(
        append(
          stream,
          expected,
          ids(a, b).map((id) => event(1, id)),
        ),
      );
      expect(refused).toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
      expect(standIn.log.lastRevision(stream)).toBe(1n);
    });

    it('refuses more than 1 MiB at once and takes exactly that much', async () => {
      const stream = newStream();
      const type = 'Scanned';
      const full = binaryEvent({ type, data: Buffer.alloc(1024 * 1024 - type.length * 2) });
      const larger = binaryEvent({ type, data: Buffer.alloc(1024 * 1024 - type.length * 2 + 1) });
      const write = (e: typeof full) =>
        client.appendToStream(stream, e, { expectedRevision: ANY, ...options });
      expect(await failure(write(larger))).toMatchObject({
        type: 'maximum-append-size-exceeded',
        maxAppendSize: 1_048_576,
      });
      expect(standIn.log.lastRevision(stream)).toBe(-1n);
      expect(await write(full)).toMatchObject({ success: true, nextExpectedRevision: 0n });
    });

    it('refuses a stream with a tombstone for ever', async () => {
      const stream = newStream();
      await append(stream, NO_STREAM, [event()]);
      await client.tombstoneStream(stream);
      expect(await failure(append(stream, ANY, [event()]))).toMatchObject({
        type: 'stream-deleted',
        streamName: stream,
      });
      expect(await failure(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-deleted' });
      expect(await failure(client.tombstoneStream(stream))).toMatchObject({ type: 'stream-deleted' });
    });

    it.each([
      ['not-leader', 'not-leader'],
      ['unavailable', 'unavailable'],
      ['deadline', 'deadline-exceeded'],
    ] as const)('writes nothing when it refuses as %s', async (cause, type) => {
      const stream = newStream();
      standIn.faults.refuseAppends(1, cause);
      const refused = await failure(append(stream, NO_STREAM, [event()]));
      expect(refused).toMatchObject({ type });
      if (cause === 'not-leader') {
        expect(refused).toMatchObject({ leader: { address: '127.0.0.1', port: standIn.port } });
      }
      expect(standIn.log.lastRevision(stream)).toBe(-1n);
      expect(await append(stream, NO_STREAM, [event()])).toMatchObject({ success: true });
    });

    it('has written what it did not answer, and says so to a repeat', async () => {
      const stream = newStream();
      const id = randomUUID();
      standIn.faults.loseAnswers(1);
      expect(await failure(append(stream, NO_STREAM, [event(1, id)]))).toMatchObject({ type: 'unavailable' });
      expect(standIn.log.lastRevision(stream)).toBe(0n);
      expect(await append(stream, NO_STREAM, [event(1, id)])).toMatchObject({ nextExpectedRevision: 0n });
      expect(standIn.log.lastRevision(stream)).toBe(0n);
    });

    it('answers late when told to', async () => {
      standIn.faults.delayAnswers(150);
      const begun = performance.now();
      await append(newStream(), NO_STREAM, [event()]);
      standIn.faults.delayAnswers(0);
      expect(performance.now() - begun).toBeGreaterThan(140);
    });
  });

  describe('streams', () => {
    const filled = async (count: number): Promise<string> => {
      const stream = newStream();
      await client.appendToStream(
        stream,
        Array.from({ length: count }, (_, n) => event(n)),
      );
      return stream;
    };

    it('are read from either end, from a revision, and no further than asked', async () => {
      const stream = await filled(100);
      const read = async (options: Parameters<typeof client.readStream>[1]) =>
        revisions(await collect(client.readStream(stream, options)));
      const all = Array.from({ length: 100 }, (_, n) => n);
      expect(await read({})).toEqual(all);
      expect(await read({ direction: BACKWARDS, fromRevision: END })).toEqual(all.toReversed());
      expect(await read({ fromRevision: 97n })).toEqual([97, 98, 99]);
      expect(await read({ fromRevision: 40n, maxCount: 33 })).toEqual(all.slice(40, 73));
      expect(await read({ fromRevision: 100n })).toEqual([]);
      expect(await read({ fromRevision: END })).toEqual([]);
      expect(await read({ direction: BACKWARDS, fromRevision: 2n })).toEqual([2, 1, 0]);
      expect(await read({ direction: BACKWARDS, fromRevision: END, maxCount: 1 })).toEqual([99]);
      expect(await read({ direction: BACKWARDS, fromRevision: START })).toEqual([0]);
    });

    it('are not found where there are none', async () => {
      const stream = newStream();
      const missing = { type: 'stream-not-found', streamName: stream };
      expect(await failure(collect(client.readStream(stream)))).toMatchObject(missing);
      const backwards = client.readStream(stream, { direction: BACKWARDS, fromRevision: END });
      expect(await failure(collect(backwards))).toMatchObject(missing);
    });

    it.each([
      ['truncateBefore', { truncateBefore: 70 }, 70],
      ['maxCount', { maxCount: 5 }, 95],
      ['both', { truncateBefore: 98, maxCount: 5 }, 98],
    ])('begin where %s lets them', async (_, metadata, first) => {
      const stream = await filled(100);
      await client.setStreamMetadata(stream, metadata);
      const visible = Array.from({ length: 100 - first }, (_, n) => first + n);
      expect(revisions(await collect(client.readStream(stream)))).toEqual(visible);
      expect(revisions(await collect(client.readStream(stream, { maxCount: 1 })))).toEqual([first]);
      const backwards = client.readStream(stream, { direction: BACKWARDS, fromRevision: END });
      expect(revisions(await collect(backwards))).toEqual(visible.toReversed());
      const before = client.readStream(stream, { direction: BACKWARDS, fromRevision: 3n });
      expect(await collect(before)).toEqual([]);
      expect((await client.getStreamMetadata(stream)).metadata).toEqual(metadata);
    });

    it('hide what is older than maxAge, and are there nevertheless', async () => {
      const stream = await filled(3);
      await client.setStreamMetadata(stream, { maxAge: 1 });
      expect(await collect(client.readStream(stream))).toHaveLength(3);
      await pause(1_100);
      await client.appendToStream(stream, event(3), { expectedRevision: 2n });
      expect(revisions(await collect(client.readStream(stream)))).toEqual([3]);
      const all = await collect(client.readAll());
      expect(all.filter(({ event }) => event?.streamId === stream)).toHaveLength(4);
    });

    it('come back after a soft delete, from the next revision', async () => {
      const stream = await filled(3);
      await client.deleteStream(stream, { expectedRevision: 2n });
      expect(await failure(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
      const again = await client.appendToStream(stream, event(), { expectedRevision: NO_STREAM });
      expect(again.nextExpectedRevision).toBe(3n);
      expect(revisions(await collect(client.readStream(stream)))).toEqual([3]);
    });

    it('are not deleted at a wrong revision', async () => {
      const stream = await filled(1);
      expect(await failure(client.deleteStream(stream, { expectedRevision: 5n }))).toMatchObject({
        type: 'wrong-expected-version',
        expectedVersion: 5n,
        actualVersion: 0n,
      });
    });
  });

  describe('$all', () => {
    const marked = async (count: number) => {
      const written: Position[] = [];
      for (let n = 0; n < count; n += 1) {
        const { position } = await client.appendToStream(newStream(), event(n));
        if (position) written.push(position);
      }
      return written;
    };

    it('has positions that grow in unequal steps, and is read the same from either end', async () => {
      await client.appendToStream(newStream(), [
        event(),
        event(),
        binaryEvent({ type: 'B', data: Buffer.alloc(99) }),
      ]);
      const forwards = positions(await collect(client.readAll()));
      const steps = forwards.slice(1).map((position, n) => position - (forwards[n] ?? 0n));
      expect(steps.every((step) => step > 60n)).toBe(true);
      expect(new Set(steps).size).toBeGreaterThan(5);
      const backwards = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END }));
      expect(positions(backwards)).toEqual(forwards.toReversed());
    });

    it('begins at a position forwards and before it backwards', async () => {
      const [first, second, third] = (await marked(3)) as [Position, Position, Position];
      const from = (fromPosition: Position) => collect(client.readAll({ fromPosition, maxCount: 2 }));
      expect(positions(await from(second))).toEqual([second.commit, third.commit]);
      const backwards = client.readAll({ fromPosition: second, direction: BACKWARDS, maxCount: 1 });
      expect(positions(await collect(backwards))).toEqual([first.commit]);
      expect(await collect(client.readAll({ fromPosition: END }))).toEqual([]);
    });

    it('holds what the node writes for itself', async () => {
      const stream = newStream();
      await client.setStreamMetadata(stream, { maxCount: 3 });
      const names = (await collect(client.readAll())).map(({ event }) => event?.streamId);
      expect(names).toContain(`$$${stream}`);
      expect(names).toContain('$users');
      expect(names).toContain(`$stats-127.0.0.1:${standIn.port}`);
    });

    /** The client does not offer filtered reads of `$all`, so the call is made as the protocol has it. */
    const readFiltered = (
      direction: 'forwards' | 'backwards',
      count: number,
      expression: { regex?: string; prefixes?: string[] },
      on: 'stream' | 'type',
    ): Promise<readonly string[]> => {
      const filter = new streams.ReadReq.Options.FilterOptions.Expression();
      filter.setRegex(expression.regex ?? '').setPrefixList(expression.prefixes ?? []);
      const filters = new streams.ReadReq.Options.FilterOptions()
        .setMax(7)
        .setCheckpointintervalmultiplier(1);
      if (on === 'stream') filters.setStreamIdentifier(filter);
      else filters.setEventType(filter);
      const { FORWARDS, BACKWARDS: backwards } = streams.ReadReq.Options.ReadDirection;
      const all = new streams.ReadReq.Options.AllOptions();
      if (direction === 'forwards') all.setStart(new shared.Empty());
      else all.setEnd(new shared.Empty());
      const options = new streams.ReadReq.Options()
        .setAll(all)
        .setReadDirection(direction === 'forwards' ? FORWARDS : backwards)
        .setCount(`${count}`)
        .setFilter(filters)
        .setUuidOption(new streams.ReadReq.Options.UUIDOption().setStructured(new shared.Empty()));
      const Service = makeGenericClientConstructor(streamsService, 'Streams');
      const service = new Service(`127.0.0.1:${standIn.port}`, credentials.createInsecure());
      const names: string[] = [];
      return new Promise((resolve, reject) => {
        const call = (service.read as (request: unknown) => NodeJS.ReadableStream)(
          new streams.ReadReq().setOptions(options),
        );
        call
          .on('data', (answer: InstanceType<typeof streams.ReadResp>) => {
            const read = answer.getEvent()?.getEvent();
            expect(read?.getId()?.hasStructured()).toBe(true);
            names.push(Buffer.from(read?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString());
          })
          .on('error', (error: ServiceError) => reject(error))
          .on('end', () => {
            service.close();
            resolve(names);
          });
      });
    };

    it('is read through a filter, forwards and backwards', async () => {
      const wanted = [newStream('parcel'), newStream('parcel'), newStream('parcel')];
      for (const stream of wanted) {
        await client.appendToStream(stream, event(0, undefined, 'Posted'));
        await marked(9);
      }
      expect(await readFiltered('forwards', 100, { prefixes: ['parcel-', 'nothing-'] }, 'stream')).toEqual(
        wanted,
      );
      expect(await readFiltered('backwards', 2, { regex: '^parcel-' }, 'stream')).toEqual(
        wanted.toReversed().slice(0, 2),
      );
      expect(await readFiltered('forwards', 100, { prefixes: ['Pos'] }, 'type')).toEqual(wanted);
      expect(await readFiltered('forwards', 2, { regex: '^Pos.*ted$' }, 'type')).toEqual(wanted.slice(0, 2));
    });
  });

  describe('subscriptions to $all', () => {
    it('deliver what was there and what comes, once and in order, and say when they have caught up', async () => {
      const before = await client.appendToStream(newStream(), event());
      for (let n = 0; n < 70; n += 1) await client.appendToStream(newStream(), event(n));
      const { heard, subscription } = listen(client, before.position as Position);
      await until(() => heard.caughtUp === 1, 'caught up');
      expect(heard.events).toHaveLength(70);
      await Promise.all(Array.from({ length: 200 }, (_, n) => client.appendToStream(newStream(), event(n))));
      await until(() => heard.events.length >= 270, 'what came');
      const log = standIn.log.records.map(({ position }) => position);
      expect(positions(heard.events)).toEqual(log.slice(log.indexOf(before.position?.commit ?? 0n) + 1));
      expect(heard.confirmed).toBe(1);
      await subscription.unsubscribe();
      await until(() => standIn.openSubscriptions === 0, 'closed');
    });

    it('begin at the end with what comes', async () => {
      await client.appendToStream(newStream(), event());
      const { heard, subscription } = listen(client, END, excludeSystemEvents());
      await until(() => heard.caughtUp === 1, 'caught up');
      const written = await client.appendToStream(newStream(), event());
      await until(() => heard.events.length > 0, 'the event');
      expect(positions(heard.events)).toEqual([written.position?.commit]);
      await subscription.unsubscribe();
    });

    it.each<[string, Filter]>([
      ['prefixes of streams', streamNameFilter({ prefixes: ['urgent-', 'nothing-'] })],
      ['a regular expression for streams', streamNameFilter({ regex: '^urgent-' })],
      ['prefixes of types', eventTypeFilter({ prefixes: ['Urg'] })],
      ['a regular expression for types', eventTypeFilter({ regex: '^Urg.*ed$' })],
    ])('pass %s', async (_, filter) => {
      const { heard, subscription } = listen(client, END, filter);
      await until(() => heard.caughtUp === 1, 'caught up');
      const stream = newStream('urgent');
      await client.appendToStream(newStream(), event());
      await client.appendToStream(stream, event(1, undefined, 'Urged'));
      await until(() => heard.events.length > 0, 'the event');
      expect(heard.events.map(({ event }) => event?.streamId)).toEqual([stream]);
      await subscription.unsubscribe();
    });

    it('send a checkpoint for every so many events looked at when live, and none when nothing happens', async () => {
      const filter = streamNameFilter({ prefixes: ['rare-'], maxSearchWindow: 5, checkpointInterval: 2 });
      const { heard, subscription } = listen(client, END, filter);
      await until(() => heard.caughtUp === 1, 'caught up');
      const written: bigint[] = [];
      for (let n = 0; n < 25; n += 1) {
        const { position } = await client.appendToStream(newStream(), event(n));
        written.push(position?.commit ?? 0n);
      }
      await until(() => heard.checkpoints.length === 2, 'checkpoints');
      await pause(100);
      expect(heard.checkpoints.map(({ position }) => position.commit)).toEqual([written[9], written[19]]);
      await subscription.unsubscribe();
    });

    it('can go on from every checkpoint without losing or doubling an event', async () => {
      const node = await startStandIn();
      const reader = EventStoreDBClient.connectionString(node.connectionString);
      const wanted: bigint[] = [];
      for (let n = 0; n < 120; n += 1) {
        const rare = n % 9 === 0;
        const { position } = await reader.appendToStream(newStream(rare ? 'rare' : 'letter'), event(n));
        if (rare) wanted.push(position?.commit ?? 0n);
      }
      const filter = () =>
        streamNameFilter({ prefixes: ['rare-'], maxSearchWindow: 4, checkpointInterval: 1 });
      const whole = listen(reader, START, filter());
      await until(() => whole.heard.caughtUp === 1, 'caught up');
      expect(positions(whole.heard.events)).toEqual(wanted);
      expect(whole.heard.checkpoints.length).toBeGreaterThan(20);
      for (const { position, after } of whole.heard.checkpoints) {
        const rest = listen(reader, position, filter());
        await until(() => rest.heard.caughtUp === 1, 'caught up again');
        expect(positions(rest.heard.events)).toEqual(wanted.slice(after));
        await rest.subscription.unsubscribe();
      }
      await reader.dispose();
      await node.close();
    });

    it('drop a consumer that takes nothing, as too slow', async () => {
      const slow = EventStoreDBClient.connectionString(standIn.connectionString);
      const subscription = slow.subscribeToAll({ fromPosition: END });
      const errors: { type: string; message: string }[] = [];
      subscription.on('error', (error) => void errors.push(error as never));
      await once(subscription, 'caughtUp');
      subscription.pause();
      const large = () => binaryEvent({ type: 'Scanned', data: Buffer.alloc(20_000) });
      for (let n = 0; n < 20 && errors.length === 0; n += 1) {
        for (let m = 0; m < 20; m += 1) await client.appendToStream(newStream(), large());
        await pause(100);
      }
      subscription.resume();
      await until(() => errors.length > 0, 'dropped');
      expect(errors[0]).toMatchObject({ type: 'timeout' });
      expect(errors[0]?.message).toMatch(/ABORTED: Operation timed out: Consumer too slow/);
      await slow.dispose();
    });
  });

  it('delivers a stream from a revision on, one that is not there yet, and ends with its tombstone', async () => {
    const stream = newStream();
    const early = client.subscribeToStream(stream);
    const seen: ResolvedEvent[] = [];
    const errors: unknown[] = [];
    early.on('data', (read) => void seen.push(read)).on('error', (error) => void errors.push(error));
    await once(early, 'caughtUp');
    await client.appendToStream(stream, [event(0), event(1), event(2)]);
    await until(() => seen.length === 3, 'from the start');
    const later = client.subscribeToStream(stream, { fromRevision: 1n });
    const rest: ResolvedEvent[] = [];
    later.on('data', (read) => void rest.push(read)).on('error', () => undefined);
    await client.appendToStream(stream, event(3));
    await until(() => rest.length === 2 && seen.length === 4, 'both');
    expect(revisions(rest)).toEqual([2, 3]);
    expect(revisions(seen)).toEqual([0, 1, 2, 3]);
    await client.tombstoneStream(stream);
    await until(() => errors.length > 0, 'the end');
    expect(errors[0]).toMatchObject({ type: 'stream-deleted' });
  });

  it('announces what a node of 23.10 can do', async () => {
    const asked = client as unknown as {
      readonly capabilities: Promise<{
        readonly serverVersion: string;
        supports(method: unknown, feature?: string): boolean;
      }>;
    };
    const announced = await asked.capabilities;
    expect(announced.serverVersion).toBe('23.10.0');
    expect(announced.supports(streamsService.batchAppend)).toBe(true);
    expect(announced.supports(streamsService.read, 'position')).toBe(true);
    expect(announced.supports(streamsService.read, 'time travel')).toBe(false);
  });

  it('carries out no other service', async () => {
    const refused = await failure(client.listProjections());
    expect(refused.message).toMatch(/UNIMPLEMENTED/);
  });
});

describe('faults of the stand-in', () => {
  let standIn: StandIn;
  let client: EventStoreDBClient;
  let faults: Faults;

  beforeAll(async () => {
    standIn = await startStandIn({ firstPosition: 2n ** 53n + 1n });
    faults = standIn.faults;
  });
  afterAll(() => standIn.close());
  afterEach(() => client.dispose());
  const connect = (parameters = '') => {
    client = EventStoreDBClient.connectionString(`${standIn.connectionString}${parameters}`);
    return client;
  };

  it('begins where it is told, beyond what a number holds', async () => {
    const { position } = await connect().appendToStream(newStream(), event());
    expect(position?.commit).toBeGreaterThan(2n ** 53n);
    const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    expect(last?.event?.position).toEqual(position);
  });

  it('cuts every connection and takes new ones at once', async () => {
    const { heard } = listen(connect(), END);
    await until(() => heard.caughtUp === 1, 'caught up');
    await faults.dropConnections();
    await until(() => heard.error !== undefined, 'lost');
    expect(heard.error).toMatchObject({ type: 'unavailable' });
    expect(await client.appendToStream(newStream(), event())).toMatchObject({ success: true });
  });

  it('falls silent without a word, and only what is opened afterwards speaks', async () => {
    const filter = () => streamNameFilter({ prefixes: [''], maxSearchWindow: 1, checkpointInterval: 1 });
    const silent = listen(connect(), END, filter());
    await until(() => silent.heard.caughtUp === 1, 'caught up');
    faults.silenceSubscriptions(true);
    const born = listen(client, END, filter());
    await client.appendToStream(newStream(), event());
    faults.silenceSubscriptions(false);
    const speaking = listen(client, END, filter());
    await until(() => speaking.heard.caughtUp === 1, 'caught up');
    await client.appendToStream(newStream(), event());
    await until(() => speaking.heard.events.length === 1, 'the one that speaks');
    for (const { heard } of [silent, born]) {
      expect(heard).toMatchObject({ events: [], checkpoints: [], error: undefined });
    }
  });

  it.each([
    ['consumer-too-slow', 'timeout'],
    ['unavailable', 'unavailable'],
  ] as const)('ends subscriptions as %s', async (cause, type) => {
    const { heard } = listen(connect(), END);
    await until(() => heard.caughtUp === 1, 'caught up');
    faults.endSubscriptions(cause);
    await until(() => heard.error !== undefined, 'ended');
    expect(heard.error).toMatchObject({ type });
    expect(standIn.openSubscriptions).toBe(0);
  });

  it('says that it is not ready in the words of a batch', async () => {
    faults.refuseAppends(1, 'not-ready');
    expect(await failure(connect().appendToStream(newStream(), event()))).toMatchObject({
      type: 'unknown',
      message: 'Could not recognize Server Is Not Ready',
    });
  });

  it('reads slowly when told to', async () => {
    const stream = newStream();
    await connect().appendToStream(
      stream,
      Array.from({ length: 200 }, (_, n) => event(n)),
    );
    faults.slowReads(50);
    const begun = performance.now();
    const read = await collect(client.readStream(stream));
    faults.slowReads(0);
    expect(read).toHaveLength(200);
    expect(performance.now() - begun).toBeGreaterThan(6 * 45);
  });

  it('writes statistics of its own, so that a filtered subscription has signs of life', async () => {
    const busy = await startStandIn({ statisticsInterval: 20 });
    const reader = EventStoreDBClient.connectionString(busy.connectionString);
    const filter = streamNameFilter({ prefixes: ['letter-'], maxSearchWindow: 3, checkpointInterval: 1 });
    const { heard } = listen(reader, END, filter);
    await until(() => heard.checkpoints.length >= 2, 'checkpoints');
    expect(heard.events).toEqual([]);
    expect(busy.log.records.at(-1)).toMatchObject({ type: '$statsCollected' });
    await reader.dispose();
    await busy.close();
  });

  it('lets an append run out of its time that is answered late, having written it', async () => {
    const stream = newStream();
    const patient = { credentials: { username: 'admin', password: 'changeit' }, deadline: 100 };
    faults.delayAnswers(400);
    const late = await failure(connect().appendToStream(stream, event(), patient));
    faults.delayAnswers(0);
    expect(late).toMatchObject({ type: 'deadline-exceeded' });
    expect(standIn.log.lastRevision(stream)).toBe(0n);
  });

  it('is away while it is stopped, and has its log when it is there again', async () => {
    const stream = newStream();
    const id = randomUUID();
    await connect().appendToStream(stream, event(0, id), { expectedRevision: ANY });
    const { port } = standIn;
    await standIn.stop();
    expect(await failure(client.appendToStream(stream, event()))).toMatchObject({
      message: expect.stringMatching(/UNAVAILABLE/),
    });
    await standIn.start();
    expect(standIn.port).toBe(port);
    const exact = await client.appendToStream(stream, event(0, id), { expectedRevision: NO_STREAM });
    expect(exact.nextExpectedRevision).toBe(0n);
    // What was committed at any revision is remembered in memory alone, so a restart doubles it.
    const any = await client.appendToStream(stream, event(0, id), { expectedRevision: ANY });
    expect(any.nextExpectedRevision).toBe(1n);
  });

  it('lets a connection have no more calls at once than its limit', async () => {
    const narrow = await startStandIn({ maxConcurrentStreams: 4 });
    const reader = EventStoreDBClient.connectionString(narrow.connectionString);
    await reader.appendToStream(newStream(), event());
    const subscriptions = [1, 2, 3].map(() => listen(reader, END));
    await until(() => subscriptions.every(({ heard }) => heard.caughtUp === 1), 'three and the appends');
    let read = false;
    const waiting = collect(reader.readAll()).then(() => {
      read = true;
    });
    await pause(200);
    expect(read).toBe(false);
    await subscriptions[0]?.subscription.unsubscribe();
    await waiting;
    expect(read).toBe(true);
    await reader.dispose();
    await narrow.close();
  });
});

describe('a stand-in with TLS and credentials', () => {
  let directory: string;
  let standIn: StandIn;
  const certificate = selfSignedCertificate();
  const known = { username: 'admin', password: 'change/it' };
  const connect = (authority: string) =>
    EventStoreDBClient.connectionString(
      `esdb://${authority}127.0.0.1:${standIn.port}?tls=true&tlsCAFile=${join(directory, 'ca.pem')}`,
    );

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stand-in-'));
    await writeFile(join(directory, 'ca.pem'), certificate.cert);
    standIn = await startStandIn({ tls: certificate, credentials: known });
  });
  afterAll(async () => {
    await standIn.close();
    await rm(directory, { recursive: true });
  });

  it('serves who knows them', async () => {
    const client = connect('admin:change%2Fit@');
    const stream = newStream();
    expect(await client.appendToStream(stream, event())).toMatchObject({ success: true });
    const perCall = { expectedRevision: 0n, credentials: known };
    expect(await client.appendToStream(stream, event(), perCall)).toMatchObject({ success: true });
    expect(await collect(client.readStream(stream))).toHaveLength(2);
    await client.dispose();
  });

  it.each([
    ['who brings none', ''],
    ['who brings false ones', 'admin:guessed@'],
  ])('denies access to %s', async (_, authority) => {
    const client = connect(authority);
    const denied = { type: 'access-denied' };
    expect(await failure(client.appendToStream(newStream(), event()))).toMatchObject(denied);
    expect(await failure(collect(client.readStream(newStream())))).toMatchObject(denied);
    expect(await failure(collect(client.readAll()))).toMatchObject(denied);
    await client.dispose();
  });

  it('is not trusted without its certificate', async () => {
    const client = EventStoreDBClient.connectionString(standIn.connectionString);
    expect(await failure(client.appendToStream(newStream(), event()))).toMatchObject({ code: 14 });
    await client.dispose();
  });
});

describe('a cluster of stand-ins', () => {
  let cluster: StandInCluster;
  let client: EventStoreDBClient;

  beforeAll(async () => {
    cluster = await startStandInCluster(3);
    client = EventStoreDBClient.connectionString(cluster.connectionString);
  });
  afterAll(async () => {
    await client.dispose();
    await cluster.close();
  });

  it('is found by gossip, and the leader is chosen', async () => {
    const stream = newStream();
    await client.appendToStream(stream, event());
    await cluster.nodes[1]?.stop();
    await cluster.nodes[2]?.stop();
    expect(await client.appendToStream(stream, event(), { expectedRevision: 0n })).toMatchObject({
      success: true,
    });
    await cluster.nodes[1]?.start();
    await cluster.nodes[2]?.start();
  });

  it('sends who wants the leader to the new one, and forwards for the others', async () => {
    const stream = newStream();
    await client.appendToStream(stream, event());
    cluster.elect(2);
    const forwarded = await client.appendToStream(stream, event(), { expectedRevision: 0n });
    expect(forwarded.nextExpectedRevision).toBe(1n);
    const refused = await failure(collect(client.readStream(stream, { requiresLeader: true })));
    expect(refused).toMatchObject({ type: 'not-leader', leader: { port: cluster.nodes[2]?.port } });
    expect(await collect(client.readStream(stream, { requiresLeader: true }))).toHaveLength(2);
  });

  it('lets followers lag behind, so that only the leader has what it has just answered', async () => {
    const [leading = 0] = [cluster.leader];
    const follower = (leading + 1) % 3;
    const near = EventStoreDBClient.connectionString(`${cluster.nodes[follower]?.connectionString}`);
    const { heard } = listen(near, END, streamNameFilter({ prefixes: ['letter-'] }));
    await until(() => heard.caughtUp === 1, 'caught up');
    cluster.delayReplication(300);
    const stream = newStream();
    await near.appendToStream(stream, event());
    expect(await failure(collect(near.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
    expect(heard.events).toEqual([]);
    await until(() => heard.events.length === 1, 'replicated');
    expect(await collect(near.readStream(stream))).toHaveLength(1);
    cluster.delayReplication(0);
    await near.dispose();
  });

  it('takes no append while nobody leads, and goes on with the one that is elected', async () => {
    const stream = newStream();
    await client.appendToStream(stream, event());
    await cluster.nodes[2]?.stop();
    expect(cluster.leader).toBeUndefined();
    await failure(client.appendToStream(stream, event(), { expectedRevision: 0n }));
    expect(cluster.nodes[0]?.log.lastRevision(stream)).toBe(0n);
    cluster.elect(0);
    const deadline = Date.now() + 15_000;
    for (let written = false; !written; ) {
      if (Date.now() > deadline) throw new Error('No leader was found within 15 s');
      const attempt = client.appendToStream(stream, event(), { expectedRevision: 0n });
      written = await attempt.then(
        () => true,
        () => false,
      );
    }
    expect(cluster.nodes[0]?.log.lastRevision(stream)).toBe(1n);
  });
});

describe('a stand-in as a process', () => {
  let directory: string;
  const running = new Set<ChildProcess>();

  const spawnStandIn = async (port: number) => {
    const file = join(directory, 'log.jsonl');
    const main = join(import.meta.dirname, 'eventstore-stand-in', 'main.ts');
    const child = spawn(process.execPath, [main, '--port', `${port}`, '--data', file, '--control', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.add(child);
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const [, url, control] = /^EventStoreDB stand-in at (\S+), control at (\S+)$/.exec(line) ?? [];
    return { child, url: `${url}`, control: `${control}` };
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stand-in-'));
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await rm(directory, { recursive: true });
  });

  it('keeps every append that it has answered when it is killed', async () => {
    let node = await spawnStandIn(0);
    const port = Number(new URL(node.url.replace('esdb', 'http')).port);
    const client = EventStoreDBClient.connectionString(node.url);
    const acknowledged: string[] = [];
    for (let kill = 0; kill < 3; kill += 1) {
      let writing = true;
      const writer = async () => {
        while (writing) {
          const stream = newStream();
          const written = await client.appendToStream(stream, [event(0), event(1)]).catch(() => undefined);
          if (written) acknowledged.push(stream);
          else await pause(20);
        }
      };
      const before = acknowledged.length;
      const writers = Array.from({ length: 5 }, writer);
      await until(() => acknowledged.length > before + 50, 'some appends');
      node.child.kill('SIGKILL');
      await once(node.child, 'exit');
      writing = false;
      await Promise.all(writers);
      node = await spawnStandIn(port);
    }
    const kept = new Map<string, number>();
    const reader = EventStoreDBClient.connectionString(node.url);
    for await (const { event } of reader.readAll()) {
      if (event) kept.set(event.streamId, (kept.get(event.streamId) ?? 0) + 1);
    }
    expect(acknowledged.length).toBeGreaterThan(150);
    for (const stream of acknowledged) expect(kept.get(stream)).toBe(2);
    await client.dispose();
    await reader.dispose();
  });

  it('takes orders for faults', async () => {
    const { url, control, child } = await spawnStandIn(0);
    const client = EventStoreDBClient.connectionString(url);
    const order = (path: string) => fetch(`${control}${path}`, { method: 'POST' });
    const { heard } = listen(client, END);
    await until(() => heard.caughtUp === 1, 'caught up');
    expect((await order('/end-subscriptions?cause=consumer-too-slow')).status).toBe(204);
    await until(() => heard.error !== undefined, 'ended');
    expect(heard.error).toMatchObject({ type: 'timeout' });
    expect((await order('/end-subscriptions?cause=boredom')).status).toBe(400);
    expect((await order('/nonsense')).status).toBe(404);
    expect((await order('/refuse-appends?count=1&cause=deadline')).status).toBe(204);
    expect(await failure(client.appendToStream(newStream(), event()))).toMatchObject({
      type: 'deadline-exceeded',
    });
    expect((await order('/stop')).status).toBe(204);
    expect(await failure(client.appendToStream(newStream(), event()))).toMatchObject({
      message: expect.stringMatching(/UNAVAILABLE/),
    });
    expect((await order('/start')).status).toBe(204);
    expect(await client.appendToStream(newStream(), event())).toMatchObject({ success: true });
    await client.dispose();
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });
});

describe('the log of the stand-in', () => {
  it('drops half a write at the end of its file, whole', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'stand-in-'));
    const file = join(directory, 'log.jsonl');
    const record = (n: number) => ({
      id: randomUUID(),
      type: 'Registered',
      json: true,
      data: Buffer.from(`${n}`),
      metadata: Buffer.from([0, 255, 10]),
    });
    const first = new TransactionLog(0n, file);
    first.write('letter-1', [record(0), record(1)]);
    first.close();
    await writeFile(file, '[["letter-1","2","1', { flag: 'a' });
    const second = new TransactionLog(0n, file);
    expect(second.records).toEqual(first.records);
    const [third] = second.write('letter-1', [record(2)]);
    expect(third).toMatchObject({ revision: 2n, position: first.end });
    second.close();
    const reopened = new TransactionLog(0n, file);
    expect(reopened.records).toEqual(second.records);
    reopened.close();
    await rm(directory, { recursive: true });
  });

  it('is the same in pages of every size, in both directions', () => {
    const log = new TransactionLog();
    for (let n = 0; n < 50; n += 1) {
      const data = Buffer.alloc(n);
      log.write(`letter-${n % 7}`, [{ id: randomUUID(), type: 'R', json: false, data, metadata: data }]);
    }
    for (const size of [1, 3, 50, 64]) {
      const forwards: bigint[] = [];
      for (let from = 0n, end = false; !end; ) {
        const page = readAllForwards(log, from, size, size);
        forwards.push(...page.records.map(({ position }) => position));
        ({ next: from, end } = page);
      }
      const backwards: bigint[] = [];
      for (let from = log.end, end = false; !end; ) {
        const page = readAllBackwards(log, from, size, size);
        backwards.push(...page.records.map(({ position }) => position));
        ({ next: from, end } = page);
      }
      expect(forwards).toEqual(log.records.map(({ position }) => position));
      expect(backwards).toEqual(forwards.toReversed());
    }
  });
});
