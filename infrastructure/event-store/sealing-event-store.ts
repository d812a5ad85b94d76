import { openEvents, sealEvents } from '../../application/personal-data/sealed-events.ts';
import type {
  AppendResult,
  EventStore,
  ExpectedRevision,
  LogFilter,
  NewEvent,
  StoredEvent,
  Subscription,
} from '../../application/ports/event-store.ts';
import type { SubjectKeys } from '../../application/ports/subject-keys.ts';
import type { Position, StreamName } from '../../domain/event.ts';
import { type LogWaker, readAnnounced } from './log-source.ts';

/** A log in which personal data is sealed, as it is read and written by those who need not know. */
export class SealingEventStore implements EventStore, LogWaker {
  readonly #sealed: EventStore & LogWaker;
  readonly #keys: SubjectKeys;

  constructor(sealed: EventStore & LogWaker, keys: SubjectKeys) {
    this.#sealed = sealed;
    this.#keys = keys;
  }

  get maxEventBytes(): number {
    return this.#sealed.maxEventBytes;
  }

  /** @throws SubjectErased, and what the log itself throws. */
  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    commandId: string,
  ): Promise<AppendResult> {
    return this.#sealed.append(stream, expected, await sealEvents(this.#keys, stream, events), commandId);
  }

  async read(stream: StreamName, from?: number, limit?: number): Promise<readonly StoredEvent[]> {
    return openEvents(this.#keys, await this.#sealed.read(stream, from, limit));
  }

  async readAll(after: Position, limit: number, filter?: LogFilter): Promise<readonly StoredEvent[]> {
    return openEvents(this.#keys, await this.#sealed.readAll(after, limit, filter));
  }

  async readAnnounced(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    return openEvents(this.#keys, await readAnnounced(this.#sealed, after, limit));
  }

  head(): Promise<Position> {
    return this.#sealed.head();
  }

  subscribe(
    after: Position,
    handler: (batch: readonly StoredEvent[]) => Promise<void>,
    filter?: LogFilter,
  ): Subscription {
    return this.#sealed.subscribe(
      after,
      async (batch) => handler(await openEvents(this.#keys, batch)),
      filter,
    );
  }

  onAppend(waker: () => void): () => void {
    return this.#sealed.onAppend(waker);
  }

  close(): Promise<void> {
    return this.#sealed.close();
  }
}
