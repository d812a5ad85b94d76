import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { EventStore } from '../application/ports/event-store.ts';
import { allProjections } from '../projections/all.ts';
import type { EventSource } from '../projections/runner/event-source.ts';
import type { RunnerHooks } from '../projections/runner/projection-runner.ts';
import { ReadModels } from '../projections/runner/read-models.ts';
import { biDependents } from './bi/create-views.ts';
import { type LogWaker, logSource } from './event-store/log-source.ts';
import { PostgresEventStore } from './event-store/postgres/postgres-event-store.ts';
import { SealingEventStore } from './event-store/sealing-event-store.ts';
import { pipelinedTransactions } from './postgres/pipelined-transactions.ts';
import { preparing } from './postgres/prepared-queries.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import { masterKeyFile } from './vault/master-key.ts';
import { PostgresVault } from './vault/postgres-vault.ts';

export interface ReadModelOptions {
  readonly pool: pg.Pool;
  /** Where files are kept, and the master key if none is given. */
  readonly dataFolder: string;
  /** Wraps the keys of personal data: 32 bytes. */
  readonly masterKey?: Buffer;
  readonly log: Logger;
  /** The log, where it is not in the pool's own database. */
  readonly eventStore?: EventStore & LogWaker;
  /** Watches commands, appends and what follows the log. */
  readonly telemetry?: Telemetry;
}

/** The log, and the read models that follow from it. */
export interface OpenReadModels {
  readonly db: Kysely<unknown>;
  readonly vault: PostgresVault;
  /** The log as it is stored, with personal data sealed. */
  readonly sealedLog: EventStore & LogWaker;
  /** The same with personal data readable. */
  readonly eventStore: EventStore & LogWaker;
  /** The same, decoded. */
  readonly source: EventSource;
  readonly readModels: ReadModels;
}

/** Puts together what it takes to follow the log, and to build read models. The database must have been migrated. */
export const openReadModels = (
  { pool, dataFolder, masterKey, log, eventStore: otherLog, telemetry }: ReadModelOptions,
  hooks: Pick<RunnerHooks, 'bringUpToDate'> = {},
): OpenReadModels => {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  const vault = new PostgresVault(pool, masterKey, masterKeyFile(dataFolder));
  const sealedLog = otherLog ?? new PostgresEventStore(pool, log, telemetry?.onGroup);
  const eventStore = new SealingEventStore(sealedLog, vault);
  const source = logSource(eventStore);
  const transactions = pipelinedTransactions(pool, log);
  const readModels = new ReadModels(allProjections, db, source, () => pool.connect(), transactions, log, {
    watch: telemetry?.watchBatch,
    dependents: biDependents,
    ...hooks,
  });
  return { db, vault, sealedLog, eventStore, source, readModels };
};
