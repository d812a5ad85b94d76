import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type AppendResult,
  EventStoreUnavailable,
  EventTooLarge,
  type NewEvent,
  type StoredEvent,
} from '../application/ports/event-store.ts';
import { BEGINNING, type Category, type StreamName, streamName } from '../domain/event.ts';
import { InvalidConfig, readConfig } from '../infrastructure/config.ts';
import type { EventStoreDbOptions } from '../infrastructure/event-store/eventstoredb/eventstoredb-event-store.ts';
import { openEventStoreDb } from '../infrastructure/event-store/eventstoredb/open-event-store.ts';
import { toPosition } from '../infrastructure/event-store/eventstoredb/position.ts';
import { subscribeForGood } from '../infrastructure/event-store/eventstoredb/resilient-subscription.ts';
import { TruncatedStream } from '../infrastructure/event-store/eventstoredb/truncated-stream.ts';
import { silent } from './database.ts';
import { selfSignedCertificate } from './eventstore-stand-in/certificate.ts';
import { startStandInCluster } from './eventstore-stand-in/cluster.ts';
import { type StandInOptions, startStandIn } from './eventstore-stand-in/stand-in.ts';
import { untilWithin } from './until.ts';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const serve = async (options?: StandInOptions) => {
  const server = await startStandIn(options);
  endings.push(() => server.close());
  return server;
};

const open = (connectionString: string, options?: EventStoreDbOptions, log = silent) => {
  const store = openEventStoreDb(connectionString, log, options);
  endings.push(() => store.close());
  return store;
};

/** The client itself, for what Chancery never does: an operator's hand, a stranger in the same store. */
const stranger = (connectionString: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(connectionString);
  endings.push(() => client.dispose());
  return client;
};

const newStream = (category: Category = 'letter'): StreamName => streamName(category, randomUUID());

const event = (payload: unknown = {}, type = 'Registered'): NewEvent => ({
  id: randomUUID(),
  type,
  data: JSON.stringify(payload),
  metadata: JSON.stringify({ salt: randomUUID(), version: 1 }),
});

const positionOf = (result: AppendResult): string => {
  if (!result.ok) throw new Error(`Refused: ${result.conflict}`);
  return result.position;
};

const until = untilWithin(20_000);

const ids = (events: readonly { readonly id: string }[]): readonly string[] => events.map(({ id }) => id);

/** A logger that keeps what it is told. */
const keeping = () => {
  const lines: string[] = [];
  return { lines, log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }) };
};

