import { randomUUID } from 'node:crypto';
import {
  AccessDeniedError,
  type AllStreamResolvedEvent,
  type AppendToStreamOptions,
  BACKWARDS,
  END,
  type EventData,
  FORWARDS,
  MaxAppendSizeExceededError,
  NO_STREAM,
  type ReadStreamOptions,
  type ResolvedEvent,
  StreamNotFoundError,
  streamNameFilter,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { Logger } from 'pino';
import {
  type AppendResult,
  type EventStore,
  EventStoreUnavailable,
  EventTooLarge,
  type ExpectedRevision,
  type LogFilter,
  type NewEvent,
  payloadBytes,
  type StoredEvent,
  type Subscription,
} from '../../../application/ports/event-store.ts';
import { BEGINNING, type Position, type StreamName } from '../../../domain/event.ts';
import type { LogWaker } from '../log-source.ts';
import { type AppendRequest, firstRevision, outcomeOf } from './append-outcome.ts';
import { backOff } from './backoff.ts';
import { callFailure } from './call-failure.ts';
import { CallLimiter } from './call-limiter.ts';
import { prefixesOf } from './categories.ts';
import { collect } from './collect.ts';
import { LogTail } from './log-tail.ts';
import { fromPosition } from './position.ts';
import { subscribeForGood } from './resilient-subscription.ts';
import type { StoreClient } from './store-client.ts';
import { TruncatedStream } from './truncated-stream.ts';
import { fromWire, type StampedEvent, toWire } from './wire-event.ts';

/** Of the server's 100 streams per connection, with room left for subscriptions. */
const CALLS_AT_ONCE = 64;
const CALLS_WAITING = 20_000;

/** As in PostgreSQL, so that a log can move there; the rest of `MAX_APPEND_BYTES` is for the type and the stamp. */
const MAX_EVENT_BYTES = 1_000_000;
/** The server's MaxAppendSize where nobody set another: 1 MiB for all events of an append together. */
const MAX_APPEND_BYTES = 1_048_576;

/** Events that are kept ready for a slow handler, before its connection is left to fill up. */
const SUBSCRIPTION_BUFFER = 256;

const ATTEMPTS = 5;
const READ_BACKS = 6;
const FIRST_RETRY_MS = 40;
const LAST_RETRY_MS = 800;

export interface EventStoreDbOptions {
  /** After how long without an answer a read is given up. */
  readonly patienceMs?: number;
  /** After how long without a sign of life a subscription is doubted. */
  readonly silenceMs?: number;
}

/** The log in EventStoreDB or KurrentDB. See `EventStore` for what it promises, and docs/adr/0010 for how. */
export class EventStoreDbEventStore implements EventStore, LogWaker {
  readonly maxEventBytes = MAX_EVENT_BYTES;
  readonly #client: StoreClient;
  readonly #log: Logger;
  readonly #patienceMs: number;
  readonly #silenceMs: number;
  readonly #calls = new CallLimiter(CALLS_AT_ONCE, CALLS_WAITING);
  readonly #subscriptions = new Set<Subscription>();
  #closed = false;
  readonly #tail = new LogTail((wake) =>
    this.#follow(
      () => this.head(),
      async () => wake(),
    ),
  );

  /** The client becomes the store's to end. */
  constructor(client: StoreClient, log: Logger, options: EventStoreDbOptions = {}) {
    this.#client = client;
    this.#log = log;
    this.#patienceMs = options.patienceMs ?? 10_000;
    this.#silenceMs = options.silenceMs ?? 15_000;
  }

  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    commandId: string,
  ): Promise<AppendResult> {
    const request: AppendRequest = { stream, expected, events, commandId, attempt: randomUUID() };
    const sent = this.#toSend(request);
    for (let attempt = 1; ; attempt += 1) {
      let revision: bigint;
      try {
        revision = await this.#calls.run(() => this.#send(request, sent));
      } catch (error) {
        const result = await this.#failed(request, error, attempt);
        if (result) return result;
        continue;
      }
      this.#tail.wake();
      return this.#confirmed(request, Number(revision));
    }
  }

  async read(stream: StreamName, from = 0, limit?: number): Promise<readonly StoredEvent[]> {
    return (await this.#readStream(stream, from, limit)).map(({ stored }) => stored);
  }

  async readAll(after: Position, limit: number, filter?: LogFilter): Promise<readonly StoredEvent[]> {
    // The server begins with the event at the position itself, if that passes the filter.
    const count = after === BEGINNING ? limit : limit + 1;
    const records = await this.#reading(() =>
      this.#client.readAllFiltered(
        fromPosition(after),
        count,
        FORWARDS,
        prefixesOf(filter),
        this.#patienceMs,
      ),
    );
    return records
      .map((record) => fromWire(record).stored)
      .filter(({ position }) => position > after)
      .slice(0, limit);
  }

  async head(): Promise<Position> {
    const [last] = await this.#reading(() =>
      this.#client.readAllFiltered(END, 1, BACKWARDS, prefixesOf(undefined), this.#patienceMs),
    );
    return last ? fromWire(last).stored.position : BEGINNING;
  }

  subscribe(
    after: Position,
    handler: (batch: readonly StoredEvent[]) => Promise<void>,
    filter?: LogFilter,
  ): Subscription {
    fromPosition(after);
    return this.#follow(async () => after, handler, filter);
  }

  onAppend(waker: () => void): () => void {
    return this.#tail.add(waker);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#tail.close();
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    await this.#client.end();
  }

  /** The events as they go over the wire. @throws EventTooLarge */
  #toSend({ events, commandId, attempt }: AppendRequest): EventData[] {
    let bytes = 0;
    const sent: EventData[] = [];
    for (const event of events) {
      const size = payloadBytes(event);
      if (size > MAX_EVENT_BYTES) throw new EventTooLarge(event.type, size, MAX_EVENT_BYTES);
      const wire = toWire(event, { commandId, attempt });
      bytes += wire.bytes;
      sent.push(wire.event);
    }
    if (bytes > MAX_APPEND_BYTES) {
      const types = events.map(({ type }) => type).join(' + ');
      throw new EventTooLarge(types, bytes, MAX_APPEND_BYTES);
    }
    return sent;
  }

  async #send({ stream, expected }: AppendRequest, events: EventData[]): Promise<bigint> {
    const expectedRevision = expected === 'none' ? NO_STREAM : BigInt(expected);
    const options: AppendToStreamOptions = { expectedRevision, requiresLeader: true };
    return (await this.#client.appendToStream(stream, events, options)).nextExpectedRevision;
  }

  /** What a failed call means for the append; `undefined`: it may be sent again. */
  async #failed(request: AppendRequest, error: unknown, attempt: number): Promise<AppendResult | undefined> {
    if (error instanceof EventStoreUnavailable) throw error;
    if (error instanceof WrongExpectedVersionError) {
      const { actualVersion } = error;
      return this.#decided(request, actualVersion === NO_STREAM ? 'none' : Number(actualVersion));
    }
    if (error instanceof MaxAppendSizeExceededError) {
      const { events } = request;
      const bytes = events.reduce((sum, event) => sum + payloadBytes(event), 0);
      throw new EventTooLarge(events.map(({ type }) => type).join(' + '), bytes, error.maxAppendSize);
    }
    const failure = callFailure(error);
    if (failure === 'refused') throw refusal(error);
    if (failure === 'lost') return this.#foundOut(request, error);
    if (attempt === ATTEMPTS) throw new EventStoreUnavailable(error);
    // The client has turned to the leader by then, or to another node.
    await backOff(attempt, FIRST_RETRY_MS, LAST_RETRY_MS);
    return undefined;
  }

  /**
   * The server says “success” also of events whose ids stand in their places already, whatever else is in them
   * (`CheckCommit` in its src/EventStore.Core/Services/Storage/ReaderIndex/IndexWriter.cs), so whose they are is read.
   */
  async #confirmed(request: AppendRequest, revision: number): Promise<AppendResult> {
    const first = firstRevision(request);
    const expected = first + request.events.length - 1;
    // A stream that was deleted begins again where it had ended, at an append that expects none.
    if (revision !== expected) throw new TruncatedStream(request.stream, expected, revision);
    const [last] = await this.#readBack(request.stream, revision, 1);
    if (last?.stamp?.attempt === request.attempt) {
      return { ok: true, position: last.stored.position, revision, repeated: false };
    }
    return this.#decided(request, revision);
  }

  /** What stands in the append's place decides; `actual` is the stream's revision, should another command be there. */
  async #decided(request: AppendRequest, actual: ExpectedRevision): Promise<AppendResult> {
    const { stream, events } = request;
    const found = await this.#readBack(stream, firstRevision(request), events.length + 1);
    const outcome = outcomeOf(request, found);
    return typeof outcome === 'object' ? outcome : { ok: false, conflict: 'wrong-revision', actual };
  }

  /**
   * Reads back what became of an append that was not answered. It is not sent again: it may still be on its way.
   *
   * @throws EventStoreUnavailable of unknown outcome when nothing stands in its place after a while.
   */
  async #foundOut(request: AppendRequest, cause: unknown): Promise<AppendResult> {
    const { stream, events } = request;
    this.#log.info({ err: cause, stream }, 'An append was not answered; what became of it is read');
    for (let attempt = 1; attempt <= READ_BACKS; attempt += 1) {
      const found = await this.#readBack(stream, firstRevision(request), events.length + 1);
      const outcome = outcomeOf(request, found);
      if (typeof outcome === 'object') {
        this.#tail.wake();
        return outcome;
      }
      if (outcome === 'another') {
        return { ok: false, conflict: 'wrong-revision', actual: await this.#revisionOf(stream) };
      }
      await backOff(attempt, FIRST_RETRY_MS, LAST_RETRY_MS);
    }
    throw new EventStoreUnavailable(cause, true);
  }

  /** @throws EventStoreUnavailable of unknown outcome. */
  async #readBack(stream: StreamName, from: number, limit: number): Promise<readonly StampedEvent[]> {
    try {
      return await this.#readStream(stream, from, limit);
    } catch (error) {
      throw error instanceof EventStoreUnavailable ? new EventStoreUnavailable(error.cause, true) : error;
    }
  }

  async #revisionOf(stream: StreamName): Promise<ExpectedRevision> {
    const options: ReadStreamOptions = {
      direction: BACKWARDS,
      fromRevision: END,
      maxCount: 1,
      requiresLeader: true,
    };
    const [last] = await this.#reading(() =>
      collect(this.#client.readStream(stream, options), stampedOf, this.#patienceMs),
    );
    return last ? last.stored.revision : 'none';
  }

  /** @throws TruncatedStream when an event is missing between `from` and what is there. */
  async #readStream(stream: StreamName, from: number, limit?: number): Promise<readonly StampedEvent[]> {
    const options: ReadStreamOptions = {
      direction: FORWARDS,
      fromRevision: BigInt(from),
      requiresLeader: true,
      ...(limit !== undefined && { maxCount: limit }),
    };
    const found = await this.#reading(async () => {
      try {
        return await collect(this.#client.readStream(stream, options), stampedOf, this.#patienceMs);
      } catch (error) {
        if (error instanceof StreamNotFoundError) return undefined;
        throw error;
      }
    });
    if (!found) return [];
    // The server says when there is no such stream; one that is there and has no first event was emptied.
    if (found.length === 0 && from === 0) throw new TruncatedStream(stream, from, undefined);
    for (const [index, { stored }] of found.entries()) {
      if (stored.revision !== from + index) throw new TruncatedStream(stream, from + index, stored.revision);
    }
    return found;
  }

  /** Reads, and once more where that failed for a reason that passes. @throws EventStoreUnavailable */
  async #reading<Result>(call: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await this.#calls.run(call);
        // The client lets a read that it cancels itself, as at its end, pass for one that reached its end.
        if (this.#closed) throw new EventStoreUnavailable(new Error('The event store was closed'));
        return result;
      } catch (error) {
        if (error instanceof EventStoreUnavailable) throw error;
        if (callFailure(error) === 'refused') throw refusal(error);
        if (attempt === ATTEMPTS || this.#closed) throw new EventStoreUnavailable(error);
        this.#log.debug({ err: error, attempt }, 'A read of the event store failed and is tried again');
        await backOff(attempt, FIRST_RETRY_MS, LAST_RETRY_MS);
      }
    }
  }

  #follow(
    start: () => Promise<Position>,
    handler: (batch: readonly StoredEvent[]) => Promise<void>,
    filter?: LogFilter,
  ): Subscription {
    const prefixes = prefixesOf(filter);
    const subscription = subscribeForGood(
      {
        start,
        open: (after, heard) =>
          this.#client.subscribeToAll(
            {
              fromPosition: fromPosition(after),
              filter: streamNameFilter({ prefixes, checkpointReached: heard }),
              requiresLeader: true,
            },
            { highWaterMark: SUBSCRIPTION_BUFFER },
          ),
        decode: (resolved) => stampedOf(resolved)?.stored,
        grown: async (after) => (await this.readAll(after, 1, filter)).length > 0,
        silenceMs: this.#silenceMs,
      },
      handler,
      this.#log,
    );
    this.#subscriptions.add(subscription);
    subscription.closed.catch(() => undefined).finally(() => this.#subscriptions.delete(subscription));
    return subscription;
  }
}

const stampedOf = ({ event }: ResolvedEvent | AllStreamResolvedEvent): StampedEvent | undefined =>
  event &&
  fromWire({
    id: event.id,
    type: event.type,
    stream: event.streamId,
    revision: event.revision,
    position: event.position,
    data: event.isJson ? JSON.stringify(event.data) : Buffer.from(event.data).toString('utf8'),
    metadata: event.metadata,
  });

/** An answer of the server's that trying again does not change, in words that say what to look at. */
const refusal = (error: unknown): unknown =>
  error instanceof AccessDeniedError
    ? new Error('The event store refuses access: see the user of EVENTSTORE_URL and the rights of $all', {
        cause: error,
      })
    : error;
