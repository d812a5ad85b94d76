import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../application/ports/clock.ts';
import { type Composition, compose } from './composition.ts';
import type { Config } from './config.ts';
import { configuredStore } from './event-store/configured-store.ts';
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

/** Who sends mail, where somebody does. The client of a mail server is loaded only where it is needed. */
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
    const { dataFolder, masterKey, eventStoreUrl } = config;
    const [eventStore, postman] = [await configuredStore(eventStoreUrl, log), await postmanOf(config)];
    const composition = compose({
      pool,
      dataFolder,
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
      ...(masterKey && { masterKey }),
      ...(eventStore && { eventStore }),
      buildThreads: { location, dataFolder, masterKey, eventStoreUrl, logLevel: log.level },
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
