import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';
import { copyIn, takesRows } from './copy-in.ts';

/**
 * So many different texts are prepared by each connection, which keeps them until it ends. Those of a program are a few
 * hundred; lists of parameters that vary in length could be any number.
 */
const MOST = 500;

/**
 * The pool for Kysely, which sends every query as if it were the first: here each text becomes a prepared statement, so that
 * PostgreSQL parses it once for a connection, and plans it once where the plan does not depend on the parameters. A statement
 * `copy … from stdin` has its rows as its one parameter, an iterable of pieces of text.
 */
export const preparing = (pool: pg.Pool): PostgresPool => {
  const names = new Map<string, string>();
  // By what it says: a pool may be used in several ways, and a name stands for one text in each of its connections.
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known || names.size >= MOST) return known;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
    names.set(text, name);
    return name;
  };

  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const prepared = (client: pg.PoolClient): PostgresPoolClient => ({
    query: (async (text: string, values: readonly unknown[]): Promise<PostgresQueryResult<unknown>> => {
      // Such a statement has no parameters: what comes with it are its rows.
      if (takesRows(text)) {
        await copyIn(client, text, values[0] as Iterable<string>);
        return { rows: [], command: 'COPY', rowCount: 0 } as unknown as PostgresQueryResult<unknown>;
      }
      // What has no parameters is the driver's own begin and commit, and statements that create tables.
      const name = values.length > 0 ? nameOf(text) : undefined;
      const { rows, command, rowCount } = await client.query({
        ...(name && { name }),
        text,
        values: [...values],
      });
      return { rows, command, rowCount: rowCount ?? 0 } as PostgresQueryResult<unknown>;
    }) as PostgresPoolClient['query'],
    release: (...reason) => client.release(...(reason as [])),
  });
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? prepared(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  } as PostgresPool;
};
