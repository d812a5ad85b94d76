import { Kysely, PostgresDialect, type PostgresPoolClient, type RawBuilder, type Transaction } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Transactions } from '../../projections/runner/shared-transactions.ts';
import { createOwnConnection } from './connection.ts';
import { preparing } from './prepared-queries.ts';

/** The client, with all that it is sent in one turn of the event loop handed to the socket at once. It is given back by others. */
const sendingTogether = (client: pg.PoolClient): pg.PoolClient => {
  const { stream } = client.connection;
  let isHeld = false;
  const query = (...question: Parameters<pg.PoolClient['query']>) => {
    if (!isHeld) {
      isHeld = true;
      stream.cork();
      // After every promise of this turn.
      process.nextTick(() => {
        isHeld = false;
        stream.uncork();
      });
    }
    return client.query(...question);
  };
  return { query, release: () => undefined } as unknown as pg.PoolClient;
};

/**
 * Transactions on a connection of their own, one at a time. What is sent in one turn goes to the server together, `begin`
 * included, without waiting for answers in between (`pipeline` of node-postgres, which has no COPY then).
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
  const wrapped = new WeakMap<pg.PoolClient, pg.PoolClient>();
  const prepared = preparing(shared);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: prepared }) });

  const within = async <Row, Answer>(
    client: pg.PoolClient,
    first: RawBuilder<Row>,
    work: (tx: Transaction<unknown>, rows: Promise<readonly Row[]>) => Promise<Answer>,
  ): Promise<Answer> => {
    const connection: PostgresPoolClient = await prepared.connect();
    // Kysely may let a statement overtake another on its way to the connection, so this one does not go through it.
    const { sql, parameters } = first.compile(db);
    const begun = client.query('begin');
    const opened = connection.query<Row>(sql, parameters).then(({ rows }) => rows);
    // Whatever it is, what comes after it fails too, and is waited for first.
    begun.catch(() => undefined);
    opened.catch(() => undefined);
    const answer = await work(db as Transaction<unknown>, opened);
    await begun;
    const { command } = await client.query('commit');
    // A transaction in which a statement failed ends otherwise, and without an error.
    if (command !== 'COMMIT') throw new Error('A statement failed, and whoever sent it did not say so');
    return answer;
  };

  return {
    async run(first, work) {
      const client = await own.connect();
      current = wrapped.get(client) ?? sendingTogether(client);
      wrapped.set(client, current);
      try {
        const answer = await within(current, first, work);
        client.release();
        return answer;
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
