import type { StoredEvent } from '../../application/ports/event-store.ts';
import { utf8 } from '../../domain/ledger/bytes.ts';
import { ledgerEntry, ledgerLeaf } from '../../domain/ledger/leaf.ts';

/** The leaf of a stored event that is at `index` of the log, 32 bytes. */
export const leafOf = (index: number, event: StoredEvent): Uint8Array => ledgerLeaf(index, event);

/** The entry that the leaf is the hash of. */
export const entryOf = (index: number, event: StoredEvent): Uint8Array => utf8(ledgerEntry(index, event));