describe('a subscription', () => {
  it('that falls silent without a word is noticed and renewed, and nothing is lost or doubled', async () => {
    const server = await serve();
    const store = open(server.connectionString, { silenceMs: 200 });
    const stream = newStream();
    const seen: StoredEvent[] = [];
    const subscription = store.subscribe(BEGINNING, async (batch) => void seen.push(...batch));
    await store.append(stream, 'none', [event()], randomUUID());
    await until(() => seen.length === 1, 'the first');
    server.faults.silenceSubscriptions(true);
    server.faults.silenceSubscriptions(false);
    for (let revision = 0; revision < 3; revision += 1) {
      await store.append(stream, revision, [event()], randomUUID());
    }
    await sleep(60);
    expect(seen).toHaveLength(1);
    await until(() => seen.length >= 4, 'what the silent subscription withheld', 3_000);
    await subscription.close();
    expect(ids(seen)).toEqual(ids(await store.read(stream)));
  });

  it('of a log in which nothing happens is left alone', async () => {
    const server = await serve();
    const { lines, log } = keeping();
    const store = open(server.connectionString, { silenceMs: 50 }, log);
    await store.append(newStream('journal'), 'none', [event()], randomUUID());
    const subscription = store.subscribe(await store.head(), async () => undefined, {
      categories: ['letter'],
    });
    await until(() => server.openSubscriptions === 1, 'the subscription');
    // Grown, but by nothing that this subscription is to deliver.
    await store.append(newStream('journal'), 'none', [event()], randomUUID());
    await sleep(400);
    expect(server.openSubscriptions).toBe(1);
    expect(lines).toEqual([]);
    await subscription.close();
  });

  it('whose reader is slow, and which the server ends for it, goes on where it was', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const seen: StoredEvent[] = [];
    const subscription = store.subscribe(BEGINNING, async (batch) => {
      await sleep(10);
      seen.push(...batch);
    });
    const streams = Array.from({ length: 60 }, () => newStream());
    await Promise.all(
      streams.map((stream) =>
        store.append(
          stream,
          'none',
          Array.from({ length: 50 }, (_, n) => event({ n })),
          randomUUID(),
        ),
      ),
    );
    for (let n = 0; n < 3; n += 1) {
      const before = seen.length;
      await until(() => seen.length > before, 'more');
      server.faults.endSubscriptions('consumer-too-slow');
    }
    await until(() => seen.length >= 3_000, 'all');
    await subscription.close();
    expect(ids(seen)).toEqual(ids(await store.readAll(BEGINNING, 4_000)));
  });

  it('leaves at the server what its reader has no time for', async () => {
    let produced = 0;
    const endless = new Readable({
      objectMode: true,
      highWaterMark: 256,
      read() {
        produced += 1;
        this.push(produced);
      },
    });
    const stored = (n: number): StoredEvent => ({
      ...event(),
      stream: 'letter-1',
      revision: n,
      position: toPosition({ commit: BigInt(n), prepare: BigInt(n) }),
    });
    let release = (): void => undefined;
    const batches: (readonly StoredEvent[])[] = [];
    const subscription = subscribeForGood(
      {
        start: async () => stored(3).position,
        open: () => Object.assign(endless, { unsubscribe: async () => void endless.destroy() }) as never,
        decode: (n) => stored(n as unknown as number),
        grown: async () => true,
        silenceMs: 20,
      },
      async (batch) => {
        batches.push(batch);
        await new Promise<void>((settle) => (release = settle));
      },
      silent,
    );
    await until(() => batches.length === 1, 'the first batch');
    await sleep(200);
    expect(batches).toHaveLength(1);
    expect(produced).toBeLessThanOrEqual(2 * 256 + 1);
    release();
    await until(() => batches.length === 2, 'the second batch');
    const ending = subscription.close();
    release();
    await ending;
    // What had been delivered before comes again from a server that begins too early, and is left out.
    const revisions = batches.flat().map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.map((_, index) => index + 4));
  });

  it('that is refused for a position of another store says so at once', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const elsewhere = '00000000000000000017' as typeof BEGINNING;
    expect(() => store.subscribe(elsewhere, async () => undefined)).toThrow('another store');
  });
});

