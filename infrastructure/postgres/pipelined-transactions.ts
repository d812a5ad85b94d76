import { Kysely, PostgresDialect, type RawBuilder, type Transaction } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Leave, Transactions } from '../../projections/runner/shared-transactions.ts';
import { createOwnConnection } from './connection.ts';
import { preparing } from './prepared-queries.ts';

/** The client, which is given back by others. */
const lent = (client: pg.PoolClient): pg.PoolClient => {
  const query = (...question: Parameters<pg.PoolClient['query']>) => client.query(...question);
  return { query, release: () => undefined } as unknown as pg.PoolClient;
};

/**
 * Transactions on a connection of their own, one at a time. Whatever is sent goes to the server without waiting for answers to what
 * was sent before, `begin` and `commit` included (`pipeline` of node-postgres, which has no COPY then).
 */
export const pipelinedTransactions = (pool: pg.Pool, log: Logger): Transactions => {
  const own = createOwnConnection(pool, log, { pipeline: true });
  let current: pg.PoolClient | undefined;
  /** For Kysely, which would let each statement wait for the one before it, every statement has a connection: always the same. */
  const shared = {
    options: own.options,
    async connect() {
      if (!current) throw new Error('A statement was sent outside of its transaction');
      return current;
    },
  } as unknown as pg.Pool;
  const known = new WeakMap<pg.PoolClient, pg.PoolClient>();
  const prepared = preparing(shared);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: prepared }) });

  const within = async <Row>(
    client: pg.PoolClient,
    first: RawBuilder<Row>,
    work: (tx: Transaction<unknown>, leave: Leave) => Promise<void>,
  ): Promise<readonly Row[]> => {
    const connection = await prepared.connect();
    // Kysely may let a statement overtake another on its way to the connection, so these do not go through it.
    const send = <Of>(statement: RawBuilder<Of>) => {
      const { sql, parameters } = statement.compile(db);
      return connection.query<Of>(sql, parameters);
    };
    const sent: Promise<unknown>[] = [];
    const later = <Answer>(answer: Promise<Answer>): Promise<Answer> => {
      // It is looked at in its turn.
      answer.catch(() => undefined);
      sent.push(answer);
      return answer;
    };
    const { stream } = client.connection;
    stream.cork();
    const begun = later(client.query('begin'));
    const opened = later(send(first));
    stream.uncork();
    try {
      await work(db as Transaction<unknown>, (statement) => later(send(statement)));
    } catch (error) {
      // What comes after a statement that failed fails too.
      await begun;
      await opened;
      throw error;
    }
    const ended = later(client.query('commit'));
    for (const answer of sent) await answer;
    // A transaction in which a statement failed ends otherwise, and without an error.
    const { command } = await ended;
    if (command !== 'COMMIT') throw new Error('A statement failed, and whoever sent it did not say so');
    return (await opened).rows;
  };

  return {
    async run(first, work) {
      const client = await own.connect();
      current = known.get(client) ?? lent(client);
      known.set(client, current);
      try {
        const rows = await within(client, first, work);
        client.release();
        return rows;
      } catch (error) {
        await client.query('rollback').then(
          () => client.release(),
          (broken: Error) => client.release(broken),
        );
        throw error;
      } finally {
        current = undefined;
      }
    },
    async close() {
      if (!own.ending) await own.end();
    },
  };
};
