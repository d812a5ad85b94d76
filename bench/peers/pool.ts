import pg from 'pg';
import type { BenchServer } from '../database.ts';

/** A pool of plain `pg`. Connections that are cut when a database is dropped after its use are no failure. */
export const peerPool = (
  server: BenchServer,
  database: string,
  connections: number,
  options?: string,
): pg.Pool => {
  const pool = new pg.Pool({ ...server.connection(database), max: connections, ...(options && { options }) });
  pool.on('error', () => undefined);
  return pool;
};