describe('an append', () => {
  it('whose answer is lost is found by reading back', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const stream = newStream();
    server.faults.loseAnswers(1);
    const result = await store.append(stream, 'none', [event({ n: 1 }), event({ n: 2 })], randomUUID());
    expect(result).toMatchObject({ ok: true, revision: 1, repeated: false });
    const read = await store.read(stream);
    expect(read).toHaveLength(2);
    expect(read.at(-1)?.position).toBe(positionOf(result));
  });

  it('whose answer is lost, of a command that somebody else carried out with other facts, is a conflict', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const stream = newStream();
    const commandId = randomUUID();
    const first = event({ decided: 'here' });
    await store.append(stream, 'none', [first], commandId);
    // The same id, as of the same command: the server compares nothing else, and says “success”.
    const other = { ...event({ decided: 'there' }), id: first.id };
    expect(await store.append(stream, 'none', [other], commandId)).toEqual({
      ok: false,
      conflict: 'command-id-reused',
    });
    server.faults.loseAnswers(1);
    expect(await store.append(stream, 'none', [other], commandId)).toEqual({
      ok: false,
      conflict: 'command-id-reused',
    });
    expect(await store.read(stream)).toHaveLength(1);
  });

  it('says of the very same events whether it was this append that wrote them', async () => {
    const server = await serve();
    const [one, other] = [open(server.connectionString), open(server.connectionString)];
    const stream = newStream();
    const commandId = randomUUID();
    const events = [event({ n: 1 }), event({ n: 2 })];
    const results = await Promise.all([
      one.append(stream, 'none', events, commandId),
      other.append(stream, 'none', events, commandId),
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    expect(results.map((result) => result.ok && result.repeated).toSorted()).toEqual([false, true]);
    expect(new Set(results.map(positionOf)).size).toBe(1);
    expect(await one.append(stream, 'none', events.slice(0, 1), commandId)).toMatchObject({
      conflict: 'command-id-reused',
    });
    expect(await one.read(stream)).toHaveLength(2);
  });

  it('is not touched by the broken connection of another store in the process', async () => {
    const [one, other] = [await serve(), await serve()];
    const [store, elsewhere] = [open(one.connectionString), open(other.connectionString)];
    await elsewhere.append(newStream(), 'none', [event()], randomUUID());
    await store.append(newStream(), 'none', [event()], randomUUID());
    one.faults.delayAnswers(200);
    const stream = newStream();
    const appended = store.append(stream, 'none', [event()], randomUUID());
    await sleep(50);
    await other.faults.dropConnections();
    const result = await appended;
    expect(result).toMatchObject({ ok: true, repeated: false });
    // The answer that was under way has come by now; the client’s batches would have ended the process with it.
    await sleep(250);
    expect(await store.read(stream)).toHaveLength(1);
  });

  it('goes to the leader when the node is none, and is written once', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const stream = newStream();
    server.faults.refuseAppends(2, 'not-leader');
    expect(await store.append(stream, 'none', [event()], randomUUID())).toMatchObject({
      ok: true,
      repeated: false,
    });
    expect(await store.read(stream)).toHaveLength(1);
  });

  it('that meets a node which is not ready is sent again, and refused as not written when that lasts', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const stream = newStream();
    server.faults.refuseAppends(1, 'not-ready');
    expect(await store.append(stream, 'none', [event()], randomUUID())).toMatchObject({ ok: true });
    server.faults.refuseAppends(50, 'not-ready');
    const refused = store.append(stream, 0, [event()], randomUUID());
    await expect(refused).rejects.toThrow(EventStoreUnavailable);
    await expect(refused).rejects.toMatchObject({ unknownOutcome: false });
  });

  it('that timed out at the server and was not written is of unknown outcome, and may be repeated', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const stream = newStream();
    const one = event();
    const commandId = randomUUID();
    server.faults.refuseAppends(1, 'deadline');
    const refused = store.append(stream, 'none', [one], commandId);
    await expect(refused).rejects.toThrow(EventStoreUnavailable);
    await expect(refused).rejects.toMatchObject({ unknownOutcome: true });
    expect(await store.append(stream, 'none', [one], commandId)).toMatchObject({ ok: true });
    expect(await store.read(stream)).toHaveLength(1);
  });

  it('whose own deadline passed although it was written is found by reading back', async () => {
    const server = await serve();
    const store = open(`${server.connectionString}&defaultDeadline=200`);
    const stream = newStream();
    server.faults.delayAnswers(600);
    const result = await store.append(stream, 'none', [event()], randomUUID());
    server.faults.delayAnswers(0);
    expect(result).toMatchObject({ ok: true, revision: 0, repeated: false });
    expect(await store.read(stream)).toHaveLength(1);
  });

  it('is unavailable, and surely not written, where no server is', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    await server.stop();
    const refused = store.append(newStream(), 'none', [event()], randomUUID());
    await expect(refused).rejects.toThrow(EventStoreUnavailable);
    await expect(refused).rejects.toMatchObject({ unknownOutcome: false });
    await expect(store.head()).rejects.toThrow(EventStoreUnavailable);
    await server.start();
    expect(await store.head()).toBe(BEGINNING);
  });

  it('is measured as a whole before anything is sent, to the byte', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const stream = newStream();
    const half = (bytes: number): NewEvent => ({
      ...event(),
      data: JSON.stringify('x'.repeat(bytes - 2)),
    });
    const refused = store.append(stream, 'none', [half(600_000), half(600_000)], randomUUID());
    await expect(refused).rejects.toThrow(EventTooLarge);
    await expect(refused).rejects.toMatchObject({ limit: 1_048_576 });
    expect(await store.read(stream)).toEqual([]);
    const overhead = await store
      .append(stream, 'none', [half(600_000), half(600_000)], randomUUID())
      .then(() => 0)
      .catch((error: EventTooLarge) => error.bytes - 1_200_000);
    const fits = [half(600_000), half(1_048_576 - 600_000 - overhead)];
    expect(await store.append(stream, 'none', fits, randomUUID())).toMatchObject({ ok: true });
    const over = [half(600_000), half(1_048_577 - 600_000 - overhead)];
    await expect(store.append(stream, 1, over, randomUUID())).rejects.toThrow(EventTooLarge);
    expect(await store.read(stream)).toHaveLength(2);
  });

  it('is refused as too large also by a server that was told to take less', async () => {
    const server = await serve({ maxAppendSize: 5_000 });
    const store = open(server.connectionString);
    const refused = store.append(newStream(), 'none', [event({ text: 'x'.repeat(6_000) })], randomUUID());
    await expect(refused).rejects.toThrow(EventTooLarge);
    await expect(refused).rejects.toMatchObject({ limit: 5_000 });
  });

  it('keeps canonical JSON as JSON, with correlation and causation where the server’s tools look', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const stream = newStream();
    const metadata = { $causationId: 'cause', $correlationId: 'whole', at: '2026-11-24', version: 1 };
    const one = { ...event({ a: 1 }), metadata: JSON.stringify(metadata) };
    await store.append(stream, 'none', [one], randomUUID());
    const [resolved] = await Array.fromAsync(stranger(server.connectionString).readStream(stream));
    expect(resolved?.event).toMatchObject({ id: one.id, isJson: true, data: { a: 1 }, metadata });
    expect((await store.read(stream))[0]?.metadata).toEqual(one.metadata);
  });
});

