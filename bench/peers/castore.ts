import { EventStore, EventType } from '@castore/core';
import { PostgresEventStorageAdapter } from '@castore/event-storage-adapter-postgres';
import type { BenchServer } from '../database.ts';
import type { SampleEvent } from '../letters/samples.ts';

interface Count {
  readonly aggregateId: string;
  readonly version: number;
}

/** Castore with its PostgreSQL adapter. */
export interface CastoreLog {
  /** `version` counts from 1. */
  append(aggregateId: string, version: number, event: SampleEvent): Promise<void>;
  /** @returns number of events folded. */
  aggregate(aggregateId: string): Promise<number>;
  close(): Promise<void>;
}

/**
 * The adapter takes an address and no client. The client behind it, postgres.js, has no way to write a socket in an
 * address and takes it from the environment alone (its src/index.js, parseOptions).
 */
const withSocketInEnvironment = async <Value>(
  { host, user }: { readonly host?: string; readonly user?: string },
  work: () => Promise<Value>,
): Promise<Value> => {
  const { PGHOST, PGUSER } = process.env;
  Object.assign(process.env, { PGHOST: host, PGUSER: user });
  try {
    return await work();
  } finally {
    for (const [name, value] of Object.entries({ PGHOST, PGUSER })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
};

/** It keeps ten connections, whatever the number of writers: that is postgres.js' own number, and cannot be set. */
export const openCastore = async (server: BenchServer, database: string): Promise<CastoreLog> => {
  await server.create(database);
  const connectionString = `postgres:///${database}`;
  const adapter = await withSocketInEnvironment(server.connection(database), async () => {
    await PostgresEventStorageAdapter.createEventTable({ connectionString });
    return new PostgresEventStorageAdapter({ connectionString });
  });
  const types = ['Registered', 'ExecutorAssigned', 'ExtensionRequested', 'ExtensionRefused'];
  const store = new EventStore({
    eventStoreId: 'letters',
    eventTypes: types.map((type) => new EventType({ type })),
    reducer: (_: Count, { aggregateId, version }): Count => ({ aggregateId, version }),
    eventStorageAdapter: adapter,
  });
  return {
    async append(aggregateId, version, { type, values }) {
      // What a payload holds is a matter of each event type; these declare none.
      const detail = { aggregateId, version, type, payload: values.data, metadata: values.metadata };
      await store.pushEvent(detail as Parameters<typeof store.pushEvent>[0]);
    },
    async aggregate(aggregateId) {
      const { aggregate } = await store.getAggregate(aggregateId);
      return aggregate?.version ?? 0;
    },
    async close() {
      // The adapter has no way to end its connections; dropping the database ends them.
      await server.drop(database);
    },
  };
};
