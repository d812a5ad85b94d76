import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNING } from '../domain/event.ts';
import { ERASED } from '../domain/personal-data/erased.ts';
import { type Composition, compose } from '../infrastructure/composition.ts';
import { openEventStoreDb } from '../infrastructure/event-store/eventstoredb/open-event-store.ts';
import { BuildThreads } from '../infrastructure/rebuild/build-threads.ts';
import { allProjections } from '../projections/all.ts';
import { mailQueue } from '../projections/mail-queue/mail-queue.ts';
import { type ApiServer, openApi } from './api-server.ts';
import { busyOffice } from './busy-office.ts';
import { silent } from './database.ts';
import { type StandIn, startStandIn } from './eventstore-stand-in/stand-in.ts';
import { readModelRows } from './read-model-rows.ts';
import { walkTour } from './tour.ts';

/** The whole of Chancery with its log in EventStoreDB, and everything else in PostgreSQL. The steps follow one another. */
describe('Chancery on EventStoreDB', () => {
  let server: StandIn;
  let api: ApiServer;
  let restarted: Composition | undefined;
  let db: Kysely<unknown>;

  beforeAll(async () => {
    server = await startStandIn({ statisticsInterval: 100 });
    api = await openApi({ eventStoreUrl: server.connectionString });
    db = new Kysely({ dialect: new PostgresDialect({ pool: api.house.database.pool }) });
  });
  afterAll(async () => {
    await restarted?.stop();
    await api.close();
    await server.close();
  });

  const rows = () => readModelRows(db);
  const log = async (composition: Composition) =>
    (await composition.eventStore.readAll(BEGINNING, 100_000)).map(({ id }) => id);

  it('walks the README’s tour', () => walkTour(api.url), 120_000);

  it('keeps the log there, and none of it in PostgreSQL', async () => {
    const kept = await log(api.house);
    expect(kept.length).toBeGreaterThan(20);
    const { rows: found } = await sql<{ count: string }>`select count(*) from log.events`.execute(db);
    expect(found[0]?.count).toBe('0');
  });

  it('shows a whole day’s work in its read models, and the same when they are rebuilt, connections breaking meanwhile', async () => {
    await busyOffice(api.house);
    await api.house.settled();
    const before = await rows();
    for (const [table, { length }] of Object.entries(before)) {
      // No mail comes to this office.
      if (!mailQueue.tables.includes(table)) expect([table, length > 0]).toEqual([table, true]);
    }
    for (const { name } of allProjections) {
      const rebuilding = api.house.readModels.rebuild([name]);
      await server.faults.dropConnections();
      await rebuilding;
    }
    await api.house.settled();
    expect(await rows()).toEqual(before);

    const threads = new BuildThreads({
      location: api.house.database.connection,
      dataFolder: api.house.dataFolder,
      eventStoreUrl: server.connectionString,
      logLevel: 'silent',
    });
    await threads.rebuild(api.house.readModels.names);
    await threads.end();
    expect(await rows()).toEqual(before);
  });

  it('erases personal data without a byte of the log changing', async () => {
    const { house } = api;
    const mutate = (login: string, name: string, type: string, selection: string, input: object) =>
      api.get(login, `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`, { input });
    const { counterparty } = await mutate(
      'sokolova',
      'addCounterparty',
      'AddCounterpartyInput',
      'counterparty { id }',
      { name: 'Зюзюкин Эраст', kind: 'person' },
    );
    const stored = async () =>
      (await house.sealedLog.readAll(BEGINNING, 100_000)).map(({ id, data, metadata }) => [
        id,
        data,
        metadata,
      ]);
    const before = await stored();
    expect(JSON.stringify(before)).not.toContain('Зюзюкин');
    const name = async () =>
      (await api.get('sokolova', `{ counterparty(id: "${counterparty.id}") { name } }`)).name;
    expect(await name()).toBe('Зюзюкин Эраст');

    const reason = 'Требование субъекта';
    const { erasure } = await mutate(
      'admin',
      'erasePersonalData',
      'ErasePersonalDataInput',
      'erasure { id status }',
      { counterpartyId: counterparty.id, reason },
    );
    expect(erasure.status).toBe('erased');
    expect(await name()).toBe(ERASED);
    expect((await stored()).slice(0, before.length)).toEqual(before);
    expect(await house.chancery.erasureCompletion.sweep()).toEqual([erasure.id]);
    await house.settled();
    // What was sealed before still proves what it proved.
    await house.ledger.check();
    await house.ledger.sealNow();
    const events = await house.sealedLog.read(`counterparty-${counterparty.id}`);
    expect((await house.proofs.ofEvents(events)).every((proof) => proof !== undefined)).toBe(true);
    expect(JSON.stringify(await rows())).not.toContain('Зюзюкин');
  }, 120_000);

  it('goes on after a restart of both, and its policies repeat nothing', async () => {
    const kept = await log(api.house);
    const before = await rows();
    await api.house.stop();
    await server.stop();
    await server.start();
    const { house } = api;
    restarted = compose({
      pool: house.database.pool,
      dataFolder: house.dataFolder,
      maxFileBytes: 1_000_000,
      log: silent,
      eventStore: openEventStoreDb(server.connectionString, silent),
    });
    await restarted.start();
    const head = await restarted.eventStore.head();
    const { readModels } = restarted;
    const behind = () => readModels.status().filter(({ position }) => position < head);
    await expect.poll(behind, { timeout: 20_000 }).toEqual([]);
    expect(await log(restarted)).toEqual(kept);
    expect(await rows()).toEqual(before);
  });

  it('follows what another process appends, while the node restarts', async () => {
    if (!restarted) throw new Error('It was not restarted');
    const other = openEventStoreDb(server.connectionString, silent);
    const head = await restarted.eventStore.head();
    const [first] = await other.readAll(BEGINNING, 1);
    if (!first) throw new Error('The log is empty');
    await server.stop();
    await server.start();
    const last = (await other.read(first.stream)).at(-1);
    if (!last) throw new Error('The stream is empty');
    const { id: _, ...event } = last;
    const again = { ...event, id: crypto.randomUUID() };
    const result = await other.append(first.stream, last.revision, [again], crypto.randomUUID());
    if (!result.ok) throw new Error(result.conflict);
    expect(result.position > head).toBe(true);
    expect(await restarted.readModels.waitFor(result.position, 10_000)).toBe(true);
    await other.close();
  });
});
