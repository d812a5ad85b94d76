import type { StoredEvent } from '../../../application/ports/event-store.ts';
import { BEGINNING, type Position } from '../../../domain/event.ts';

/** So many events, and so many bytes of them, are kept at most; half of them go when there are more. */
const MOST_EVENTS = 1_000;
const MOST_BYTES = 8 * 1024 * 1024;

/** What was known when a read began. */
export interface Asked {
  readonly heard: number;
  readonly appended: number;
}

/**
 * The end of the log as far as this process knows it without asking: what it has appended itself, as long as nobody else has been
 * heard of. Positions are gapless, so an append that continues where the last one ended has nothing in between.
 */
export class LatestAppends {
  /** The position before the first event that is kept. */
  #after: Position | undefined;
  #events: StoredEvent[] = [];
  #bytes = 0;
  /** How often others were heard of, how much of that was read since, and how often this process has appended. */
  #heard = 0;
  #read = -1;
  #appended = 0;

  /** Others have appended, or may have. */
  hear(): void {
    this.#heard += 1;
  }

  /** This process has appended these events, which follow directly after the position. */
  add(after: Position, events: readonly StoredEvent[]): void {
    this.#appended += 1;
    if (after !== this.#end) this.#restart(after);
    this.#events.push(...events);
    this.#bytes += events.reduce((bytes, event) => bytes + bytesOf(event), 0);
    while (this.#events.length > MOST_EVENTS || this.#bytes > MOST_BYTES) this.#drop();
  }

  /** At most `limit` events after the position, or `undefined` where the log has to be asked. Fewer than `limit`: there are no more. */
  after(position: Position, limit: number): readonly StoredEvent[] | undefined {
    if (this.#read !== this.#heard || this.#after === undefined || position < this.#after) return undefined;
    const first = Number(position) - Number(this.#after);
    return first > this.#events.length ? undefined : this.#events.slice(first, first + limit);
  }

  /** To be asked before the log is read. */
  get asked(): Asked {
    return { heard: this.#heard, appended: this.#appended };
  }

  /** A read has come to the end of the log, where this is the last position. */
  ended({ heard, appended }: Asked, end: Position): void {
    this.#read = Math.max(this.#read, heard);
    // What was appended meanwhile may be further on than what was read.
    if (appended === this.#appended && end !== this.#end) this.#restart(end);
  }

  get #end(): Position | undefined {
    return this.#events.at(-1)?.position ?? this.#after;
  }

  #restart(after: Position): void {
    this.#after = after;
    this.#events = [];
    this.#bytes = 0;
  }

  #drop(): void {
    const dropped = this.#events.splice(0, Math.ceil(this.#events.length / 2));
    this.#after = dropped.at(-1)?.position ?? BEGINNING;
    this.#bytes = this.#events.reduce((bytes, event) => bytes + bytesOf(event), 0);
  }
}

const bytesOf = ({ data, metadata }: StoredEvent): number => data.length + metadata.length;
