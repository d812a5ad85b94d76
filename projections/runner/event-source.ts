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

/** Of the entries that could be decoded. */
export const eventsOf = (entries: readonly LogEntry[]): readonly Recorded<ChanceryEvent>[] =>
  entries.flatMap(({ event }) => (event ? [event] : []));

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
