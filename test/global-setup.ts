import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../infrastructure/postgres/embedded.ts';
import { migrate } from '../infrastructure/postgres/migrations/migrate.ts';
import { inDatabase } from './in-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    database: pg.ClientConfig;
    /** What the run keeps in files; gone when it ends. */
    folder: string;
  }
}

/** Databases that tests clone: durability is not what they test, so it is not paid for. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '256MB',
  max_connections: '300',
  autovacuum: 'off',
};

const IN_MEMORY = '/dev/shm';
const ROOM_BYTES = 4 * 1024 ** 3;

/** In memory where there is room: databases and servers of the tests wait for the disk else, which is not what they test. */
const folderForRuns = async (): Promise<string> => {
  const { bavail, bsize } = await statfs(IN_MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= ROOM_BYTES ? IN_MEMORY : tmpdir();
};

/** One PostgreSQL for the whole run, with a migrated template that each test file clones. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(await folderForRuns(), 'chancery-test-'));
  // What tests and the servers that they start put there goes with it.
  process.env.TMPDIR = folder;
  const url = process.env.TEST_DATABASE_URL;
  const server = url ? undefined : await startEmbeddedPostgres(join(folder, 'postgres'), settings);
  const connection: pg.ClientConfig = server?.connection ?? { connectionString: url };

  const admin = new pg.Client(connection);
  await admin.connect();
  for (const template of ['chancery_template', 'chancery_founded_template']) {
    await admin.query(`drop database if exists ${template}`);
  }
  await admin.query('create database chancery_template');
  const pool = new pg.Pool(inDatabase(connection, 'chancery_template'));
  await migrate(new Kysely({ dialect: new PostgresDialect({ pool }) }));
  await pool.end();
  await admin.end();
  project.provide('database', connection);
  project.provide('folder', folder);

  return async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  };
};
