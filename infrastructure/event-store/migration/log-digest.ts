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
 * where all text is UTF-8, and `header` JSON, ended by a line feed:
 * `[stream, revision, id, type, length of data, length of metadata]`, lengths in bytes. They make it certain where one
 * field ends and the next begins.
 */
export class LogDigest {
  #hash: Buffer = Buffer.alloc(32);
  #events = 0;
  #streams = 0;

  add({ stream, revision, id, type, data, metadata }: StoredEvent): void {
    const header = `${JSON.stringify([stream, revision, id, type, Buffer.byteLength(data), Buffer.byteLength(metadata)])}\n`;
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
  const fields = ['stream', 'revision', 'id', 'type', 'data', 'metadata'] as const;
  return fields.find((field) => one[field] !== other[field]);
};
