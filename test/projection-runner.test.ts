import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encode } from '../application/event-codec.ts';
import { EventStoreUnavailable } from '../application/ports/event-store.ts';
import { type Position, type StreamName, SYSTEM, streamName } from '../domain/event.ts';
import { logSource } from '../infrastructure/event-store/log-source.ts';
import { PostgresEventStore } from '../infrastructure/event-store/postgres/postgres-event-store.ts';
import { pipelinedTransactions } from '../infrastructure/postgres/pipelined-transactions.ts';
import { Checkpoints } from '../projections/runner/checkpoints.ts';
import type { Projection } from '../projections/runner/projection.ts';
import { ReadModels } from '../projections/runner/read-models.ts';
import { createTestDatabase, silent, type TestDatabase } from './database.ts';
import { untilWithin } from './until.ts';

/** Counts the events of each stream, and chokes on whatever `poison` says. */
const counter = (
  version: number,
  poison: (stream: StreamName) => boolean = () => false,
  tables: readonly string[] = ['counts'],
  name = 'counter',
): Projection => ({
  name,
  version,
  tables,
  concerns: ({ stream }) => !stream.startsWith('journal-'),
  async create(tx) {
    await sql`
      create table ${sql.id(tables[0] ?? '')} (stream text primary key, revision int not null, version int not null)`.execute(
      tx,
    );
  },
  async apply(tx, events) {
    for (const { stream, revision } of events) {
      if (poison(stream)) throw new Error('It does not agree with me');
      await sql`
        insert into ${sql.id(tables[0] ?? '')} as c values (${stream}, ${revision}, ${version})
        on conflict (stream) do update set revision = greatest(c.revision, excluded.revision)`.execute(tx);
    }
  },
});

const until = untilWithin(20_000);

