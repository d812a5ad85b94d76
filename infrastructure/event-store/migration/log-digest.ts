import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../../application/ports/event-store.ts';

/** What two logs must agree on. Positions are not among it: each store has its own. */
export interface LogSummary {
  readonly events: number;
  readonly streams: number;
  /** See `LogDigest`. */
  readonly sha256: string;
}

/**
 * A hash over a whole log, in its order. With `h` 32 zero bytes to begin with, each event makes
 *
 *     h = SHA-256(h ‖ header ‖ data ‖ metadata)
 *
 * where `header` is UTF-8 JSON, ended by a line feed:
 * `[stream, revision, id, type, length of data, length of metadata]`. The lengths make it certain where one
 * field ends and the next begins.
 */
export class LogDigest {
  #hash: Buffer = Buffer.alloc(32);
  #events = 0;
  #streams = 0;

  add({ stream, revision, id, type, data, metadata }: StoredEvent): void {
    const header = `${JSON.stringify([stream, revision, id, type, data.length, metadata.length])}\n`;
    this.#hash = createHash('sha256')
      .update(this.#hash)
      .update(header)
      .update(data)
      .update(metadata)
      .digest();
    this.#events += 1;
    if (revision === 0) this.#streams += 1;
  }

  get events(): number {
    return this.#events;
  }

  summary(): LogSummary {
    return { events: this.#events, streams: this.#streams, sha256: this.#hash.toString('hex') };
  }
}

/** The first thing in which two events differ; `undefined` when they are the same in all that a migration keeps. */
export const differenceOf = (one: StoredEvent, other: StoredEvent): string | undefined => {
  for (const field of ['stream', 'revision', 'id', 'type'] as const) {
    if (one[field] !== other[field]) return field;
  }
  for (const field of ['data', 'metadata'] as const) {
    if (!one[field].equals(other[field])) return field;
  }
  return undefined;
};
