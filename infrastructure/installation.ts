import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../application/ports/clock.ts';
import { type Composition, compose } from './composition.ts';
import type { Config } from './config.ts';
import type { EventStoreDbEventStore } from './event-store/eventstoredb/eventstoredb-event-store.ts';
import type { Postman } from './notices/mail-courier.ts';
import { openDatabase } from './postgres/open-database.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** Chancery on its database, open for work. */
export interface Installation extends Composition {
  /** The migrations that opening it has carried out. */
  readonly migrated: readonly string[];
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** What an installation may go by and be watched with. */
export interface InstallationOptions {
  readonly clock?: Clock;
  readonly telemetry?: Telemetry;
  /** Settings of the embedded database, where it is this that is opened. */
  readonly databaseSettings?: Readonly<Record<string, string>>;
}

/** The log, where it is not in PostgreSQL. Its client, and that of a mail server, are loaded only where they are needed. */
const eventStoreOf = async (
  { eventStoreUrl }: Config,
  log: Logger,
): Promise<EventStoreDbEventStore | undefined> => {
  if (eventStoreUrl === undefined) return undefined;
  const { openEventStoreDb } = await import('./event-store/eventstoredb/open-event-store.ts');
  return openEventStoreDb(eventStoreUrl, log);
};

const postmanOf = async ({ smtp }: Config): Promise<Postman | undefined> =>
  smtp && (await import('./notices/smtp-postman.ts')).smtpPostman(smtp);

/** Opens the database of the configuration, migrates it, and puts Chancery on it. */
export const openInstallation = async (
  config: Config,
  log: Logger,
  { clock, telemetry, databaseSettings }: InstallationOptions = {},
): Promise<Installation> => {
  const { pool, location, migrated, close } = await openDatabase(config, log, databaseSettings);
  try {
    const [eventStore, postman] = [await eventStoreOf(config, log), await postmanOf(config)];
    const composition = compose({
      pool,
      dataFolder: config.dataFolder,
      maxFileBytes: config.maxFileBytes,
      ledger: config.ledger,
      log,
      ...(clock && { clock }),
      notices: {
        outward: config.outward,
        ...(postman && { postman }),
        ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
        ...(config.noticesKeptDays !== undefined && { keptDays: config.noticesKeptDays }),
      },
      ...(telemetry && { telemetry }),
      ...(config.masterKey && { masterKey: config.masterKey }),
      ...(eventStore && { eventStore }),
      buildThreads: {
        location,
        dataFolder: config.dataFolder,
        ...(config.masterKey && { masterKey: config.masterKey }),
        ...(config.eventStoreUrl !== undefined && { eventStoreUrl: config.eventStoreUrl }),
        logLevel: log.level,
        isLogReadable: process.stdout.isTTY,
      },
    });
    return {
      ...composition,
      migrated,
      pool,
      async close() {
        await composition.stop();
        await close();
      },
    };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
};
