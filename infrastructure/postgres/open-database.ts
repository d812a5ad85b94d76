import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { createPool, type DatabaseLocation } from './connection.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { migrate } from './migrations/migrate.ts';

/** The database of an installation, up to date. */
export interface OpenDatabase {
  readonly pool: pg.Pool;
  /** Where others of this process find it too. */
  readonly location: DatabaseLocation;
  /** The migrations that opening it has carried out. */
  readonly migrated: readonly string[];
  /** Ends the pool, and the embedded server if it was started here. */
  close(): Promise<void>;
}

/** Opens the database of the configuration (the embedded one is started, or joined where it runs), and migrates it. */
export const openDatabase = async (
  { databaseUrl, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  log: Logger,
  embeddedSettings?: Readonly<Record<string, string>>,
): Promise<OpenDatabase> => {
  const embedded = databaseUrl
    ? undefined
    : await startEmbeddedPostgres(join(dataFolder, 'postgres'), embeddedSettings);
  const location: DatabaseLocation = embedded?.connection ?? { connectionString: databaseUrl ?? '' };
  const pool = createPool(location, log);
  const close = async (): Promise<void> => {
    await pool.end();
    await embedded?.stop();
  };
  try {
    const migrated = await migrate(new Kysely({ dialect: new PostgresDialect({ pool }) }));
    return { pool, location, migrated, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
};
