import { leafHash } from './merkle-tree.ts';

/**
 * An event as the log keeps it. `data` and `metadata` are its stored canonical JSON (RFC 8785). In `metadata`
 * is the salt, 16 random bytes: whoever is shown no more of an event than its leaf hash cannot find out the
 * event by trying.
 */
export interface LedgerEvent {
  readonly id: string;
  readonly stream: string;
  /** Place in its stream, from 0. */
  readonly revision: number;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/**
 * The entry of the ledger for an event: the canonical JSON (RFC 8785) of
 * `{ data, id, index, metadata, revision, stream, type }`, where `index` is the event's place in the whole log,
 * from 0, and `data` and `metadata` are values, not text in text. It is put together without reading them.
 *
 * A store's own position is not in it, so that the same log has the same ledger in any store.
 */
export const ledgerEntry = (
  index: number,
  { id, stream, revision, type, data, metadata }: LedgerEvent,
): string =>
  // The keys are in the order of RFC 8785 §3.2.3, and JSON.stringify writes strings and integers as §3.2.2 wants.
  `{"data":${data},"id":${JSON.stringify(id)},"index":${index},"metadata":${metadata},"revision":${revision},"stream":${JSON.stringify(stream)},"type":${JSON.stringify(type)}}`;

/** The leaf of an event, 32 bytes; all that is shown of it when it is withheld. */
export const ledgerLeaf = (index: number, event: LedgerEvent): Uint8Array =>
  leafHash(ledgerEntry(index, event));
