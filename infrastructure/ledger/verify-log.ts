import { decode } from '../../application/event-codec.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { LEDGER_STREAM } from '../../domain/ledger-keys/ledger-keys.ts';
import type { Anchor } from './anchor.ts';
import { type Audit, audit } from './audit.ts';
import type { LedgerTables } from './ledger-tables.ts';
import { type SignedSize, signedSizeOf } from './signed-size.ts';

const PAGE = 1_000;

/** Everything that was ever signed of the log: what is stored, what is outside of the database, what keys said last. */
async function* everythingSigned(
  tables: LedgerTables,
  others: readonly SignedSize[],
): AsyncGenerator<SignedSize> {
  const rest = others.toSorted((one, other) => one.size - other.size);
  for (let after = -1; ; ) {
    const page = await tables.checkpointsAfter(after, PAGE);
    for (const checkpoint of page) {
      while (rest[0] && rest[0].size <= checkpoint.size) yield rest.shift() as SignedSize;
      yield { ...checkpoint, source: 'checkpoint' };
    }
    after = page.at(-1)?.size ?? after;
    if (page.length < PAGE) break;
  }
  yield* rest;
}

const lastWords = async (store: Pick<EventStore, 'read'>): Promise<readonly SignedSize[]> =>
  (await store.read(LEDGER_STREAM)).flatMap((stored) => {
    const event = decode(stored);
    return event.type === 'SigningKeyRotated' ? [signedSizeOf(event.data.lastWord, 'last word')] : [];
  });

/**
 * Reads the whole log anew, and all that was ever signed of it. `others`: checkpoints that somebody kept.
 *
 * @throws Malformed when the checkpoint outside of the database is no signed note.
 */
export const verifyLog = async (
  store: Pick<EventStore, 'read' | 'readAll'>,
  tables: LedgerTables,
  anchor: Anchor,
  others: readonly SignedSize[] = [],
  onProgress?: (events: number) => void,
): Promise<Audit> => {
  const note = await anchor.read();
  const signed = everythingSigned(tables, [
    ...others,
    ...(note ? [signedSizeOf(note, 'anchor')] : []),
    ...(await lastWords(store)),
  ]);
  return audit({ store, tables, signed, ...(onProgress && { onProgress }) });
};
