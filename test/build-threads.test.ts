import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../infrastructure/composition.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import type { BuildThreadSettings } from '../infrastructure/rebuild/build-thread.ts';
import { BuildThreads } from '../infrastructure/rebuild/build-threads.ts';
import type { RebuildProgress } from '../projections/runner/rebuild.ts';
import { busyOffice } from './busy-office.ts';
import { silent } from './database.ts';
import { type House, openHouse } from './house.ts';
import { readModelRows } from './read-model-rows.ts';
import { untilWithin } from './until.ts';

const until = untilWithin(30_000);

describe('read models that threads build', () => {
  let house: House;
  let threads: BuildThreads;
  let db: Kysely<unknown>;
  beforeAll(async () => {
    house = await openHouse();
    db = new Kysely({ dialect: new PostgresDialect({ pool: house.database.pool }) });
    threads = new BuildThreads(settings());
    await busyOffice(house);
    await house.settled();
  });
  afterAll(async () => {
    await threads.end();
    await house.close();
  });

  const settings = (): BuildThreadSettings => ({
    location: house.database.connection,
    dataFolder: house.dataFolder,
    logLevel: 'silent',
  });
  const checkpoints = async (): Promise<readonly string[]> => {
    const { rows } = await sql<{ key: string }>`
      select key from projections.checkpoints where name = any(${[...house.readModels.names]})`.execute(db);
    return rows.map(({ key }) => key).sort();
  };
  const locks = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`.execute(db);
    return rows[0]?.count ?? 0;
  };

  it('are what they were, take over, and are followed on by the process', async () => {
    const before = await readModelRows(db);
    const replaced = await checkpoints();
    const progress: RebuildProgress[] = [];
    await threads.rebuild(house.readModels.names, (reached) => progress.push(reached));
    expect(await readModelRows(db)).toEqual(before);
    const built = await checkpoints();
    expect(built).toHaveLength(replaced.length);
    expect(built.filter((key) => replaced.includes(key))).toEqual([]);
    expect(progress.at(-1)?.position).toBe(await house.eventStore.head());

    const { id } = await house.command('ezhov', {
      name: 'draftLetter',
      card: {
        addressees: [{ counterpartyId: demoCounterpartyId('stroyinvest') }],
        subject: 'Потом',
        confidentiality: 'open',
      },
      text: 'Текст',
    });
    await house.settled();
    const after = await readModelRows(db);
    for (const table of ['letters', 'letter_versions', 'figure_letters'])
      expect(JSON.stringify(after[table])).toContain(id);
  });

  it('fail with what the thread failed with, and the next are built', async () => {
    await expect(threads.rebuild(['nothing'])).rejects.toThrow('There is no read model nothing');
    await threads.rebuild(['files', 'figures']);
  });

  it('are of the new version after a start, and followed on', async () => {
    const before = await readModelRows(db);
    const figures = sql<{ version: number }>`
      select version from projections.checkpoints where name = 'figures' and status = 'live'`;
    const { version } = (await figures.execute(db)).rows[0] ?? { version: 0 };
    await sql`update projections.checkpoints set version = 0 where name = 'figures'`.execute(db);
    const next = compose({
      pool: house.database.pool,
      dataFolder: house.dataFolder,
      maxFileBytes: 1_000,
      log: silent,
      buildThreads: settings(),
    });
    await next.start();
    await until(
      async () => (await figures.execute(db)).rows[0]?.version === version,
      'the new version is live',
    );
    expect(await readModelRows(db)).toEqual(before);
    await next.stop();
  });

  it('are broken off when the process ends, and nothing of them is left', async () => {
    // These have not read the log yet, and cannot.
    const others = new BuildThreads(settings());
    const live = await checkpoints();
    const held = await locks();
    const holder = await house.database.pool.connect();
    await holder.query('begin');
    await holder.query('lock table log.events in access exclusive mode');
    const building = others.rebuild(['correspondence', 'versions']).catch((error: Error) => error);
    await until(async () => (await checkpoints()).length === live.length + 2, 'two are being built');
    const ending = others.end();
    await until(async () => (await locks()) === held, 'the threads have heard of the end');
    await holder.query('rollback');
    holder.release();
    expect(await building).toMatchObject({ name: 'Interrupted' });
    await ending;
    expect(await checkpoints()).toEqual(live);
    await expect(others.rebuild(['correspondence'])).rejects.toThrow('the process ends');
  });
});
