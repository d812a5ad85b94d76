import { decode } from '../../application/event-codec.ts';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import type { EventSource, LogEntry } from '../../projections/runner/event-source.ts';

/** Wakes whoever reads the log when it may have grown. */
export interface LogWaker {
  onAppend(waker: () => void): () => void;
}

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
  readAfter: async (after, limit) => (await store.readAll(after, limit)).map(toEntry),
  readStream: async (stream, from) => (await store.read(stream, from)).map(toEntry),
  head: () => store.head(),
  onAppend: (waker) => store.onAppend(waker),
});
