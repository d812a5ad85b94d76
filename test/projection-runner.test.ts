import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encode } from '../application/event-codec.ts';
import { EventStoreUnavailable } from '../application/ports/event-store.ts';
import { type Position, type StreamName, SYSTEM, streamName } from '../domain/event.ts';
import { logSource } from '../infrastructure/event-store/log-source.ts';
import { PostgresEventStore } from '../infrastructure/event-store/postgres/postgres-event-store.ts';
import { pipelinedTransactions } from '../infrastructure/postgres/pipelined-transactions.ts';
import { Checkpoints, LeadershipLost } from '../projections/runner/checkpoints.ts';
import type { Projection } from '../projections/runner/projection.ts';
import type { RunnerHooks } from '../projections/runner/projection-runner.ts';
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

  const runWith = async (hooks: RunnerHooks, ...projections: readonly Projection[]): Promise<ReadModels> => {
    const transactions = pipelinedTransactions(database.pool, silent);
    const connect = () => database.pool.connect();
    const models = new ReadModels(projections, db, logSource(store), connect, transactions, silent, hooks);
    running.push(models);
    await models.start();
    return models;
  };
  const run = (...projections: readonly Projection[]) => runWith({}, ...projections);
  const end = async (models: ReadModels): Promise<void> => {
    running.splice(running.indexOf(models), 1);
    await models.stop();
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
      select stream, revision, version from read.counts order by stream`.execute(db);
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

  it('finds by keys what it writes to, however small the table is', async () => {
    const ways: string[] = [];
    const models = await run({
      ...counter(1),
      async apply(tx) {
        const { rows } = await sql<{ 'QUERY PLAN': string }>`
          explain delete from counts where stream in (
            select stream from json_populate_recordset(null::counts, '[{"stream":"one"}]'))`.execute(tx);
        ways.push(...rows.map((row) => row['QUERY PLAN']));
        return undefined;
      },
    });
    expect(await models.waitFor(await record(newStream(), 0), 10_000)).toBe(true);
    expect(ways.join('\n')).toContain('counts_pkey');
    expect(ways.join('\n')).not.toContain('Seq Scan');
  });

  it('leaves no more than half a megabyte to go through to what searches by an index', async () => {
    const models = await run({
      ...counter(1),
      async create(tx) {
        await counter(1).create(tx);
        await sql`alter table counts add column words text[]; create index searched on counts using gin (words)`.execute(
          tx,
        );
      },
      async apply(tx, events) {
        for (const { stream, revision } of events) {
          await sql`
            insert into counts select ${stream}, ${revision}::int, 1, array_agg('word ' || number)
            from generate_series(${revision}::int * 10000 + 1, ${revision}::int * 10000 + 10000) as number
            on conflict (stream) do update set words = excluded.words`.execute(tx);
        }
        return undefined;
      },
    });
    const stream = newStream();
    let last: Position | undefined;
    for (let revision = 0; revision < 5; revision += 1) last = await record(stream, revision);
    expect(await models.waitFor(last as Position, 10_000)).toBe(true);
    const { rows } = await sql<{ pages: string }>`
      select gin_clean_pending_list(oid) as pages from pg_class where relname = 'searched'`.execute(db);
    // Of 8 KiB.
    expect(Number(rows[0]?.pages)).toBeLessThanOrEqual(64);
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

  it('completes views that were made before rows had versions, and leaves what reads them', async () => {
    const stream = newStream();
    const first = await run(counter(1));
    await first.waitFor(await record(stream, 0), 10_000);
    await end(first);
    await sql`drop view read.counts`.execute(db);
    await sql`create view read.counts as select * from counter_v1.counts`.execute(db);
    await sql`create view public.of_counts as select stream from read.counts`.execute(db);
    // Two at once, as servers start.
    await Promise.all([run(counter(1)), run(counter(1))]);
    const { rows } = await sql<{ stream: string; row_version: string; xmin: string }>`
      select seen.stream, seen.row_version, counts.xmin::text
      from read.counts seen join counter_v1.counts using (stream) join public.of_counts using (stream)`.execute(
      db,
    );
    expect(rows).toEqual([{ stream, row_version: rows[0]?.xmin, xmin: expect.stringMatching(/^\d+$/) }]);
  });

  it.each([
    ['an event that concerns it', newStream],
    ['one that does not', () => streamName('journal', randomUUID())],
  ])('does again what a crash of the database took away, when %s comes next', async (_, next) => {
    const [stream, lost] = [newStream(), newStream()];
    const models = await run(counter(1));
    const before = await record(stream, 0);
    await models.waitFor(before, 10_000);
    const { rows } = await sql<{ event: string }>`select event from projections.checkpoints`.execute(db);
    await models.waitFor(await record(lost, 0), 10_000);
    // What was committed last, and was not on the disk yet.
    await db.transaction().execute(async (tx) => {
      await sql`update projections.checkpoints set position = ${before}, event = ${rows[0]?.event}`.execute(
        tx,
      );
      await sql`delete from counter_v1.counts where stream = ${lost}`.execute(tx);
    });
    const position = await record(next(), 0);
    const isThere = async () => (await counts()).has(lost);
    await until(isThere, 'it has done again what was lost');
    const checkpoint = async () =>
      (await sql<{ position: string }>`select position from projections.checkpoints`.execute(db)).rows[0]
        ?.position;
    await until(async () => (await checkpoint()) === position, 'it has gone on');
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
    // One that leads may still be about to look at the log for the first time, by itself.
    const allLead = (models: ReadModels) => () =>
      models.status().every(({ leader, caughtUp }) => leader && caughtUp);

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

    it('forgets what it remembers as soon as others may lead', async () => {
      const rooms: Set<StreamName>[] = [];
      const remembering: Projection = {
        ...counter(1),
        remember() {
          rooms.push(new Set());
          return rooms.at(-1);
        },
        async apply(tx, events, fresh, memory: Set<StreamName>) {
          await counter(1).apply(tx, events, fresh);
          for (const { stream } of events) memory.add(stream);
          return undefined;
        },
      };
      const models = await run(remembering);
      expect(await models.waitFor(await record(newStream(), 0), 10_000)).toBe(true);
      expect(rooms.at(-1)?.size).toBe(1);
      await sql`
        select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(
        db,
      );
      await until(() => rooms.at(-1)?.size === 0, 'nothing is remembered');
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

  describe('a build', () => {
    const checkpoints = async () => {
      const { rows } = await sql<{ version: number; status: string }>`
        select version, status from projections.checkpoints order by version, status`.execute(db);
      return rows;
    };
    const schemas = async () => {
      const { rows } = await sql`select from pg_namespace where nspname like 'counter%'`.execute(db);
      return rows.length;
    };
    /** The status of what is being built; undefined if there is no such build. */
    const underWay = async () => (await checkpoints()).find(({ status }) => status !== 'live')?.status;
    const isLive = (version: number) => async () =>
      [...(await counts()).values()].every((row) => row.version === version);
    /** Version 1 of that many streams, live. */
    const established = async (count: number): Promise<ReadModels> => {
      const models = await run(counter(1));
      let last = '' as Position;
      for (let index = 0; index < count; index += 1) last = await record(newStream(), 0);
      await models.waitFor(last, 10_000);
      return models;
    };
    /** Holds up whoever asks it, until it is opened. */
    const gate = () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      return { passed: promise, open: resolve };
    };
    /** What PostgreSQL says to a process whose connection it ends. */
    const ended = () => Object.assign(new Error('terminating connection'), { code: '57P01' });

    it.each(['building', 'built'] as const)(
      'that was broken off while it was %s is gone on with, and takes in nothing twice',
      async (status) => {
        await end(await established(20));
        let breaks = true;
        const taken: StreamName[] = [];
        const second: Projection = {
          ...counter(2),
          async apply(tx, events) {
            taken.push(...events.map(({ stream }) => stream));
            await counter(2).apply(tx, events);
          },
          async createIndexes(tx) {
            if (breaks && status === 'building') throw ended();
            await sql`create index on counts (version)`.execute(tx);
          },
        };
        const dependents = {
          async drop() {
            if (breaks && status === 'built') throw ended();
          },
          async create() {},
        };
        const first = await runWith({ dependents }, second);
        await until(async () => taken.length === 20 && (await underWay()) === status, status);
        await end(first);
        expect(await underWay()).toBe(status);
        breaks = false;
        await runWith({ dependents }, second);
        await until(isLive(2), 'version 2');
        expect(taken).toHaveLength(20);
        const { rows } = await sql`select from pg_indexes where tablename = 'counts'`.execute(db);
        expect(rows).toHaveLength(2);
        expect(await checkpoints()).toEqual([{ version: 2, status: 'live' }]);
        await until(async () => (await schemas()) === 1, 'the old tables are gone');
      },
    );

    it('is left to the process that is at it, and done by another when that one is gone', async () => {
      await end(await established(5));
      const [reached, held] = [gate(), gate()];
      const slow: Projection = {
        ...counter(2),
        async apply(tx, events) {
          reached.open();
          await held.passed;
          await counter(2).apply(tx, events);
        },
      };
      const first = await run(slow);
      await reached.passed;
      const second = await run(counter(2));
      await new Promise((settle) => setTimeout(settle, 200));
      expect(await checkpoints()).toEqual([
        { version: 1, status: 'live' },
        { version: 2, status: 'building' },
      ]);
      const ending = end(first);
      held.open();
      await ending;
      await until(isLive(2), 'version 2');
      expect(second.status()).toMatchObject([{ version: 2 }]);
    });

    it('ends when another begins, and never takes over from it', async () => {
      const stream = newStream();
      const models = await established(5);
      const [reached, held] = [gate(), gate()];
      const other = new ReadModels(
        [
          {
            ...counter(7),
            async apply(tx, events) {
              await counter(7).apply(tx, events);
              reached.open();
              await held.passed;
            },
          },
        ],
        db,
        logSource(store),
        () => database.pool.connect(),
        pipelinedTransactions(database.pool, silent),
        silent,
      );
      running.push(other);
      const outdated = other.rebuild(['counter']).catch((error: unknown) => error);
      await reached.passed;
      const rebuilding = models.rebuild(['counter']);
      await until(async () => {
        const { rows } = await sql`select from pg_locks where not granted`.execute(db);
        return rows.length > 0;
      }, 'the other waits for what is under way');
      held.open();
      await rebuilding;
      expect(await outdated).toBeInstanceOf(LeadershipLost);
      expect(await models.waitFor(await record(stream, 0), 10_000)).toBe(true);
      expect((await counts()).get(stream)).toEqual({ revision: 0, version: 1 });
      expect(await isLive(1)()).toBe(true);
      expect(await checkpoints()).toEqual([{ version: 1, status: 'live' }]);
      expect(await schemas()).toBe(1);
    });

    it('that was killed, and is not wanted any more, is removed at the next start', async () => {
      await end(await established(5));
      await sql`create schema counter_killed`.execute(db);
      await sql`
        insert into projections.checkpoints (key, name, version, status, position)
        values ('counter_killed', 'counter', 1, 'building', '')`.execute(db);
      await run(counter(1));
      await until(async () => (await schemas()) === 1, 'what was left of it is gone');
      expect(await checkpoints()).toEqual([{ version: 1, status: 'live' }]);
    });
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
