import { createHash, type Hash } from 'node:crypto';
import { canonicalJson } from '../../application/event-codec.ts';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import { BEGINNING, categoryOf, type Position } from '../../domain/event.ts';

const BATCH = 1_000;

/** Every event of the log, a batch at a time. */
export async function* wholeLog(store: Pick<EventStore, 'readAll'>): AsyncGenerator<StoredEvent> {
  for (let after: Position = BEGINNING; ; ) {
    const batch = await store.readAll(after, BATCH);
    yield* batch;
    const last = batch.at(-1);
    if (batch.length < BATCH || !last) return;
    after = last.position;
  }
}

/**
 * A hash of what happened: of every stream its events in their order, the streams by their names; of each event its type, its
 * data and its metadata but for the salt, which is random by design. Who read what is not part of it, nor is the order
 * in which streams that have nothing to do with each other came to the log within one moment.
 */
export class LogDigest {
  readonly #streams = new Map<string, Hash>();

  take({ stream, revision, type, data, metadata }: StoredEvent): void {
    if (categoryOf(stream) === 'reading') return;
    const { salt: _, ...told } = JSON.parse(metadata) as Record<string, unknown>;
    const hash = this.#streams.get(stream) ?? createHash('sha256');
    hash.update(`${canonicalJson([revision, type, JSON.parse(data), told])}\n`);
    this.#streams.set(stream, hash);
  }

  /** Hexadecimal SHA-256. */
  digest(): string {
    const whole = createHash('sha256');
    for (const [stream, hash] of [...this.#streams].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      whole.update(`${stream} ${hash.copy().digest('hex')}\n`);
    }
    return whole.digest('hex');
  }
}
