import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventStore, StoredEvent } from '../application/ports/event-store.ts';
import { BEGINNING, idOf, type Position } from '../domain/event.ts';
import { isRefusal } from '../domain/refusal.ts';
import { type Composition, compose } from '../infrastructure/composition.ts';
import { demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { openEventStoreDb } from '../infrastructure/event-store/eventstoredb/open-event-store.ts';
import type { LogWaker } from '../infrastructure/event-store/log-source.ts';
import { migrateLog } from '../infrastructure/event-store/migrate-log.ts';
import { PostgresEventStore } from '../infrastructure/event-store/postgres/postgres-event-store.ts';
import { allProjections } from '../projections/all.ts';
import { busyOffice } from './busy-office.ts';
import { createTestDatabase, silent, type TestDatabase } from './database.ts';
import { type StandIn, startStandIn } from './eventstore-stand-in/stand-in.ts';
import { type House, openHouse } from './house.ts';
import { readModelRows } from './read-model-rows.ts';
import { untilWithin } from './until.ts';

/** Sorts before digits: a checkpoint from PostgreSQL is “greater” than every position of this kind. */
const PREFIX = '!';
const theirs = (position: Position): Position =>
  (position === BEGINNING ? BEGINNING : `${PREFIX}${position}`) as Position;
const ours = (position: Position): Position => {
  if (position === BEGINNING) return BEGINNING;
  if (!position.startsWith(PREFIX)) throw new Error(`“${position}” is no position of this store`);
  return position.slice(PREFIX.length) as Position;
};

/** The store with positions of its own kind, which can read no others: as another store's are. */
const elsewhere = (store: EventStore & LogWaker): EventStore & LogWaker => {
  const moved = (event: StoredEvent): StoredEvent => ({ ...event, position: theirs(event.position) });
  return {
    maxEventBytes: store.maxEventBytes,
    async append(...args) {
      const result = await store.append(...args);
      return result.ok ? { ...result, position: theirs(result.position) } : result;
    },
    read: async (...args) => (await store.read(...args)).map(moved),
    readAll: async (after, ...rest) => (await store.readAll(ours(after), ...rest)).map(moved),
    head: async () => theirs(await store.head()),
    subscribe: (after, handler, filter) =>
      store.subscribe(ours(after), (batch) => handler(batch.map(moved)), filter),
    onAppend: (waker) => store.onAppend(waker),
    close: () => store.close(),
  };
};

const until = untilWithin(25_000);

/** A connection that is being given back is still there for a moment, and would not like its database to be dropped. */
const listeners = async ({ pool }: TestDatabase): Promise<number> => {
  const { rows } = await pool.query<{ count: string }>(
    `select count(*) from pg_stat_activity where datname = current_database() and query = 'listen chancery_log'`,
  );
  return Number(rows[0]?.count);
};

const policies = ['policy:reply', 'policy:reference'];
/** A position of any of the stores, wherever it stands. */
const POSITION = /"!?\d{20}(\/\d{20})?"/g;

describe('read models and policies on another log than they have followed', () => {
  let house: House;
  let copyDatabase: TestDatabase;
  let db: Kysely<unknown>;
  let running: Composition | undefined;
  const standIns: StandIn[] = [];

  beforeEach(async () => {
    house = await openHouse();
    await busyOffice(house);
    copyDatabase = await createTestDatabase();
    db = new Kysely({ dialect: new PostgresDialect({ pool: house.database.pool }) });
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    for (const node of standIns.splice(0)) await node.close();
    await house.stop();
    for (const database of [copyDatabase, house.database]) {
      await until(async () => (await listeners(database)) === 0, 'nobody listens to the log any more');
    }
    await copyDatabase.close();
    await house.close();
  });

  const everything = (store: EventStore) => store.readAll(BEGINNING, 100_000);

  const inPostgres = async () => new PostgresEventStore(copyDatabase.pool, silent);
  const withOtherPositions = async () => elsewhere(await inPostgres());
  const inEventStoreDb = async () => {
    const node = await startStandIn();
    standIns.push(node);
    return openEventStoreDb(node.connectionString, silent);
  };

  /** The server is stopped, its log copied as far as `until`, and the server started on the copy. */
  const moveTo = async (
    until: (log: readonly StoredEvent[]) => StoredEvent | undefined,
    copyStore: () => Promise<EventStore & LogWaker> = inPostgres,
  ): Promise<Composition> => {
    await house.readModels.stop();
    const source = new PostgresEventStore(house.database.pool, silent);
    const end = until(await everything(source));
    if (!end) throw new Error('There is no such event');
    const shortened: EventStore = {
      maxEventBytes: source.maxEventBytes,
      append: (...args) => source.append(...args),
      read: (...args) => source.read(...args),
      readAll: (...args) => source.readAll(...args),
      subscribe: (...args) => source.subscribe(...args),
      close: () => source.close(),
      head: async () => end.position,
    };
    const target = await copyStore();
    const { difference } = await migrateLog(shortened, target);
    expect(difference).toBeUndefined();
    await source.close();
    running = compose({
      pool: house.database.pool,
      dataFolder: house.dataFolder,
      maxFileBytes: 1_000_000,
      log: silent,
      eventStore: target,
    });
    await running.start();
    return running;
  };

  /** Every row of every read model, without the positions, which are each store's own. */
  const rows = async (): Promise<Record<string, string[]>> =>
    Object.fromEntries(
      Object.entries(await readModelRows(db)).map(([table, found]) => [
        table,
        found.map((row) => row.replaceAll(POSITION, '"position"')).sort(),
      ]),
    );

  const problems = ({ readModels }: Composition) =>
    readModels.status().flatMap(({ name, problem }) => (problem ? [`${name} ${problem.split(':')[0]}`] : []));
  const refusedWith = (code: string) => allProjections.map(({ name }) => `${name} ${code}`);
  const rebuild = async ({ readModels }: Composition) => {
    await readModels.rebuild(readModels.names);
  };
  const checkpoint = async (key: string) => {
    const { rows } = await sql<{ position: string }>`
      select position from projections.checkpoints where key = ${key}`.execute(db);
    return rows[0]?.position;
  };
  const settled = async (moved: Composition): Promise<void> => {
    for (;;) {
      const head = await moved.eventStore.head();
      expect(await moved.readModels.waitFor(head, 20_000)).toBe(true);
      expect(await moved.readModels.waitForReactions(head, 20_000)).toBe(true);
      if ((await moved.eventStore.head()) === head) return;
    }
  };

  it.each([
    ['EventStoreDB', inEventStoreDb],
    ['a store whose positions are unlike any other', withOtherPositions],
  ])(
    'refuses read models that were built from another store than %s, until they are rebuilt',
    async (_, open) => {
      const before = await rows();
      const moved = await moveTo((log) => log.at(-1), open);
      const log = await everything(moved.eventStore);
      await until(
        () => problems(moved).length === allProjections.length,
        'each of them says why it stands still',
      );
      expect(problems(moved)).toEqual(refusedWith('READ_FROM_ANOTHER_LOG'));
      expect(moved.readModels.status()[0]?.problem).toContain('run `chancery rebuild`');
      const head = await moved.eventStore.head();
      // A checkpoint that is “greater” than this position does not mean that it was reached.
      expect(await moved.readModels.waitFor(head, 200)).toBe(false);
      const policy = moved.readModels.status().find(({ name }) => name === 'policy:reply');
      expect(policy).toMatchObject({ leader: false });

      await rebuild(moved);
      expect(await rows()).toEqual(before);
      await settled(moved);
      await until(() => problems(moved).length === 0, 'nothing stands still any more');
      // The policies went on from where they were: at the end, with nothing more to do.
      for (const key of policies) expect(await checkpoint(key)).toBe(head);
      expect(await everything(moved.eventStore)).toEqual(log);
    },
  );

  it('goes on with the policies where they were, and skips nothing that comes', async () => {
    const moved = await moveTo((log) => log.at(-1), inEventStoreDb);
    await rebuild(moved);
    await settled(moved);
    const reopened = (await everything(moved.eventStore)).find(
      ({ type, data }) => type === 'Registered' && String(data).includes('О ремонте'),
    );
    const letterId = idOf(reopened?.stream ?? '');
    const events = (await everything(moved.eventStore)).length;
    const outcome = await moved.chancery.letters.execute(
      { actor: demoEmployeeId('ezhov'), commandId: randomUUID() },
      { name: 'draftReply', letterId, text: 'Ответ' },
    );
    if (isRefusal(outcome)) throw new Error(`${outcome.refused} ${JSON.stringify(outcome.details)}`);
    const replied = outcome.state;
    await settled(moved);
    if (replied.status !== 'replyDrafted') throw new Error(replied.status);
    const drafted = await moved.eventStore.read(`letter-${replied.outgoingLetterId}`);
    expect(drafted.map(({ type }) => type)).toEqual(['Drafted']);
    expect(await everything(moved.eventStore)).toHaveLength(events + 2);
  });

  it('refuses read models of a log that was restored to an earlier moment, and does anew what policies had lost', async () => {
    // Restored to the moment at which a reply was drafted; that it became an outgoing letter is lost.
    const isCut = ({ type }: StoredEvent) => type === 'ReplyDrafted';
    const moved = await moveTo((log) => log.find(isCut));
    const log = await everything(moved.eventStore);
    const cut = log.at(-1);
    expect(cut?.type).toBe('ReplyDrafted');
    await until(
      () => problems(moved).length === allProjections.length,
      'each of them says why it stands still',
    );
    expect(problems(moved)).toEqual(refusedWith('POSITION_AHEAD_OF_LOG'));

    await rebuild(moved);
    await settled(moved);
    const after = await everything(moved.eventStore);
    expect(after.slice(0, log.length)).toEqual(log);
    const { outgoingLetterId } = JSON.parse(String(cut?.data)) as { outgoingLetterId: string };
    expect(after.slice(log.length)).toMatchObject([
      { type: 'Drafted', stream: `letter-${outgoingLetterId}` },
    ]);
  });

  it('notices a log that was restored and has grown anew beyond what was read', async () => {
    const moved = await moveTo((log) => log[Math.floor(log.length / 2)]);
    const before = await new PostgresEventStore(house.database.pool, silent).head();
    while ((await moved.eventStore.head()) <= before) {
      const outcome = await moved.chancery.registers.counterparty(
        { actor: demoEmployeeId('sokolova'), commandId: randomUUID() },
        {
          name: 'addCounterparty',
          details: { kind: 'organization', name: randomUUID(), addresses: [], contacts: [] },
        },
      );
      if (isRefusal(outcome)) throw new Error(outcome.refused);
    }
    await moved.stop();
    running = compose({
      pool: house.database.pool,
      dataFolder: house.dataFolder,
      maxFileBytes: 1_000_000,
      log: silent,
      eventStore: new PostgresEventStore(copyDatabase.pool, silent),
    });
    const again = running;
    await again.start();
    await until(
      () => problems(again).length === allProjections.length,
      'each of them says why it stands still',
    );
    expect(problems(again)).toEqual(refusedWith('READ_FROM_ANOTHER_LOG'));
  });
});
