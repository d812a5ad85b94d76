import pg from 'pg';

/** As many connections as Chancery's own pool has. */
export const serverPool = (): pg.Pool =>
  new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20, idleTimeoutMillis: 30_000 });

/** Says where the server is, as whoever started it waits to hear. */
export const listening = (url: string): void => {
  process.stdout.write(`Listening at ${url}\n`);
};
