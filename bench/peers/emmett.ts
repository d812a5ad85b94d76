import { dumbo } from '@event-driven-io/dumbo';
import type { Event } from '@event-driven-io/emmett';
import {
  getPostgreSQLEventStore,
  type PostgresEventStore,
  readMessagesBatch,
} from '@event-driven-io/emmett-postgresql';
import type { BenchServer } from '../database.ts';
import type { SampleEvent } from '../letters/samples.ts';
import { peerPool } from './pool.ts';

type AnyEvent = Event<string, Record<string, unknown>, Record<string, unknown>>;

/** Emmett's event store on PostgreSQL, used as its documentation does. */
export interface EmmettLog {
  readonly store: PostgresEventStore;
  readonly url: string;
  append(stream: string, expected: bigint | 'new', events: readonly SampleEvent[]): Promise<bigint>;
  /** @returns number of events folded. */
  aggregate(stream: string): Promise<number>;
  /** Reads on in its global order. @returns the position that was reached and how many there were */
  readAll(after: bigint, limit: number): Promise<{ position: bigint; count: number }>;
  close(): Promise<void>;
}

const asEvent = ({ type, values }: SampleEvent): AnyEvent =>
  ({ type, data: values.data, metadata: values.metadata }) as unknown as AnyEvent;

export const openEmmett = async (
  server: BenchServer,
  database: string,
  connections = 64,
): Promise<EmmettLog> => {
  await server.create(database);
  const url = server.url(database);
  const pool = peerPool(server, database, connections);
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
  await store.schema.migrate();
  const reader = dumbo({ connectionString: url, pooled: true, pool });
  return {
    store,
    url,
    async append(stream, expected, events) {
      const result = await store.appendToStream<AnyEvent>(stream, events.map(asEvent), {
        expectedStreamVersion: expected === 'new' ? 'STREAM_DOES_NOT_EXIST' : expected,
      });
      return result.nextExpectedStreamVersion;
    },
    async aggregate(stream) {
      const { state } = await store.aggregateStream<number, AnyEvent>(stream, {
        initialState: () => 0,
        evolve: (count: number) => count + 1,
      });
      return state;
    },
    async readAll(after, limit) {
      const batch = await readMessagesBatch(reader.execute, { after, batchSize: limit });
      return { position: batch.currentGlobalPosition, count: batch.messages.length };
    },
    async close() {
      await store.close();
      await reader.close();
      await pool.end();
      await server.drop(database);
    },
  };
};
