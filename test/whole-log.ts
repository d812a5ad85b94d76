import type { EventStore, StoredEvent } from '../application/ports/event-store.ts';
import { BEGINNING } from '../domain/event.ts';

/** Every event of the log, read by pages of so many. */
export const everything = async (store: EventStore, page = 500): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for (let after = BEGINNING; ; ) {
    const batch = await store.readAll(after, page);
    all.push(...batch);
    const last = batch.at(-1);
    if (!last || batch.length < page) return all;
    after = last.position;
  }
};