describe('a server that restarts and breaks connections 50 times', () => {
  it('loses, doubles and misorders nothing, for writers and subscribers', async () => {
    const server = await serve();
    const store = open(server.connectionString, { silenceMs: 2_000 });
    const seen: StoredEvent[] = [];
    const subscription = store.subscribe(BEGINNING, async (batch) => void seen.push(...batch));
    let breaking = true;
    let appends = 0;
    const written = new Map<StreamName, string[]>();
    const writer = async (): Promise<void> => {
      const stream = newStream();
      const mine: string[] = [];
      written.set(stream, mine);
      for (let revision = -1; breaking; ) {
        const events = [event({ revision }), event({ revision })];
        const commandId = randomUUID();
        for (;;) {
          try {
            const expected = revision < 0 ? 'none' : revision;
            positionOf(await store.append(stream, expected, events, commandId));
            break;
          } catch (error) {
            if (!(error instanceof EventStoreUnavailable)) throw error;
            await sleep(20);
          }
        }
        mine.push(...ids(events));
        appends += 1;
        revision += 2;
      }
    };
    const writers = Promise.all(Array.from({ length: 8 }, writer));
    for (let n = 0; n < 50; n += 1) {
      const before = appends;
      await sleep(30 + 10 * (n % 5));
      // However slow the machine is, what breaks is at work.
      await until(() => appends > before, 'something written since it broke last');
      if (n % 3 === 0) server.faults.loseAnswers(2);
      else if (n % 3 === 1) await server.faults.dropConnections();
      else {
        await server.stop();
        await sleep(20);
        await server.start();
      }
    }
    breaking = false;
    await writers;
    const total = [...written.values()].reduce((sum, { length }) => sum + length, 0);
    expect(total).toBeGreaterThan(100);
    await until(() => seen.length >= total, 'everything written');
    await subscription.close();
    const log = await store.readAll(BEGINNING, total + 100);
    expect(log).toHaveLength(total);
    expect(ids(seen)).toEqual(ids(log));
    const streams = Map.groupBy(log, ({ stream }) => stream);
    for (const [stream, mine] of written) {
      expect(ids(streams.get(stream) ?? [])).toEqual(mine);
      expect(ids(await store.read(stream))).toEqual(mine);
    }
  }, 120_000);
});

