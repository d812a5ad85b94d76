import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import { BEGINNING, type StreamName } from '../../domain/event.ts';
import { TILE_WIDTH } from '../../domain/ledger/tiles.ts';
import type { LedgerTables } from '../ledger/ledger-tables.ts';
import { walkLog } from '../ledger/log-walk.ts';

/** An event with its place in the log. */
export interface PlacedEvent {
  readonly index: number;
  readonly stored: StoredEvent;
}

/**
 * These events with their indices in the log, in the order of the log. Each tile that one of them is in is read once.
 *
 * @returns without those that are not sealed yet.
 */
export const placed = async (
  events: readonly StoredEvent[],
  tables: LedgerTables,
  store: Pick<EventStore, 'readAll'>,
): Promise<readonly PlacedEvent[]> => {
  const sorted = [...events].sort((one, other) => (one.position < other.position ? -1 : 1));
  const sealed = await tables.size();
  const found: PlacedEvent[] = [];
  let around = new Map<string, number>();
  for (const stored of sorted) {
    if (!around.has(stored.position)) around = await tileOf(stored, tables, store);
    const index = around.get(stored.position);
    if (index !== undefined && index < sealed) found.push({ index, stored });
  }
  return found;
};

/** Indices of the events in the tile that the event is in, by their positions. */
const tileOf = async (
  { position }: StoredEvent,
  tables: LedgerTables,
  store: Pick<EventStore, 'readAll'>,
): Promise<Map<string, number>> => {
  const tile = await tables.tileAround(position);
  if (!tile) return new Map();
  const place = { index: tile.index * TILE_WIDTH, after: tile.after ?? BEGINNING };
  for await (const { leaves } of walkLog(store, place)) {
    return new Map(leaves.map(({ event, index }) => [event.position, index]));
  }
  return new Map();
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
