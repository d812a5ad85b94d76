import pg from 'pg';
import type { Logger } from 'pino';

/** Where the database is: a URL, or the parts of the embedded server's socket. */
export type DatabaseLocation = { readonly connectionString: string } | pg.ClientConfig;

/**
 * A pool on the database. A connection that breaks while idle is logged and replaced: a dead database never
 * ends the process. Positions and other int8 come as text, which is pg's own default and must stay so.
 */
export const createPool = (location: DatabaseLocation, log: Logger, max = 20): pg.Pool => {
  const pool = new pg.Pool({
    ...location,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'chancery',
  });
  pool.on('error', (error) => log.warn({ err: error }, 'An idle database connection broke'));
  // While a client is lent out nobody else listens, and an unheard error would end the process; its query fails anyway.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};
