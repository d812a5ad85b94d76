import { join, resolve } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import { type EventStore, EventStoreUnavailable } from '../../application/ports/event-store.ts';
import { InvalidConfig } from '../config.ts';
import { createPool, type DatabaseLocation } from '../postgres/connection.ts';
import { startEmbeddedPostgres } from '../postgres/embedded.ts';
import { migrate } from '../postgres/migrations/migrate.ts';
import { InvalidConnectionString } from './eventstoredb/connection-string.ts';
import { MigrationRefused } from './migration/migration-refused.ts';
import { PostgresEventStore } from './postgres/postgres-event-store.ts';

/** A log by its address, open for a migration. */
export interface OpenLog {
  readonly store: EventStore;
  /** Settles when everything that was appended would survive a loss of power. */
  durable(): Promise<void>;
  close(): Promise<void>;
}

const POOL = 4;
const EMBEDDED = 'embedded';

/** The address without what is secret in it, for messages. Several hosts make it no URL that could be parsed. */
export const withoutSecrets = (address: string): string =>
  address.replace(/^([a-z0-9+.-]+:\/\/[^:@/]*):.*@/i, '$1@').replace(/\?.*$/s, '');

/**
 * Opens the log at an address:
 *
 * - `postgres://…`, `postgresql://…`: in that database, which is migrated if need be;
 * - `esdb://…`, `esdb+discover://…`, `kurrentdb://…`: in that EventStoreDB or KurrentDB;
 * - `embedded`, `embedded:<data folder>`: in the embedded PostgreSQL of that data folder (default: the one
 *   given), which is started, or joined where it runs.
 *
 * What is appended to PostgreSQL is durable only once `durable` has settled: an append that does not wait for the disk
 * is what makes copying bearable, and a log in PostgreSQL that loses its last moments is still the beginning
 * of itself, from which the copying goes on.
 *
 * @throws InvalidConfig for an address of another kind; MigrationRefused when it cannot be opened.
 */
export const openLog = async (address: string, dataFolder: string, log: Logger): Promise<OpenLog> => {
  if (/^postgres(ql)?:\/\//.test(address)) {
    return openPostgresLog(withoutSecrets(address), { connectionString: address }, log);
  }
  if (/^(esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\//i.test(address)) {
    return openEventStoreDbLog(address, log);
  }
  if (address === EMBEDDED || address.startsWith(`${EMBEDDED}:`)) {
    const folder = resolve(address.slice(EMBEDDED.length + 1) || dataFolder);
    const server = await startEmbeddedPostgres(join(folder, 'postgres'));
    return openPostgresLog(address, server.connection, log, () => server.stop());
  }
  throw new InvalidConfig(
    `UNKNOWN_STORE: “${withoutSecrets(address)}” is no address of a log. There are postgres://…, esdb://…, esdb+discover://…, ` +
      'kurrentdb://…, embedded and embedded:<data folder>.',
  );
};

const cannotBeUsed = (address: string, error: unknown): MigrationRefused => {
  const { message, code } = (error instanceof EventStoreUnavailable ? error.cause : error) as {
    message?: string;
    code?: string;
  };
  return new MigrationRefused('STORE_UNAVAILABLE', `${address} cannot be used: ${message || code}`, error);
};

const openEventStoreDbLog = async (address: string, log: Logger): Promise<OpenLog> => {
  const { openEventStoreDb } = await import('./eventstoredb/open-event-store.ts');
  let store: EventStore;
  try {
    store = openEventStoreDb(address, log);
  } catch (error) {
    if (!(error instanceof InvalidConnectionString)) throw error;
    throw new InvalidConfig(`UNKNOWN_STORE: the address of an EventStoreDB ${error.message}`);
  }
  try {
    // It connects with the first call: now is when to hear that it cannot.
    await store.head();
  } catch (error) {
    await store.close();
    throw cannotBeUsed(withoutSecrets(address), error);
  }
  return { store, durable: async () => undefined, close: () => store.close() };
};

const openPostgresLog = async (
  name: string,
  location: DatabaseLocation,
  log: Logger,
  stopServer: () => Promise<void> = async () => undefined,
): Promise<OpenLog> => {
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    await client.query('set synchronous_commit = off');
  };
  const hasty: DatabaseLocation & pg.PoolConfig = { ...location, onConnect };
  const pool = createPool(hasty, log, POOL);
  const close = async (): Promise<void> => {
    await pool.end();
    await stopServer();
  };
  try {
    await migrate(new Kysely({ dialect: new PostgresDialect({ pool }) }));
  } catch (error) {
    await close().catch(() => undefined);
    throw cannotBeUsed(name, error);
  }
  const store = new PostgresEventStore(pool, log);
  return {
    store,
    async durable() {
      // A commit that waits for the disk waits for everything before it in the write-ahead log.
      await pool.query('set synchronous_commit = on; update log.head set position = position');
    },
    async close() {
      await store.close();
      await close();
    },
  };
};
