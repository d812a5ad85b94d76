import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EventStore,
  EventStoreUnavailable,
  payloadBytes,
  type StoredEvent,
} from '../../../application/ports/event-store.ts';
import { BEGINNING, type Position } from '../../../domain/event.ts';

const BATCH_BYTES = 4 * 1024 * 1024;
const SMALLEST_BATCH = 16;
const LARGEST_BATCH = 2_000;
const ATTEMPTS = 8;
const LONGEST_WAIT_MS = 5_000;

/**
 * Tries again what failed because the store could not be reached, for about twenty seconds. The port makes a
 * repeated append harmless, an append of unknown outcome included.
 */
export const persistently = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isAway(error) || failures === ATTEMPTS) throw error;
      await sleep(Math.min(100 * 2 ** failures, LONGEST_WAIT_MS));
    }
  }
};

/** UNAVAILABLE, of gRPC's status codes (https://grpc.io/docs/guides/status-codes/). */
const GRPC_UNAVAILABLE = 14;

/** Whether the store was not reached: by the adapter's word, or by that of a socket or a call that broke under it. */
export const isAway = (error: unknown): boolean =>
  error instanceof EventStoreUnavailable ||
  (error instanceof Error && ('syscall' in error || ('code' in error && error.code === GRPC_UNAVAILABLE)));

export interface ReaderOptions {
  /** Before the first event that is wanted. Default: the beginning. */
  readonly after?: Position;
  /** The last position that is wanted. Default: the end, wherever it is when it is reached. */
  readonly until?: Position;
}

/**
 * A log, event by event. What it holds at a time is bounded: batches are as many events as recently came to
 * some 4 MiB, and one batch is read ahead.
 */
export class LogReader {
  readonly #store: EventStore;
  readonly #until: Position | undefined;
  #after: Position;
  #limit = SMALLEST_BATCH;
  #batch: readonly StoredEvent[] = [];
  #index = 0;
  #ahead: Promise<readonly StoredEvent[]> | undefined;
  #ended = false;

  constructor(store: EventStore, { after = BEGINNING, until }: ReaderOptions = {}) {
    this.#store = store;
    this.#after = after;
    this.#until = until;
  }

  /** The next event; `undefined` at the end. */
  async next(): Promise<StoredEvent | undefined> {
    if (this.#index === this.#batch.length && !this.#ended) await this.#turn();
    const event = this.#batch[this.#index];
    if (!event || (this.#until !== undefined && event.position > this.#until)) return undefined;
    this.#index += 1;
    return event;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<StoredEvent> {
    for (let event = await this.next(); event; event = await this.next()) yield event;
  }

  async #turn(): Promise<void> {
    const limit = this.#limit;
    this.#batch = await (this.#ahead ?? this.#read());
    this.#ahead = undefined;
    this.#index = 0;
    const last = this.#batch.at(-1);
    this.#ended =
      !last || this.#batch.length < limit || (this.#until !== undefined && last.position >= this.#until);
    if (!last || this.#ended) return;
    const bytes = this.#batch.reduce((sum, event) => sum + payloadBytes(event), 0);
    const fitting = Math.floor((BATCH_BYTES * this.#batch.length) / Math.max(bytes, 1));
    this.#limit = Math.min(Math.max(fitting, SMALLEST_BATCH), LARGEST_BATCH);
    this.#after = last.position;
    this.#ahead = this.#read();
    // Whoever asks for it hears of its failure; nobody may ask.
    this.#ahead.catch(() => undefined);
  }

  #read(): Promise<readonly StoredEvent[]> {
    return persistently(() => this.#store.readAll(this.#after, this.#limit));
  }
}
