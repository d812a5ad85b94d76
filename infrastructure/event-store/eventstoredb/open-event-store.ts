import type { Logger } from 'pino';
import { readConnectionString } from './connection-string.ts';
import { EventStoreDbEventStore, type EventStoreDbOptions } from './eventstoredb-event-store.ts';
import { openClient } from './store-client.ts';

/**
 * The log at that address. It connects with the first call.
 *
 * @throws InvalidConnectionString
 */
export const openEventStoreDb = (
  connectionString: string,
  log: Logger,
  options?: EventStoreDbOptions,
): EventStoreDbEventStore =>
  new EventStoreDbEventStore(openClient(readConnectionString(connectionString)), log, options);
