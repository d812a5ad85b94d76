import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
import { createPool } from '../infrastructure/postgres/connection.ts';
import { inDatabase } from './in-database.ts';

export const silent = pino({ level: process.env.TEST_LOG ?? 'silent' });

export interface TestDatabase {
  readonly connection: pg.ClientConfig;
  readonly pool: pg.Pool;
  /** Breaks every connection to the database, as a failing server would. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
}

/** How another process names the database: a URL, also where the server listens on a socket alone. */
export const urlOf = ({ connectionString, host, port, user, database }: pg.ClientConfig): string =>
  connectionString ??
  `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host ?? '')}`;

let administration: pg.Pool | undefined;

/** A statement beside all databases of the tests. One connection for all of a worker: each costs a server process. */
export const administer = async (statement: string): Promise<void> => {
  // Whoever comes while another database is copied waits, however long that takes.
  administration ??= new pg.Pool({ ...inject('database'), max: 1, idleTimeoutMillis: 60_000 }).on(
    'error',
    () => undefined,
  );
  await administration.query(statement);
};

/** A database of its own, cloned from the template: the migrated one of the run, where no other is named. */
export const createTestDatabase = async (template = 'chancery_template'): Promise<TestDatabase> => {
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  // Copied file by file: page by page through the log costs twice as much.
  await administer(`create database ${database} template ${template} strategy file_copy`);
  const connection = inDatabase(inject('database'), database);
  const pool = createPool(connection, silent, 20);
  return {
    connection,
    pool,
    interrupt: () =>
      administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`),
    async close() {
      await pool.end();
      await administer(`drop database ${database} with (force)`);
    },
  };
};
