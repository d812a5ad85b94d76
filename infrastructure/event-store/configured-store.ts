import type { Logger } from 'pino';
import type { EventStoreDbEventStore } from './eventstoredb/eventstoredb-event-store.ts';

/** The log at that address; none where it is in PostgreSQL. Its client is loaded only where it is needed. */
export const configuredStore = async (
  eventStoreUrl: string | undefined,
  log: Logger,
): Promise<EventStoreDbEventStore | undefined> => {
  if (eventStoreUrl === undefined) return undefined;
  const { openEventStoreDb } = await import('./eventstoredb/open-event-store.ts');
  return openEventStoreDb(eventStoreUrl, log);
};