describe('a stream that an operator cut', () => {
  const cut = async (metadata: { maxCount?: number; truncateBefore?: number }) => {
    const server = await serve();
    const store = open(server.connectionString);
    const stream = newStream();
    await store.append(
      stream,
      'none',
      Array.from({ length: 5 }, (_, n) => event({ n })),
      randomUUID(),
    );
    await stranger(server.connectionString).setStreamMetadata(stream, metadata);
    return { server, store, stream };
  };

  it.each([
    ['$maxCount', { maxCount: 2 }, 'revision 0 is missing, the next that is there is 3'],
    ['$tb', { truncateBefore: 2 }, 'revision 0 is missing, the next that is there is 2'],
    ['$tb behind its end', { truncateBefore: 5 }, 'revision 0 is missing'],
  ])('with %s is not folded from its middle', async (_, metadata, message) => {
    const { store, stream } = await cut(metadata);
    await expect(store.read(stream)).rejects.toThrow(TruncatedStream);
    await expect(store.read(stream)).rejects.toThrow(message);
    await expect(store.read(stream)).rejects.toThrow(stream);
  });

  it('is read from what is there', async () => {
    const { store, stream } = await cut({ truncateBefore: 2 });
    expect((await store.read(stream, 3)).map(({ revision }) => revision)).toEqual([3, 4]);
    expect(await store.read(stream, 5)).toEqual([]);
  });

  it('and deleted is not begun anew in silence', async () => {
    const { server, store, stream } = await cut({});
    await stranger(server.connectionString).deleteStream(stream);
    expect(await store.read(stream)).toEqual([]);
    await expect(store.append(stream, 'none', [event()], randomUUID())).rejects.toThrow(TruncatedStream);
  });
});

describe('a store that others use too', () => {
  it('gives only what is of Chancery’s categories, whatever else is between', async () => {
    const server = await serve({ statisticsInterval: 20 });
    const store = open(server.connectionString);
    const other = stranger(server.connectionString);
    const seen: StoredEvent[] = [];
    const subscription = store.subscribe(BEGINNING, async (batch) => void seen.push(...batch));
    const mine: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const noise = Array.from({ length: 40 }, () => jsonEvent({ type: 'Noise', data: { n } }));
      await other.appendToStream(`shop-${n}`, noise);
      const one = event({ n });
      mine.push(one.id);
      await store.append(newStream(n % 2 ? 'letter' : 'journal'), 'none', [one], randomUUID());
    }
    await other.appendToStream('shop-last', jsonEvent({ type: 'Noise', data: {} }));
    const log = await store.readAll(BEGINNING, 1_000);
    expect(ids(log)).toEqual(mine);
    expect(await store.head()).toBe(log.at(-1)?.position);
    const paged: string[] = [];
    for (let after = BEGINNING; ; ) {
      const page = await store.readAll(after, 3);
      paged.push(...ids(page));
      const last = page.at(-1);
      if (!last || page.length < 3) break;
      after = last.position;
    }
    expect(paged).toEqual(mine);
    await until(() => seen.length >= 20, 'the subscription');
    await subscription.close();
    expect(ids(seen)).toEqual(mine);
  });
});

