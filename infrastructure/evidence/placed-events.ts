import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import type { StreamName } from '../../domain/event.ts';
import type { LedgerTables } from '../ledger/ledger-tables.ts';

/** An event with its place in the log. */
export interface PlacedEvent {
  readonly index: number;
  readonly stored: StoredEvent;
}

/** These events with their indices in the log, in the order of the log; without those that are not sealed yet. */
export const placed = async (
  events: readonly StoredEvent[],
  tables: LedgerTables,
): Promise<readonly PlacedEvent[]> => {
  const indexes = await tables.indexes(events.map(({ position }) => position));
  return events
    .flatMap((stored) => {
      const index = indexes.get(stored.position);
      return index === undefined ? [] : [{ index, stored }];
    })
    .sort((one, other) => one.index - other.index);
};

/** All events of these streams. */
export const eventsOf = async (
  streams: readonly StreamName[],
  store: Pick<EventStore, 'read'>,
): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for (const stream of streams) events.push(...(await store.read(stream)));
  return events;
};
