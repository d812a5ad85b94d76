import { sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pipelinedTransactions } from '../infrastructure/postgres/pipelined-transactions.ts';
import type { Leave } from '../projections/runner/shared-transactions.ts';
import { createTestDatabase, silent, type TestDatabase } from './database.ts';

describe('transactions whose statements do not wait for each other', () => {
  let database: TestDatabase;
  let transactions: ReturnType<typeof pipelinedTransactions>;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query('create table kept (number int primary key)');
    transactions = pipelinedTransactions(database.pool, silent);
  });
  afterAll(async () => {
    await transactions.close();
    await database.close();
  });

  const kept = async (): Promise<readonly number[]> => {
    const { rows } = await database.pool.query<{ number: number }>('select number from kept order by number');
    return rows.map(({ number }) => number);
  };
  type Tx = Transaction<unknown>;
  /** With a first statement that does nothing. */
  const run = async <Answer>(work: (tx: Tx, leave: Leave) => Promise<Answer>): Promise<Answer> => {
    const answers: Answer[] = [];
    await transactions.run(sql`select`, async (tx, leave) => void answers.push(await work(tx, leave)));
    return answers[0] as Answer;
  };
  const keeping = (number: number) => sql`insert into kept values (${number})`;
  const keep = (tx: Tx, number: number) => keeping(number).execute(tx);

  it('commit what was sent at once, with the answer of each to whoever sent it', async () => {
    const answers = await run(async (tx) => {
      const sent = [1, 2, 3].map((number) => keep(tx, number));
      const seen = sql<{ sum: string }>`select sum(number) from kept where number > ${0}`.execute(tx);
      await Promise.all(sent);
      return seen;
    });
    expect(answers.rows).toEqual([{ sum: '6' }]);
    expect(await kept()).toEqual([1, 2, 3]);
  });

  it('carry out the first statement before all others, the very first time as well', async () => {
    await database.pool.query('create schema apart; create table apart.here as select 7 as number');
    for (let time = 0; time < 20; time += 1) {
      const another = pipelinedTransactions(database.pool, silent);
      const path = sql<{ path: string }>`select set_config('search_path', ${'apart'}, true) as path`;
      const found: unknown[] = [];
      const first = await another.run(path, async (tx) => {
        for (let turn = 0; turn < time; turn += 1) await undefined;
        const { rows } = await sql`select number from here where number > ${0}`.execute(tx);
        found.push(...rows);
      });
      expect([found, first]).toEqual([[{ number: 7 }], [{ path: 'apart' }]]);
      await another.close();
    }
  });

  it('commit what was left for nobody to wait for, in its order', async () => {
    const before = await kept();
    await run(async (tx, leave) => {
      await keep(tx, 100);
      leave(keeping(101));
      leave(sql`update kept set number = 102 where number > ${100}`);
    });
    expect(await kept()).toEqual([...before, 100, 102]);
    await transactions.run(sql`delete from kept where number >= ${100}`, async () => undefined);
  });

  it('leave nothing when what was left failed, and say why', async () => {
    const before = await kept();
    const failing = run(async (tx, leave) => {
      leave(keeping(110));
      leave(keeping(110));
      leave(keeping(111));
      return tx;
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toEqual(before);
  });

  it('fail with their first statement, whatever was sent behind it', async () => {
    const before = await kept();
    for (const work of [
      async () => undefined,
      async (tx: Tx) => void (await keep(tx, 120)),
      async (_: Tx, leave: Leave) => leave(keeping(120)),
    ]) {
      await expect(transactions.run(sql`select 1 / ${0}::int`, work)).rejects.toMatchObject({
        code: '22012',
      });
    }
    expect(await kept()).toEqual(before);
  });

  it('leave nothing when a statement among others failed, and work again after it', async () => {
    const before = await kept();
    const failing = run(async (tx) => {
      const outcomes = await Promise.allSettled([keep(tx, 10), keep(tx, 10), keep(tx, 11)]);
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toEqual(before);
    await run((tx) => keep(tx, 12));
    expect(await kept()).toEqual([...before, 12]);
  });

  it('do not say that they were committed when a failure was kept from them', async () => {
    const before = await kept();
    const swallowing = run(async (tx) => {
      await keep(tx, 20);
      await keep(tx, 20).catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow('did not say so');
    expect(await kept()).toEqual(before);
  });

  it('can send a statement again that could not be parsed when it was first sent', async () => {
    const ask = (tx: Tx) => sql<{ number: number }>`select number from later where number > ${0}`.execute(tx);
    const early = run((tx) => Promise.all([ask(tx), ask(tx)]));
    await expect(early).rejects.toThrow();
    await database.pool.query('create table later as select 7 as number');
    expect((await run(ask)).rows).toEqual([{ number: 7 }]);
  });

  it('fail with the connection, and have another one after that', async () => {
    const before = await kept();
    const broken = run(async (tx) => {
      await keep(tx, 30);
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
    });
    await expect(broken).rejects.toThrow();
    expect(await kept()).toEqual(before);
    await run((tx) => keep(tx, 31));
    expect(await kept()).toEqual([...before, 31]);
  });

  it('send nothing that does not belong to one', async () => {
    let leaked: Tx | undefined;
    await run(async (tx) => {
      leaked = tx;
    });
    await expect(keep(leaked as Tx, 40)).rejects.toThrow('outside of its transaction');
  });
});
