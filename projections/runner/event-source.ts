import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Position, Recorded, StreamName } from '../../domain/event.ts';

/** One entry of the log: the event, or why it could not be decoded. */
export interface LogEntry {
  readonly position: Position;
  readonly stream: StreamName;
  readonly revision: number;
  readonly event: Recorded<ChanceryEvent> | undefined;
  readonly error?: unknown;
}

/** The log as projections read it. */
export interface EventSource {
  /** At most `limit` entries after `after`, in log order; fewer mean that the end was reached. */
  readAfter(after: Position, limit: number): Promise<readonly LogEntry[]>;
  /** Entries of one stream from a revision on. */
  readStream(stream: StreamName, from: number): Promise<readonly LogEntry[]>;
  head(): Promise<Position>;
  /** Calls `waker` whenever the log may have grown, until the returned function is called. */
  onAppend(waker: () => void): () => void;
}

/** Several readers at the same place of the log share one reading and one decoding of it. */
export const sharedSource = (source: EventSource): EventSource => {
  const recent = new Map<string, Promise<readonly LogEntry[]>>();
  const KEPT = 4;
  return {
    ...source,
    readStream: (stream, from) => source.readStream(stream, from),
    head: () => source.head(),
    onAppend: (waker) => source.onAppend(waker),
    async readAfter(after, limit) {
      const key = `${after}/${limit}`;
      const known = recent.get(key);
      // An end of the log that was found is not kept: there may be more by now.
      if (known) {
        const entries = await known;
        if (entries.length > 0) return entries;
      }
      const reading = source.readAfter(after, limit);
      recent.set(key, reading);
      reading.catch(() => recent.delete(key));
      for (const oldest of recent.keys()) {
        if (recent.size <= KEPT) break;
        recent.delete(oldest);
      }
      return reading;
    },
  };
};
