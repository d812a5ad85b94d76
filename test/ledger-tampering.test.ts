import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LedgerKeeper } from '../infrastructure/ledger/ledger-keeper.ts';
import { LedgerMismatch, type LedgerProblem } from '../infrastructure/ledger/ledger-problem.ts';
import { TilesDamaged } from '../infrastructure/ledger/ledger-tree.ts';
import { signedSizeOf } from '../infrastructure/ledger/signed-size.ts';
import { verifyLog } from '../infrastructure/ledger/verify-log.ts';
import { silent } from './database.ts';
import { type House, openHouse } from './house.ts';
import { registerLetter } from './ledger/register-letter.ts';

/** Database copies are made by PostgreSQL itself, so what is tampered with is a whole one. */
describe('a log in the database', () => {
  let house: House;
  const folders: string[] = [];

  const sql = async (...statements: readonly string[]): Promise<void> => {
    const client = await house.database.pool.connect();
    try {
      await client.query('begin');
      for (const statement of statements) await client.query(statement);
      await client.query('commit');
    } finally {
      client.release();
    }
  };

  /** A process that starts on the database, with the data folder that there is. */
  const started = (dataFolder = house.dataFolder): LedgerKeeper =>
    new LedgerKeeper({
      pool: house.database.pool,
      store: house.sealedLog,
      keys: house.chancery.ledgerKeys,
      dataFolder,
      config: { sealSeconds: 3_600, signer: { kind: 'file' } },
      log: silent,
    });

  const problemOf = async (work: Promise<unknown>): Promise<LedgerProblem | undefined> => {
    try {
      await work;
      return undefined;
    } catch (error) {
      if (error instanceof LedgerMismatch) return error.problem;
      throw error;
    }
  };

  beforeAll(async () => {
    house = await openHouse();
    await house.ledger.check();
    for (let n = 0; n < 300; n += 1) await registerLetter(house, `Письмо ${n}`);
    await house.settled();
    await house.ledger.sealNow();
    for (let n = 0; n < 5; n += 1) await registerLetter(house, `Ещё письмо ${n}`);
    await house.settled();
    await house.ledger.sealNow();
    // All of the log, and of the ledger beside it, as it was.
    await sql(
      'create schema kept',
      'create table kept.events as select * from log.events',
      'create table kept.head as select * from log.head',
      'create table kept.tiles as select * from ledger.tiles',
      'create table kept.checkpoints as select * from ledger.checkpoints',
      'create table kept.state as select * from ledger.state',
    );
  });
  afterAll(async () => {
    await house.close();
    for (const folder of folders) await rm(folder, { recursive: true });
  });

  const restored = (): Promise<void> =>
    sql(
      'truncate log.events, log.head, ledger.tiles, ledger.checkpoints, ledger.state',
      'insert into log.events select * from kept.events',
      'insert into log.head select * from kept.head',
      'insert into ledger.tiles select * from kept.tiles',
      'insert into ledger.checkpoints select * from kept.checkpoints',
      'insert into ledger.state select * from kept.state',
    );

  const K = 400;
  const at = K + 1;
  const edited = (column: string, from: string, to: string): string =>
    `update log.events set ${column} = replace(${column}, '${from}', '${to}')`;
  /** Positions are unique at every moment, so events go round by a place that is free. */
  const swap = (one: number, other: number): readonly string[] => [
    `update log.events set position = -1 where position = ${one}`,
    `update log.events set position = ${one} where position = ${other}`,
    `update log.events set position = ${other} where position = -1`,
  ];
  /** A position is free after this at `place`. */
  const shifted = (place: number): readonly string[] => [
    `update log.events set position = -position where position >= ${place}`,
    'update log.events set position = -position + 1 where position < 0',
    'update log.head set position = position + 1',
  ];

  interface Case {
    readonly name: string;
    readonly statements: () => readonly string[];
    readonly code?: LedgerProblem['code'];
    readonly index?: number;
    readonly tampering?: string;
  }

  const cases: readonly Case[] = [
    {
      name: 'whose event has other data',
      statements: () => [`update log.events set data = '{}' where position = ${at}`],
      index: K,
      tampering: 'changed',
    },
    {
      name: 'whose event was done by somebody else',
      statements: () => [`${edited('metadata', '"actor":"', '"actor":"not-')} where position = ${at}`],
      index: K,
      tampering: 'changed',
    },
    {
      name: 'whose event has another date',
      statements: () => [`${edited('metadata', '"at":"20', '"at":"19')} where position = ${at}`],
      index: K,
      tampering: 'changed',
    },
    {
      name: 'that lacks an event',
      statements: () => [`delete from log.events where position = ${at}`],
      index: K,
      tampering: 'deleted',
    },
    {
      name: 'that lacks an event without a gap in positions',
      statements: () => [
        `delete from log.events where position = ${at}`,
        `update log.events set position = -position where position > ${at}`,
        'update log.events set position = -position - 1 where position < 0',
        'update log.head set position = position - 1',
      ],
      index: K,
      tampering: 'deleted',
    },
    {
      name: 'that lacks a revision of a stream, which is numbered anew after it',
      statements: () => [
        `delete from log.events where position = ${at}`,
        `update log.events e set revision = -e.revision from kept.events k
           where k.position = ${at} and e.stream = k.stream and e.revision > k.revision`,
        'update log.events set revision = -revision - 1 where revision < 0',
      ],
      index: K,
      tampering: 'deleted',
    },
    {
      name: 'with an event more',
      statements: () => [
        ...shifted(at),
        `insert into log.events select ${at}, 'letter-00000000-0000-4000-8000-000000000001', 0,
           '00000000-0000-4000-8000-000000000002', type, data, metadata, command_id
           from log.events where position = ${at + 3}`,
      ],
      index: K,
      tampering: 'inserted',
    },
    { name: 'with two events swapped', statements: () => swap(at, at + 1), index: K, tampering: 'moved' },
    {
      name: 'with events in another order',
      statements: () => swap(at, at + 90),
      index: K,
      tampering: 'moved',
    },
    {
      name: 'that has lost its end',
      statements: () => [
        'delete from log.events where position > (select position - 3 from kept.head)',
        'update log.head set position = position - 3',
      ],
      code: 'LEDGER_ROLLED_BACK',
      tampering: 'truncated',
    },
  ];

  it.each(cases)(
    '$name is refused at the start, by the next seal and by a verification, and named',
    async (each) => {
      const running = started();
      await running.check();
      await sql(...each.statements());
      try {
        const code = each.code ?? 'LEDGER_REWRITTEN';
        const first = {
          ...(each.index !== undefined && { index: each.index }),
          ...(each.tampering && { tampering: each.tampering }),
        };
        const expected = { code, first: expect.objectContaining(first) };
        expect(await problemOf(started().check())).toMatchObject(expected);
        expect(await problemOf(running.sealNow())).toMatchObject(expected);
        expect(running.problem).toMatchObject(expected);
        const { problems } = await verifyLog(house.sealedLog, running.tables, running.anchor);
        expect(problems[0]).toMatchObject(expected);
      } finally {
        await running.stop();
        await restored();
      }
      // With the log mended, it goes on.
      const again = started();
      await again.check();
      expect(again.problem).toBeUndefined();
      await again.stop();
    },
  );

  it('that was restored from an old copy, ledger and all, is refused', async () => {
    const old = '(select min(size) from kept.checkpoints)';
    await sql(
      `delete from log.events where position > ${old}`,
      `update log.head set position = ${old}`,
      `delete from ledger.checkpoints where size > ${old}`,
      `delete from ledger.tiles`,
      'update ledger.state set size = 0',
    );
    const problem = await problemOf(started().check());
    expect(problem).toMatchObject({ code: 'LEDGER_ROLLED_BACK', signed: { source: 'anchor' } });
    await restored();
  });

  it('that was rewritten and signed anew with the stolen key is refused for what was kept outside of it', async () => {
    await sql(
      `${edited('metadata', '"at":"20', '"at":"19')} where position = ${at}`,
      'delete from ledger.tiles',
      'delete from ledger.checkpoints',
      'update ledger.state set size = 0',
    );
    const folder = await mkdtemp(join(tmpdir(), 'chancery-thief-'));
    folders.push(folder);
    await cp(join(house.dataFolder, 'ledger', 'signing-key.pem'), join(folder, 'ledger', 'signing-key.pem'));
    const thief = started(folder);
    await thief.check();
    await thief.sealNow();
    await thief.stop();
    expect(await problemOf(started(folder).check())).toBeUndefined();
    const problem = await problemOf(started().check());
    expect(problem).toMatchObject({ code: 'LEDGER_REWRITTEN', signed: { source: 'anchor' } });
    // The thief has the anchor as well, but not what a witness or an auditor kept.
    const { rows } = await house.database.pool.query(
      'select note from kept.checkpoints order by size desc limit 1',
    );
    const kept = [signedSizeOf(rows[0].note, 'kept')];
    const { problems } = await verifyLog(house.sealedLog, thief.tables, thief.anchor, kept);
    expect(problems).toMatchObject([{ code: 'LEDGER_REWRITTEN', signed: { source: 'kept' } }]);
    await restored();
  });

  it.each([
    ['hash', 'hashes = set_byte(hashes, 96, 255 - get_byte(hashes, 96))', 259],
    ['node over its hashes', 'nodes = set_byte(nodes, 96, 255 - get_byte(nodes, 96))', undefined],
    ['note of where its events are', 'positions[4] = positions[5]', undefined],
  ])(
    'whose tile has another %s is mended from the log, which is as it was signed',
    async (_, change, index) => {
      const running = started();
      await running.check();
      await sql(`update ledger.tiles set ${change} where level = 0 and index = 1`);
      const { problems } = await verifyLog(house.sealedLog, running.tables, running.anchor);
      expect(problems).toMatchObject([{ code: 'LEDGER_TILES_DAMAGED', subject: '0/1' }]);
      expect(problems[0]?.first?.index).toBe(index);
      expect(await problemOf(running.sealNow())).toMatchObject({ code: 'LEDGER_TILES_DAMAGED' });
      await running.stop();
      const again = started();
      await again.check();
      await again.sealNow();
      expect((await verifyLog(house.sealedLog, again.tables, again.anchor)).problems).toEqual([]);
      await again.stop();
      await restored();
    },
  );

  it('whose tiles are wrong gives no proof, rather than one that does not hold', async () => {
    const events = await house.sealedLog.readAll('' as never, 3);
    const proved = await house.proofs.ofEvents(events);
    expect(proved.map((proof) => proof?.index)).toEqual([0, 1, 2]);
    await sql('update ledger.tiles set nodes = sha256(nodes) || substring(nodes from 33) where level = 0');
    await expect(house.proofs.ofEvents(events)).rejects.toThrow(TilesDamaged);
    await sql('update ledger.tiles set nodes = substring(nodes for 40) where level = 0');
    await expect(house.proofs.ofEvents(events)).rejects.toThrow('is missing');
    await restored();
  });

  it('whose checkpoint was forged is not believed', async () => {
    await sql(
      `update ledger.checkpoints set root = sha256(root) where size = (select min(size) from kept.checkpoints)`,
    );
    const keeper = started();
    const { problems } = await verifyLog(house.sealedLog, keeper.tables, keeper.anchor);
    expect(problems).toMatchObject([{ code: 'LEDGER_CHECKPOINT_FORGED' }]);
    await restored();
  });
});
