import pg from 'pg';
import type { Logger } from 'pino';

/** Where the database is: a URL, or the parts of the embedded server's socket. */
export type DatabaseLocation = { readonly connectionString: string } | pg.ClientConfig;

/** Dates stay the text that they are, and instants become ISO 8601: a `Date` would bring the server's own time zone in. */
const asText = new Map<number, (value: string) => unknown>([
  [pg.types.builtins.DATE, (value) => value],
  [pg.types.builtins.TIMESTAMPTZ, (value) => (value === 'infinity' ? value : new Date(value).toISOString())],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const parser = format === 'binary' ? undefined : asText.get(oid);
    return parser ?? pg.types.getTypeParser(oid, format as 'text');
  },
};

/**
 * A pool on the database. A connection that breaks while idle is logged and replaced: a dead database never
 * ends the process. Positions and other int8 come as text, which is pg's own default and must stay so.
 */
export const createPool = (location: DatabaseLocation, log: Logger, max = 20): pg.Pool => {
  const pool = new pg.Pool({
    ...location,
    types,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'chancery',
  });
  pool.on('error', (error) => {
    // Those of a pool that is being ended are no loss.
    if (!pool.ending) log.warn({ err: error }, 'An idle database connection broke');
  });
  // While a client is lent out nobody else listens, and an unheard error would end the process; its query fails anyway.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/** A pool of one connection to where the other leads, for work that wants a connection of its own. */
export const createOwnConnection = (pool: pg.Pool, log: Logger, more: pg.ClientConfig = {}): pg.Pool =>
  // A pool keeps its password where a copy of its options does not show it.
  createPool({ ...pool.options, password: pool.options.password, ...more }, log, 1);
