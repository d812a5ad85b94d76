import type { StoredEvent } from '../../../application/ports/event-store.ts';
import type { Position } from '../../../domain/event.ts';

/** A page of the log, or of those categories of it. */
export interface LogPage {
  readonly after: Position;
  readonly limit: number;
  readonly categories?: readonly string[] | undefined;
}

interface Ahead {
  readonly events: Promise<readonly StoredEvent[] | undefined>;
  readonly begun: number;
}

/** Smaller pages are not worth it, larger ones too much to keep for somebody who may not come. */
const LEAST = 200;
const MOST = 2_000;
const READERS = 4;
const KEPT_MS = 5_000;

const keyOf = ({ after, limit, categories }: LogPage): string =>
  `${after} ${limit} ${categories?.join() ?? ''}`;

/**
 * Who was given a whole page of the log mostly comes back for the next one, which is read while they work on the first: then
 * PostgreSQL works beside them and not in turns with them. What is in the log stays as it is, so a whole page that was read before it
 * was asked for is right; of any other there may be more by then, and it is read again.
 */
export class ReadAhead {
  readonly #read: (page: LogPage) => Promise<readonly StoredEvent[]>;
  readonly #ahead = new Map<string, Ahead>();

  constructor(read: (page: LogPage) => Promise<readonly StoredEvent[]>) {
    this.#read = read;
  }

  async read(page: LogPage): Promise<readonly StoredEvent[]> {
    if (page.limit < LEAST || page.limit > MOST) return this.#read(page);
    const ahead = await this.#take(keyOf(page));
    const events = ahead?.length === page.limit ? ahead : await this.#read(page);
    const last = events.at(-1);
    if (last && events.length === page.limit) this.#begin({ ...page, after: last.position });
    return events;
  }

  #take(key: string): Ahead['events'] | undefined {
    const ahead = this.#ahead.get(key);
    this.#ahead.delete(key);
    return ahead && performance.now() - ahead.begun < KEPT_MS ? ahead.events : undefined;
  }

  #begin(page: LogPage): void {
    const key = keyOf(page);
    if (this.#ahead.has(key)) return;
    // What is wrong is told to whoever asks.
    const events = this.#read(page).catch(() => undefined);
    this.#ahead.set(key, { events, begun: performance.now() });
    for (const oldest of this.#ahead.keys()) {
      if (this.#ahead.size <= READERS) break;
      this.#ahead.delete(oldest);
    }
  }
}
