import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EventStoreUnavailable } from '../application/ports/event-store.ts';
import { type Position, type StreamName, streamName } from '../domain/event.ts';
import { PostgresEventStore } from '../infrastructure/event-store/postgres/postgres-event-store.ts';
import { createPool } from '../infrastructure/postgres/connection.ts';
import { up as payloadsAsText } from '../infrastructure/postgres/migrations/006-payloads-as-text.ts';
import { createTestDatabase, silent, type TestDatabase } from './database.ts';
import { describeEventStoreContract } from './event-store-contract.ts';
import { untilWithin } from './until.ts';

describeEventStoreContract('PostgreSQL', async () => {
  const database = await createTestDatabase();
  return {
    open: async () => new PostgresEventStore(database.pool, silent),
    interrupt: () => database.interrupt(),
    close: () => database.close(),
  };
});

describe('the PostgreSQL log', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  const event = () => ({
    id: randomUUID(),
    type: 'Registered',
    data: '{}',
    metadata: '{}',
  });

  it('gives out positions without gaps, refusals and broken connections notwithstanding', async () => {
    const store = new PostgresEventStore(database.pool, silent);
    const append = async (n: number): Promise<unknown> => {
      if (n === 50) return database.interrupt();
      const stream = streamName('letter', randomUUID());
      return store
        .append(stream, n % 3 === 0 ? 7 : 'none', [event(), event()], randomUUID())
        .catch(() => undefined);
    };
    for (let wave = 0; wave < 5; wave += 1) {
      await Promise.all(Array.from({ length: 20 }, (_, n) => append(wave * 20 + n)));
    }
    const { rows } = await database.pool.query(
      'select min(position), max(position), count(*) from log.events',
    );
    expect(rows[0]).toMatchObject({ min: '1', max: rows[0].count });
    await store.close();
  });

  it('reads for each of those who ask at once what they asked for, and what had been written by then', async () => {
    const store = new PostgresEventStore(database.pool, silent);
    const streams = Array.from({ length: 120 }, () => streamName('letter', randomUUID()));
    await Promise.all(
      streams.map((stream, n) =>
        n % 4 === 0 ? undefined : store.append(stream, 'none', [event(), event(), event()], randomUUID()),
      ),
    );
    const asked = streams.map((stream, n) => ({ stream, from: n % 3, limit: n % 5 === 0 ? 1 : undefined }));
    const apart: unknown[] = [];
    for (const { stream, from, limit } of asked) apart.push(await store.read(stream, from, limit));
    const together = await Promise.all(
      asked.map(({ stream, from, limit }) => store.read(stream, from, limit)),
    );
    expect(together).toEqual(apart);
    expect(together.map(({ length }) => length)).toEqual(
      asked.map(({ from, limit }, n) => (n % 4 === 0 ? 0 : Math.min(3 - from, limit ?? 3))),
    );
    // Whoever reads a turn later than others sees what was appended in between.
    const [stream, other] = streams as [StreamName, StreamName];
    const [before, after] = await Promise.all([
      store.read(stream),
      store
        .append(stream, 'none', [event()], randomUUID())
        .then(() => Promise.all([store.read(stream), store.read(other)])),
    ]);
    expect(before.length).toBeLessThanOrEqual(1);
    expect(after.map(({ length }) => length)).toEqual([1, 3]);
    await store.close();
  });

  it('fails all who asked together when the database is away, and serves those who come after', async () => {
    const store = new PostgresEventStore(database.pool, silent);
    const stream = streamName('letter', randomUUID());
    const [results] = await Promise.all([
      Promise.allSettled(Array.from({ length: 10 }, () => store.read(stream))),
      database.interrupt(),
    ]);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(EventStoreUnavailable);
    }
    // Connections that stood idle and are dead may not have been noticed yet.
    await untilWithin(10_000)(async () => {
      const after = await Promise.allSettled([store.read(stream), store.read(stream)]);
      return after.every((read) => read.status === 'fulfilled' && read.value.length === 0);
    }, 'both who ask later are served');
    await store.close();
  });

  it('gives back to the character what an older version kept as bytes', async () => {
    const { pool, ...old } = await createTestDatabase();
    await pool.query(`
      alter table log.events
        alter column data type bytea using convert_to(data, 'UTF8'),
        alter column metadata type bytea using convert_to(metadata, 'UTF8')`);
    const stream = streamName('letter', randomUUID());
    const payload = '{"subject":"Письмо № 42 😀 \\u0000 \\\\ \\""}';
    await pool.query(
      `insert into log.events (position, stream, revision, id, type, data, metadata, command_id)
       values (1, $1, 0, $2, 'Registered', $3, $3, 'c')`,
      [stream, randomUUID(), Buffer.from(payload)],
    );
    await pool.query('update log.head set position = 1');
    await payloadsAsText(new Kysely({ dialect: new PostgresDialect({ pool }) }));
    const store = new PostgresEventStore(pool, silent);
    expect(await store.read(stream)).toMatchObject([{ data: payload, metadata: payload }]);
    const next = await store.append(stream, 0, [{ ...event(), data: payload }], 'd');
    expect(next).toMatchObject({ ok: true, revision: 1 });
    expect((await store.read(stream)).map(({ data }) => data)).toEqual([payload, payload]);
    await store.close();
    await old.close();
  });

  it('tells other servers of its appends, once of many together, and of the last before it closes', async () => {
    const other = new pg.Client(database.connection);
    await other.connect();
    let heard = 0;
    other.on('notification', () => (heard += 1));
    await other.query('listen chancery_log');
    const store = new PostgresEventStore(database.pool, silent);
    const append = () => store.append(streamName('letter', randomUUID()), 'none', [event()], randomUUID());
    await Promise.all(Array.from({ length: 50 }, append));
    const until = untilWithin(10_000);
    await until(() => heard > 0, 'the appends are heard of');
    const before = heard;
    expect(before).toBeLessThan(10);
    await append();
    await store.close();
    await until(() => heard > before, 'the last append is heard of');
    await other.end();
  });

  it('gives its own appends to readers without asking for them, and those of others once it hears of them', async () => {
    const [store, other] = [
      new PostgresEventStore(database.pool, silent),
      new PostgresEventStore(database.pool, silent),
    ];
    const asked = vi.spyOn(database.pool, 'query');
    const reads = () =>
      asked.mock.calls.filter(([text]) => JSON.stringify(text).includes('log-read-all')).length;
    const append = async (by: PostgresEventStore): Promise<Position> => {
      const result = await by.append(
        streamName('letter', randomUUID()),
        'none',
        [event(), event()],
        randomUUID(),
      );
      if (!result.ok) throw new Error(result.conflict);
      return result.position;
    };
    let isTold = false;
    const forget = store.onAppend(() => (isTold = true));
    const until = untilWithin(10_000);
    // The clock wakes it every second; between two ticks it reads what it has appended from memory.
    let place = await store.head();
    await until(async () => {
      place = (await store.readAnnounced(place, 100)).at(-1)?.position ?? place;
      const before = reads();
      const position = await append(store);
      const known = await store.readAnnounced(place, 100);
      expect(known).toEqual(await store.readAll(place, 100));
      expect(known.at(-1)?.position).toBe(position);
      place = position;
      return reads() === before + 1;
    }, 'an append is read without the log');
    isTold = false;
    const theirs = await append(other);
    await until(() => isTold, 'the append of another is heard of');
    expect((await store.readAnnounced(place, 100)).at(-1)?.position).toBe(theirs);
    forget();
    asked.mockRestore();
    await store.close();
    await other.close();
  });

  it('is unavailable, and says that nothing was written, where there is no server', async () => {
    const pool = createPool({ host: '/nowhere', port: 1 }, silent);
    const store = new PostgresEventStore(pool, silent);
    const refused = store.append(streamName('letter', randomUUID()), 'none', [event()], randomUUID());
    await expect(refused).rejects.toThrow(EventStoreUnavailable);
    await expect(refused).rejects.toMatchObject({ unknownOutcome: false });
    await expect(store.head()).rejects.toThrow(EventStoreUnavailable);
    await store.close();
    await pool.end();
  });
});
