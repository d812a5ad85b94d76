import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import { BEGINNING, type Position } from '../../domain/event.ts';
import { TILE_WIDTH } from '../../domain/ledger/tiles.ts';
import { leafOf } from './leaf-of-event.ts';

/** An event with its place in the whole log, from 0, and the leaf that its stored bytes make. */
export interface LogLeaf {
  readonly index: number;
  readonly event: StoredEvent;
  readonly hash: Uint8Array;
}

/** Before which event to begin: that at `index`, which is the next one after the position. */
export interface LogPlace {
  readonly index: number;
  readonly after: Position;
}

export const LOG_BEGINNING: LogPlace = { index: 0, after: BEGINNING };

/** The events of one tile, or those of them from where the walk began; `after`: the position before the first. */
export interface LogStretch {
  readonly after: Position;
  readonly leaves: readonly LogLeaf[];
}

/** Walks the log in its order, tile by tile, to its end as it is found. */
export async function* walkLog(
  store: Pick<EventStore, 'readAll'>,
  from: LogPlace = LOG_BEGINNING,
): AsyncGenerator<LogStretch> {
  let { index, after } = from;
  for (;;) {
    const wanted = TILE_WIDTH - (index % TILE_WIDTH);
    const first = index;
    const events = await store.readAll(after, wanted);
    const last = events.at(-1);
    if (!last) return;
    yield {
      after,
      leaves: events.map((event, at) => ({ index: first + at, event, hash: leafOf(first + at, event) })),
    };
    if (events.length < wanted) return;
    index += events.length;
    after = last.position;
  }
}
