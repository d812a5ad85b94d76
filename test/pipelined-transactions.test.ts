import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pipelinedTransactions } from '../infrastructure/postgres/pipelined-transactions.ts';
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
  type Tx = Parameters<Parameters<typeof transactions.run>[0]>[0];
  const keep = (tx: Tx, number: number) => sql`insert into kept values (${number})`.execute(tx);

  it('commit what was sent at once, with the answer of each to whoever sent it', async () => {
    const answers = await transactions.run(async (tx) => {
      const sent = [1, 2, 3].map((number) => keep(tx, number));
      const seen = sql<{ sum: string }>`select sum(number) from kept where number > ${0}`.execute(tx);
      await Promise.all(sent);
      return seen;
    });
    expect(answers.rows).toEqual([{ sum: '6' }]);
    expect(await kept()).toEqual([1, 2, 3]);
  });

  it('leave nothing when a statement among others failed, and work again after it', async () => {
    const before = await kept();
    const failing = transactions.run(async (tx) => {
      const outcomes = await Promise.allSettled([keep(tx, 10), keep(tx, 10), keep(tx, 11)]);
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toEqual(before);
    await transactions.run((tx) => keep(tx, 12));
    expect(await kept()).toEqual([...before, 12]);
  });

  it('do not say that they were committed when a failure was kept from them', async () => {
    const before = await kept();
    const swallowing = transactions.run(async (tx) => {
      await keep(tx, 20);
      await keep(tx, 20).catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow('did not say so');
    expect(await kept()).toEqual(before);
  });

  it('can send a statement again that could not be parsed when it was first sent', async () => {
    const ask = (tx: Tx) => sql<{ number: number }>`select number from later where number > ${0}`.execute(tx);
    const early = transactions.run((tx) => Promise.all([ask(tx), ask(tx)]));
    await expect(early).rejects.toThrow();
    await database.pool.query('create table later as select 7 as number');
    expect((await transactions.run(ask)).rows).toEqual([{ number: 7 }]);
  });

  it('fail with the connection, and have another one after that', async () => {
    const before = await kept();
    const broken = transactions.run(async (tx) => {
      await keep(tx, 30);
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
    });
    await expect(broken).rejects.toThrow();
    expect(await kept()).toEqual(before);
    await transactions.run((tx) => keep(tx, 31));
    expect(await kept()).toEqual([...before, 31]);
  });

  it('send nothing that does not belong to one', async () => {
    let leaked: Tx | undefined;
    await transactions.run(async (tx) => {
      leaked = tx;
    });
    await expect(keep(leaked as Tx, 40)).rejects.toThrow('outside of its transaction');
  });
});
