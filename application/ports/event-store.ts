import type { Category, Position, StreamName } from '../../domain/event.ts';

/** An event on its way into the log. `data` and `metadata` are canonical JSON (RFC 8785), and so without NUL and half characters. */
export interface NewEvent {
  /** A uuid, derived from the stream, the command id and the event's place in the command. */
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** An event as the log keeps it: `data` and `metadata` are, to the character, what was appended. */
export interface StoredEvent extends NewEvent {
  readonly stream: StreamName;
  /** Place in its stream, from 0, without gaps. */
  readonly revision: number;
  readonly position: Position;
}

/** The size of an event's `data` and `metadata` together, in bytes of UTF-8. */
export const payloadBytes = ({ data, metadata }: Pick<NewEvent, 'data' | 'metadata'>): number =>
  Buffer.byteLength(data) + Buffer.byteLength(metadata);

/** The revision that a stream must have for an append: that of its last event, or `none` for no stream. */
export type ExpectedRevision = number | 'none';

export type AppendResult =
  /** Durable. `repeated`: it had been appended before, and this is that first append's answer. */
  | { readonly ok: true; readonly position: Position; readonly revision: number; readonly repeated: boolean }
  /** The stream is elsewhere. Load it again, decide again. */
  | { readonly ok: false; readonly conflict: 'wrong-revision'; readonly actual: ExpectedRevision }
  /** The same command id at the same revision, with other events. */
  | { readonly ok: false; readonly conflict: 'command-id-reused' };

export interface LogFilter {
  /** Only streams of these categories. None given: all. */
  readonly categories?: readonly Category[];
}

export interface Subscription {
  /** Ends the subscription; settles when no further event will be delivered. */
  close(): Promise<void>;
  /** Settles when the subscription has ended: normally after `close`, with an error when it was lost. */
  readonly closed: Promise<void>;
}

/**
 * The log: every fact, in one total order. An adapter MUST hold all of this; the contract suite
 * (`test/event-store-contract.ts`) runs whole against each.
 */
export interface EventStore {
  /**
   * Appends `events` (at least one) to `stream` as one indivisible write, if the stream is at `expected`.
   *
   * MUST be durable when it settles. MUST either write all events or none. Positions given out MUST be
   * greater than any position that a reader has seen: no reader that has passed a position ever finds an
   * event before it. An append repeated with the same stream, `expected` and `commandId` MUST write nothing
   * and answer as the first time if the types and data of the events are the same (metadata may differ:
   * its instant and salt are those of the attempt), else `command-id-reused`.
   *
   * @throws EventTooLarge when an event exceeds `maxEventBytes`, before anything is sent, or all of them
   *   together what the store takes at once (1 MiB in EventStoreDB); nothing was written.
   * @throws EventStoreUnavailable when the store cannot be reached; nothing was written, or, where that
   *   could not be found out, `unknownOutcome` is true and the same append may be repeated safely.
   */
  append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    commandId: string,
  ): Promise<AppendResult>;

  /**
   * The events of `stream` in order, from revision `from` (default 0), at most `limit`. An unknown stream
   * has none. MUST include every append that was answered before the call.
   */
  read(stream: StreamName, from?: number, limit?: number): Promise<readonly StoredEvent[]>;

  /**
   * At most `limit` events after `after`, in log order, passing `filter`. Fewer than `limit` means that the
   * end was reached, as of the call.
   */
  readAll(after: Position, limit: number, filter?: LogFilter): Promise<readonly StoredEvent[]>;

  /** The position of the last event; `BEGINNING` for an empty log. */
  head(): Promise<Position>;

  /**
   * Delivers every event after `after` that passes `filter`, exactly once, in log order, in batches as they
   * come, for as long as it is open. A batch is delivered when the last one's handler has settled. A handler
   * that throws ends the subscription with that error.
   */
  subscribe(
    after: Position,
    handler: (batch: readonly StoredEvent[]) => Promise<void>,
    filter?: LogFilter,
  ): Subscription;

  /** Largest `data` plus `metadata` of one event, as `payloadBytes` measures it. */
  readonly maxEventBytes: number;

  close(): Promise<void>;
}

export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
  readonly type: string;
  readonly bytes: number;
  readonly limit: number;
  constructor(type: string, bytes: number, limit: number) {
    super(`An event ${type} of ${bytes} bytes exceeds the limit of ${limit}`);
    this.type = type;
    this.bytes = bytes;
    this.limit = limit;
  }
}

export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
  readonly unknownOutcome: boolean;
  constructor(cause: unknown, unknownOutcome = false) {
    super('The event store cannot be reached', { cause });
    this.unknownOutcome = unknownOutcome;
  }
}
