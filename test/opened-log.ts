import type pg from 'pg';
import type { EventStore } from '../application/ports/event-store.ts';
import type { LogWaker } from '../infrastructure/event-store/log-source.ts';
import { SealingEventStore } from '../infrastructure/event-store/sealing-event-store.ts';
import { masterKeyFile } from '../infrastructure/vault/master-key.ts';
import { PostgresVault } from '../infrastructure/vault/postgres-vault.ts';

/** The log with personal data readable, by the vault in that database and the master key in that folder. */
export const openedLog = (log: EventStore & LogWaker, pool: pg.Pool, dataFolder: string): SealingEventStore =>
  new SealingEventStore(log, new PostgresVault(pool, undefined, masterKeyFile(dataFolder)));
