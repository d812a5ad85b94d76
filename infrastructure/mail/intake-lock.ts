import type pg from 'pg';

/** Of `pg_advisory_lock`; nothing else in Chancery takes it. */
const LOCK = 4_711_011;

/** Of each pool, what is taken in last. */
const last = new WeakMap<pg.Pool, Promise<unknown>>();

/**
 * One message at a time is taken in, by all servers together, so that of two copies the second always finds the first. A
 * session's lock ends with its connection. Those of one process wait for each other without a connection: as many as
 * there are would leave none for the one whose turn it is.
 */
export const underIntakeLock = <Value>(pool: pg.Pool, work: () => Promise<Value>): Promise<Value> => {
  const taken = (last.get(pool) ?? Promise.resolve()).then(() => locked(pool, work));
  last.set(
    pool,
    taken.catch(() => undefined),
  );
  return taken;
};

const locked = async <Value>(pool: pg.Pool, work: () => Promise<Value>): Promise<Value> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that breaks meanwhile says so here, and nowhere else.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    try {
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK]).catch((error: Error) => {
        broken = error;
      });
    }
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
};