describe('many at once', () => {
  it('reads 3,000 streams at the same time within the server’s 100 streams per connection', async () => {
    const server = await serve({ maxConcurrentStreams: 100 });
    const { lines, log } = keeping();
    const store = open(server.connectionString, { patienceMs: 500 }, log);
    const streams = Array.from({ length: 50 }, () => newStream());
    for (const stream of streams) await store.append(stream, 'none', [event({ stream })], randomUUID());
    // Every read begins 20 ms late and is given up after 500: all at once, most would be.
    server.faults.delayAnswers(20);
    const reads = await Promise.all(
      Array.from({ length: 3_000 }, (_, n) => store.read(streams[n % 50] as StreamName)),
    );
    expect(reads.every((events) => events.length === 1)).toBe(true);
    expect(new Set(reads.map(([first]) => first?.stream)).size).toBe(50);
    expect(lines).toEqual([]);
  });

  it('wakes any number of readers by one subscription, also for what another instance appends', async () => {
    const server = await serve();
    const [store, other] = [open(server.connectionString), open(server.connectionString)];
    let woken = 0;
    const forget = Array.from({ length: 200 }, () => store.onAppend(() => (woken += 1)));
    await until(() => server.openSubscriptions === 1, 'the subscription');
    await sleep(50);
    const before = woken;
    const begun = Date.now();
    await other.append(newStream(), 'none', [event()], randomUUID());
    await until(() => woken >= before + 200, 'all are woken');
    expect(Date.now() - begun).toBeLessThan(900);
    expect(server.openSubscriptions).toBe(1);
    for (const one of forget) one();
  });
});

