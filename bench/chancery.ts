import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { pino } from 'pino';
import { type Composition, type CompositionOptions, compose } from '../infrastructure/composition.ts';
import { createPool } from '../infrastructure/postgres/connection.ts';
import { migrate } from '../infrastructure/postgres/migrations/migrate.ts';
import type { BenchServer } from './database.ts';

/** Errors alone, and on stderr: stdout is for the results. */
export const benchLog = pino({ level: 'error' }, pino.destination(2));

export interface OpenedChancery extends Composition {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Chancery on one of the run's databases, migrated and not yet started. */
export const openChancery = async (
  server: BenchServer,
  database: string,
  connections = 20,
  more: Pick<CompositionOptions, 'ledger'> = {},
): Promise<OpenedChancery> => {
  const pool = createPool(server.connection(database), benchLog, connections);
  await migrate(new Kysely({ dialect: new PostgresDialect({ pool }) }));
  const composition = compose({
    pool,
    dataFolder: join(server.folder, 'data'),
    maxFileBytes: 1_000_000,
    log: benchLog,
    buildThreads: {
      location: server.connection(database),
      dataFolder: join(server.folder, 'data'),
      logLevel: benchLog.level,
    },
    ...more,
  });
  return {
    ...composition,
    pool,
    async close() {
      await composition.stop();
      await pool.end();
    },
  };
};

/** Chancery on a database of its own, which is empty and goes when it is closed. */
export const newChancery = async (
  server: BenchServer,
  database: string,
  connections = 20,
): Promise<OpenedChancery> => {
  await server.create(database);
  const opened = await openChancery(server, database, connections);
  return {
    ...opened,
    async close() {
      await opened.close();
      await server.drop(database);
    },
  };
};
