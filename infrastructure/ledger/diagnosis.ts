import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';
import { sameBytes } from '../../domain/ledger/bytes.ts';
import { HASH_BYTES } from '../../domain/ledger/merkle-tree.ts';
import { leafOf } from './leaf-of-event.ts';
import type { BadPlace, Tampering } from './ledger-problem.ts';

/** So many events are looked through for one that has changed its place. */
const NEARBY = 1_024;

/** Leaves' hashes as they were stored, and the position of the event before the first, as a walk came to it. */
export interface Suspect {
  /** Place in the log of the first. */
  readonly first: number;
  readonly hashes: Uint8Array;
  readonly after: Position;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The first event that is not what was stored of it, and what became of it; `undefined` when all are. */
export const firstBadPlace = async (
  store: Pick<EventStore, 'readAll'>,
  { first, hashes, after }: Suspect,
): Promise<BadPlace | undefined> => {
  const events = await store.readAll(after, NEARBY);
  const storedAt = (at: number): Uint8Array => hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
  const belongs = (event: StoredEvent | undefined, at: number): boolean =>
    event !== undefined && sameBytes(leafOf(first + at, event), storedAt(at));
  const width = hashes.length / HASH_BYTES;
  for (let at = 0; at < width; at += 1) {
    const event = events[at];
    if (belongs(event, at)) continue;
    return {
      index: first + at,
      tampering: tamperingAt(at, events, belongs, width),
      storedHash: hex(storedAt(at)),
      ...(event && { found: seen(event), computedHash: hex(leafOf(first + at, event)) }),
    };
  }
  return undefined;
};

/** A leaf knows its index, so an event that stands elsewhere is known by the hash that it would have in its place. */
const tamperingAt = (
  at: number,
  events: readonly StoredEvent[],
  belongs: (event: StoredEvent | undefined, at: number) => boolean,
  width: number,
): Tampering => {
  const event = events[at];
  if (!event) return 'truncated';
  const standsAt = events.findIndex((other, place) => place > at && belongs(other, at));
  if (standsAt < 0) return at + 1 < width && belongs(event, at + 1) ? 'deleted' : 'changed';
  // What should be here comes next, and what should come next comes after that: something was put before them.
  return standsAt === at + 1 && !belongs(event, at + 1) ? 'inserted' : 'moved';
};

const seen = ({ id, stream, revision, type, position }: StoredEvent): BadPlace['found'] => ({
  id,
  stream,
  revision,
  type,
  position,
});