describe('a connection string', () => {
  it('with TLS, an authority and credentials is taken as it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chancery-tls-'));
    endings.push(() => rm(folder, { recursive: true, force: true }));
    const { cert, key } = selfSignedCertificate();
    const authority = join(folder, 'ca.crt');
    await writeFile(authority, cert);
    const credentials = { username: 'ops', password: 'p@ss:word/é' };
    const server = await serve({ tls: { cert, key }, credentials });
    const address = `${server.connectionString}&tlsCAFile=${encodeURIComponent(authority)}`;
    const store = open(address);
    const stream = newStream();
    expect(await store.append(stream, 'none', [event()], randomUUID())).toMatchObject({ ok: true });
    expect(await store.read(stream)).toHaveLength(1);
    expect(await store.readAll(BEGINNING, 10)).toHaveLength(1);
    const seen: StoredEvent[] = [];
    const subscription = store.subscribe(BEGINNING, async (batch) => void seen.push(...batch));
    await until(() => seen.length === 1, 'the subscription');
    await subscription.close();

    const wrong = open(address.replace('p%40ss', 'other'));
    await expect(wrong.read(stream)).rejects.toThrow('refuses access');
    await expect(wrong.append(stream, 0, [event()], randomUUID())).rejects.toThrow('refuses access');
    await expect(wrong.subscribe(BEGINNING, async () => undefined).closed).rejects.toThrow();
    const distrusting = open(server.connectionString);
    await expect(distrusting.read(stream)).rejects.toThrow(EventStoreUnavailable);
  });

  it('of a cluster finds the leader, and the next one when that is gone', async () => {
    const cluster = await startStandInCluster(3);
    endings.push(() => cluster.close());
    const store = open(cluster.connectionString);
    const stream = newStream();
    const seen: StoredEvent[] = [];
    const subscription = store.subscribe(BEGINNING, async (batch) => void seen.push(...batch));
    await store.append(stream, 'none', [event({ n: 0 })], randomUUID());
    // The old leader goes on as a follower, with our connection open: it answers “not leader”.
    cluster.elect(1);
    expect(await store.append(stream, 0, [event({ n: 1 })], randomUUID())).toMatchObject({ ok: true });
    expect(await store.read(stream)).toHaveLength(2);
    await cluster.nodes[1]?.stop();
    cluster.elect(2);
    const one = event({ n: 2 });
    const commandId = randomUUID();
    for (let attempt = 0; ; attempt += 1) {
      const result = await store.append(stream, 1, [one], commandId).catch((error: unknown) => {
        if (!(error instanceof EventStoreUnavailable) || attempt === 10) throw error;
        return undefined;
      });
      if (result) break;
    }
    await until(() => seen.length >= 3, 'the subscription follows');
    await subscription.close();
    expect(ids(seen)).toEqual(ids(await store.read(stream)));
  });

  const secret = 'geheim-9';
  it.each([
    ['no address', `http://ops:${secret}@localhost:2113`, 'must be esdb://'],
    ['an option that is not known', `esdb://ops:${secret}@localhost?tsl=false`, 'not known'],
    ['a port that is none', `esdb://ops:${secret}@localhost:99999`, 'host:port'],
    ['no certificate checked', `esdb://ops:${secret}@localhost?tlsVerifyCert=false`, 'tlsCAFile'],
    ['a file that is not there', `esdb://ops:${secret}@localhost?tlsCAFile=/nowhere.pem`, 'not there'],
    ['a follower', `esdb://ops:${secret}@localhost?nodePreference=follower`, 'leader'],
    ['a switch that is none', `esdb://ops:${secret}@localhost?tls=maybe`, 'true or false'],
    ['pings that servers cut off', `esdb://ops:${secret}@localhost?keepAliveInterval=5`, 'at least 10000'],
    ['an unencoded password', `esdb://ops:${secret}%zz@localhost`, 'percent-encoded'],
    ['several names to discover', `esdb+discover://ops:${secret}@a,b`, 'one DNS name'],
  ])('with %s is refused at the start, and the password is not repeated', (_, url, message) => {
    const read = () => readConfig({ EVENTSTORE_URL: url });
    expect(read).toThrow(InvalidConfig);
    expect(read).toThrow(message);
    expect(read).not.toThrow(secret);
  });

  it.each([
    'esdb://localhost',
    'esdb://ops:p%40ss@10.0.0.1:2113,10.0.0.2:2113,10.0.0.3:2113?tls=true&keepAliveTimeout=2000',
    'esdb+discover://ops:secret@cluster.example.org:2113/?maxDiscoverAttempts=3',
    'kurrentdb://localhost:2113?tls=false',
  ])('is taken: %s', (url) => {
    expect(readConfig({ EVENTSTORE_URL: url }).eventStoreUrl).toBe(url);
  });
});

describe('a process', () => {
  it('is not given half of what it reads when the store is closed', async () => {
    const server = await serve();
    const store = open(server.connectionString);
    const stream = newStream();
    for (let n = 0; n < 8; n += 1) {
      const events = Array.from({ length: 50 }, () => event({ n }));
      await store.append(stream, n === 0 ? 'none' : n * 50 - 1, events, randomUUID());
    }
    server.faults.slowReads(40);
    const reading = store.read(stream);
    reading.catch(() => undefined);
    await sleep(150);
    await store.close();
    await expect(reading).rejects.toThrow(EventStoreUnavailable);
  });

  it('ends by itself once the store is closed', async () => {
    const server = await serve();
    const url = new URL('../infrastructure/event-store/eventstoredb/open-event-store.ts', import.meta.url);
    const script = `
      import { pino } from 'pino';
      import { openEventStoreDb } from ${JSON.stringify(url.href)};
      const store = openEventStoreDb(process.argv[1], pino({ level: 'silent' }));
      store.onAppend(() => undefined);
      store.subscribe('', async () => undefined);
      await store.append('letter-1', 'none', [{ id: crypto.randomUUID(), type: 'T', data: '{}', metadata: '{}' }], 'c');
      console.log((await store.readAll('', 10)).length);
      await store.close();
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script, server.connectionString],
      { timeout: 10_000, cwd: new URL('..', import.meta.url).pathname },
    );
    expect(stdout).toBe('1\n');
  });
});