describe('the runner', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let db: Kysely<unknown>;
  const running: ReadModels[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    store = new PostgresEventStore(database.pool, silent);
    db = new Kysely({ dialect: new PostgresDialect({ pool: database.pool }) });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((models) => models.stop()));
    await store.close();
    await database.close();
  });

  const run = async (...projections: readonly Projection[]): Promise<ReadModels> => {
    const transactions = pipelinedTransactions(database.pool, silent);
    const connect = () => database.pool.connect();
    const models = new ReadModels(projections, db, logSource(store), connect, transactions, silent);
    running.push(models);
    await models.start();
    return models;
  };
  const record = async (stream: StreamName, revision: number): Promise<Position> => {
    const commandId = randomUUID();
    const event = encode(
      stream,
      0,
      { type: 'ProjectReopened', data: { reason: 'x' } },
      {
        actor: SYSTEM,
        at: new Date().toISOString(),
        commandId,
        command: 'reopenProject',
        $correlationId: commandId,
        $causationId: commandId,
        salt: 'AAAAAAAAAAAAAAAAAAAAAA',
      },
    );
    const result = await store.append(stream, revision === 0 ? 'none' : revision - 1, [event], commandId);
    if (!result.ok) throw new Error(result.conflict);
    return result.position;
  };
  const newStream = () => streamName('project', randomUUID());
  const counts = async () => {
    const { rows } = await sql<{ stream: string; revision: number; version: number }>`
      select * from read.counts order by stream`.execute(db);
    return new Map(rows.map(({ stream, ...rest }) => [stream, rest]));
  };

  it('puts aside the stream of an event that it cannot take in, and nothing else, and says so', async () => {
    const [good, bad] = [newStream(), newStream()];
    const models = await run(counter(1, (stream) => stream === bad));
    await record(bad, 0);
    await record(good, 0);
    const last = await record(bad, 1);
    expect(await models.waitFor(last, 10_000)).toBe(true);
    expect([...(await counts()).keys()]).toEqual([good]);
    expect(models.status()).toMatchObject([{ name: 'counter', blockedStreams: 1, leader: true }]);
  });

  it('takes a stream up again, from where it was put aside, once it can be taken in', async () => {
    const bad = newStream();
    let sick = true;
    const models = await run(counter(1, (stream) => sick && stream === bad));
    await record(bad, 0);
    const last = await record(bad, 1);
    await models.waitFor(last, 10_000);
    sick = false;
    await sql`update projections.blocked_streams set retry_at = now()`.execute(db);
    await until(async () => (await counts()).get(bad)?.revision === 1, 'the stream is taken up again');
    await until(() => models.status()[0]?.blockedStreams === 0, 'nothing is put aside any more');
  });

  it('puts nothing aside because the log or the database was away for a moment', async () => {
    const away = [
      new EventStoreUnavailable(new Error('No')),
      Object.assign(new Error('Cannot call write after a stream was destroyed'), {
        code: 'ERR_STREAM_DESTROYED',
      }),
      new Error('Client was closed and is not queryable'),
    ];
    const blocked = vi.spyOn(Checkpoints.prototype, 'block');
    const models = await run(
      counter(1, () => {
        const error = away.pop();
        if (error) throw error;
        return false;
      }),
    );
    const stream = newStream();
    expect(await models.waitFor(await record(stream, 0), 20_000)).toBe(true);
    expect(away).toEqual([]);
    expect((await counts()).get(stream)).toMatchObject({ revision: 0 });
    expect(blocked).not.toHaveBeenCalled();
    blocked.mockRestore();
  });

  it('lets one of several processes work, and the next when that one is gone', async () => {
    const stream = newStream();
    const first = await run(counter(1));
    await until(() => first.status()[0]?.leader === true, 'the first leads');
    const second = await run(counter(1));
    await record(stream, 0);
    const position = await record(stream, 1);
    // Whoever does not lead still knows how far the work is.
    expect(await second.waitFor(position, 10_000)).toBe(true);
    expect(second.status()[0]?.leader).toBe(false);
    await first.stop();
    const next = await record(stream, 2);
    expect(await second.waitFor(next, 10_000)).toBe(true);
    expect(second.status()[0]?.leader).toBe(true);
  });

  it('passes over what does not concern it, and lets others know how far it has come', async () => {
    const first = await run(counter(1));
    await until(() => first.status()[0]?.leader === true, 'the first leads');
    const second = await run(counter(1));
    const project = newStream();
    await record(project, 0);
    const position = await record(streamName('journal', randomUUID()), 0);
    expect(await first.waitFor(position, 5_000)).toBe(true);
    expect(await second.waitFor(position, 5_000)).toBe(true);
    expect([...(await counts()).keys()]).toEqual([project]);
    const { rows } = await sql`select position from projections.checkpoints where name = 'counter'`.execute(
      db,
    );
    expect(rows).toEqual([{ position }]);
  });

  it('writes nothing in the name of a leader that was replaced without knowing', async () => {
    const stream = newStream();
    const models = await run(counter(1));
    await models.waitFor(await record(stream, 0), 10_000);
    // Another process takes over: it begins a new epoch, and has its own idea of what was counted.
    await sql`update projections.checkpoints set epoch = epoch + 1`.execute(db);
    await sql`update read.counts set version = 7`.execute(db);
    const position = await record(stream, 1);
    await models.waitFor(position, 10_000);
    // The old one noticed before it wrote, began an epoch of its own, and then went on properly.
    const { rows } = await sql<{ epoch: string }>`select epoch from projections.checkpoints`.execute(db);
    expect(rows).toEqual([{ epoch: '3' }]);
    expect((await counts()).get(stream)).toEqual({ revision: 1, version: 7 });
  });

  describe('with several read models', () => {
    const named = (name: string, poison?: (stream: StreamName) => boolean, version = 1) =>
      counter(version, poison, [`counts_of_${name}`], name);
    /** The streams that a read model has, with the transactions that wrote them. */
    const written = async (name: string): Promise<ReadonlyMap<string, string>> => {
      const { rows } = await sql<{ stream: string; xmin: string }>`
        select stream, xmin::text from ${sql.id(`${name}_v1`, `counts_of_${name}`)}`.execute(db);
      return new Map(rows.map(({ stream, xmin }) => [stream, xmin]));
    };
    const allLead = (models: ReadModels) => () => models.status().every(({ leader }) => leader);

    it('writes what an event is to all of them in one transaction', async () => {
      const models = await run(named('one'), named('two'), named('three'));
      await until(allLead(models), 'all are led');
      const stream = newStream();
      expect(await models.waitFor(await record(stream, 0), 10_000)).toBe(true);
      const transactions = await Promise.all(['one', 'two', 'three'].map(written));
      expect(new Set(transactions.map((of) => of.get(stream))).size).toBe(1);
      expect(transactions[0]?.size).toBe(1);
    });

    it('holds nobody up by what one of them cannot take in, and then goes on together', async () => {
      const bad = newStream();
      const models = await run(
        named('sick', (stream) => stream === bad),
        named('sound'),
      );
      await until(allLead(models), 'both are led');
      expect(await models.waitFor(await record(bad, 0), 10_000)).toBe(true);
      expect([...(await written('sick')).keys()]).toEqual([]);
      expect([...(await written('sound')).keys()]).toEqual([bad]);
      expect(models.status()).toMatchObject([{ blockedStreams: 1 }, { blockedStreams: 0 }]);
      await until(async () => {
        const good = newStream();
        await models.waitFor(await record(good, 0), 10_000);
        return (await written('sick')).get(good) === (await written('sound')).get(good);
      }, 'an event is written for both in one transaction');
    });

    it('writes for those that it leads, when one of them is led by another process meanwhile', async () => {
      const models = await run(named('kept'), named('taken'));
      await until(allLead(models), 'both are led');
      await models.waitFor(await record(newStream(), 0), 10_000);
      await sql`update projections.checkpoints set epoch = epoch + 1 where name = 'taken'`.execute(db);
      const stream = newStream();
      expect(await models.waitFor(await record(stream, 0), 10_000)).toBe(true);
      const { rows } = await sql<{ name: string; epoch: string }>`
        select name, epoch from projections.checkpoints order by name`.execute(db);
      // The one that was taken away noticed before it wrote, and began an epoch of its own; the other went on in its first.
      expect(rows).toEqual([
        { name: 'kept', epoch: '1' },
        { name: 'taken', epoch: '3' },
      ]);
      expect((await written('kept')).get(stream)).not.toBe((await written('taken')).get(stream));
    });

    it('writes to the new version of one of them when it has taken over, and to the others as before', async () => {
      const models = await run(named('old'), named('other'));
      const before = newStream();
      await models.waitFor(await record(before, 0), 10_000);
      await models.rebuild(['old']);
      const after = newStream();
      expect(await models.waitFor(await record(after, 0), 10_000)).toBe(true);
      for (const table of ['counts_of_old', 'counts_of_other']) {
        const { rows } = await sql<{ stream: string }>`select stream from read.${sql.id(table)}`.execute(db);
        expect(new Set(rows.map(({ stream }) => stream))).toEqual(new Set([before, after]));
      }
    });

    it('goes on with all of them after every connection broke', async () => {
      const models = await run(named('one'), named('two'), named('three'));
      await until(allLead(models), 'all are led');
      for (let round = 0; round < 5; round += 1) {
        const recorded = record(newStream(), 0).catch(() => undefined);
        await sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`
          .execute(db)
          .catch(() => undefined);
        await recorded;
      }
      let last: Position | undefined;
      await until(async () => {
        last = await record(newStream(), 0).catch(() => undefined);
        return last !== undefined;
      }, 'the log can be written to');
      expect(await models.waitFor(last as Position, 20_000)).toBe(true);
      const [one, two, three] = await Promise.all(['one', 'two', 'three'].map(written));
      expect(new Set(one?.keys())).toEqual(new Set(two?.keys()));
      expect(new Set(one?.keys())).toEqual(new Set(three?.keys()));
    });
  });

  it('builds a new version beside the old one, which serves until the new takes over', async () => {
    const streams = Array.from({ length: 50 }, newStream);
    const old = await run(counter(1));
    let last = '' as Position;
    for (const stream of streams) last = await record(stream, 0);
    await old.waitFor(last, 10_000);
    await old.stop();
    running.splice(0);

    const models = await run(counter(2));
    expect((await counts()).size).toBe(50);
    await until(
      async () => [...(await counts()).values()].every(({ version }) => version === 2),
      'version 2',
    );
    expect((await counts()).size).toBe(50);
    const more = await record(newStream(), 0);
    expect(await models.waitFor(more, 10_000)).toBe(true);
    expect((await counts()).size).toBe(51);
    const { rows } = await sql<{ version: number; status: string }>`
      select version, status from projections.checkpoints`.execute(db);
    expect(rows).toEqual([{ version: 2, status: 'live' }]);
  });

  it('survives that every connection breaks', async () => {
    const stream = newStream();
    const models = await run(counter(1));
    await models.waitFor(await record(stream, 0), 10_000);
    await database.interrupt();
    let position: Position | undefined;
    await until(async () => {
      position = await record(stream, 1).catch(() => undefined);
      return position !== undefined || (await counts().catch(() => new Map())).get(stream)?.revision === 1;
    }, 'the log takes events again');
    await until(
      async () => (await counts().catch(() => new Map())).get(stream)?.revision === 1,
      'it goes on',
    );
  });

  it('stands still, and says why, when the log ends before what was read of it', async () => {
    const models = await run(counter(1));
    await models.waitFor(await record(newStream(), 0), 10_000);
    await models.stop();
    running.splice(0);
    await sql`delete from log.events`.execute(db);
    await sql`update log.head set position = 0`.execute(db);
    const restored = await run(counter(1));
    await until(
      () => restored.status()[0]?.problem?.startsWith('POSITION_AHEAD_OF_LOG') === true,
      'it says so',
    );
  });

  it('refuses to rebuild what there is not', async () => {
    const models = await run(counter(1));
    await expect(models.rebuild(['nothing'])).rejects.toThrow('There is no read model nothing');
  });
});
