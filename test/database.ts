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

/** A migrated database of its own, cloned from the template of the run. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = inject('database');
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client(server);
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  // Copied file by file: page by page through the log costs twice as much.
  await administer(`create database ${database} template chancery_template strategy file_copy`);
  const connection = inDatabase(server, database);
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
