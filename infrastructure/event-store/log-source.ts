import { decode } from '../../application/event-codec.ts';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';
import type { EventSource, LogEntry } from '../../projections/runner/event-source.ts';

/** Wakes whoever reads the log when it may have grown. */
export interface LogWaker {
  onAppend(waker: () => void): () => void;
  /** As the log's `readAll`, but what others have appended is certain to be among it only once `onAppend` has told of it. */
  readAnnounced?(after: Position, limit: number): Promise<readonly StoredEvent[]>;
}

/** `readAnnounced` of a log that has one, or `readAll`. */
export const readAnnounced = (
  log: EventStore & LogWaker,
  after: Position,
  limit: number,
): Promise<readonly StoredEvent[]> => log.readAnnounced?.(after, limit) ?? log.readAll(after, limit);

const toEntry = (stored: StoredEvent): LogEntry => {
  const { position, stream, revision } = stored;
  try {
    return { position, stream, revision, event: decode(stored) };
  } catch (error) {
    return { position, stream, revision, event: undefined, error };
  }
};

/** The log, decoded, as projections and policies read it. */
export const logSource = (store: EventStore & LogWaker): EventSource => ({
  readAfter: async (after, limit) => (await readAnnounced(store, after, limit)).map(toEntry),
  readStream: async (stream, from) => (await store.read(stream, from)).map(toEntry),
  head: () => store.head(),
  onAppend: (waker) => store.onAppend(waker),
});
