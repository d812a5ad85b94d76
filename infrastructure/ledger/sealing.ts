import type { EventStore } from '../../application/ports/event-store.ts';
import { BEGINNING } from '../../domain/event.ts';
import { sameBytes } from '../../domain/ledger/bytes.ts';
import { HASH_BYTES } from '../../domain/ledger/merkle-tree.ts';
import { TILE_WIDTH } from '../../domain/ledger/tiles.ts';
import type { KeyHistory } from './key-history.ts';
import { LedgerMismatch } from './ledger-problem.ts';
import type { LedgerTables, StoredCheckpoint } from './ledger-tables.ts';
import { LedgerTree } from './ledger-tree.ts';
import { walkLog } from './log-walk.ts';
import { signCheckpoint } from './sign-checkpoint.ts';
import { logAt, type SignedSize, signedBy, signedSizeOf } from './signed-size.ts';
import type { SignerSource } from './signers/signer-source.ts';
import { UnlikeTiles } from './sweep.ts';

/** So many events go into the tiles in one transaction, at most. */
const MOST_EVENTS = 65_536;

export interface Sealing {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly tables: LedgerTables;
  readonly signers: SignerSource;
  readonly history: KeyHistory;
  readonly now: () => string;
}

/** What is not covered by tiles yet, put into a tree, not stored. */
export interface Extended {
  /** Another process has sealed since the keys were read: what it sealed may tell of another. */
  readonly isOvertaken: boolean;
  readonly tree: LedgerTree;
  /** There may be more events than went in. */
  readonly isAll: boolean;
}

/**
 * Reads on from where the stored tiles end. The events of the last tile are read with them and held against it, so a
 * log that lost its end is noticed whatever was added to it since.
 *
 * @throws UnlikeTiles, TilesDamaged
 */
export const extend = async ({
  store,
  tables,
  history,
}: Pick<Sealing, 'store' | 'tables' | 'history'>): Promise<Extended> => {
  const size = await tables.size();
  const tree = await LedgerTree.open(tables, size);
  if (history.size !== size) return { tree, isAll: false, isOvertaken: true };
  const lastTile = size === 0 ? undefined : Math.floor((size - 1) / TILE_WIDTH);
  const [last] = lastTile === undefined ? [] : await tables.tiles([{ level: 0, index: lastTile }]);
  const place = { index: (last?.index ?? 0) * TILE_WIDTH, after: last?.after ?? BEGINNING };
  let seen = place.index;
  for await (const { after, leaves } of walkLog(store, place)) {
    const known = leaves.filter(({ index }) => index < size);
    const isLike = known.every(({ hash, index }) => {
      const at = (index % TILE_WIDTH) * HASH_BYTES;
      return last !== undefined && sameBytes(hash, last.hashes.subarray(at, at + HASH_BYTES));
    });
    if (!isLike) throw new UnlikeTiles('The last events that were sealed');
    seen += leaves.length;
    const added = leaves.slice(known.length);
    tree.append({ after, leaves: added });
    for (const leaf of added) history.take(leaf);
    if (tree.size - size >= MOST_EVENTS) return { tree, isAll: false, isOvertaken: false };
  }
  if (seen < size) throw new UnlikeTiles('The log ends before what was sealed');
  return { tree, isAll: true, isOvertaken: false };
};

/** Whether the tree is still that of which this was signed. @throws TilesDamaged */
const continues = async (tree: LedgerTree, { size, root }: SignedSize): Promise<boolean> =>
  size <= tree.size && sameBytes(await tree.rootAt(size), root);

/** @throws LedgerMismatch, TilesDamaged */
const expectContinued = async (tree: LedgerTree, signed: readonly SignedSize[]): Promise<void> => {
  for (const each of signed) {
    if (await continues(tree, each)) continue;
    throw new LedgerMismatch({
      code: each.size > tree.size ? 'LEDGER_ROLLED_BACK' : 'LEDGER_REWRITTEN',
      signed: signedBy(each),
      actual: logAt(tree.size, tree.root),
    });
  }
};

/**
 * Covers what the log has more by a checkpoint: nothing is signed that is not a continuation of everything in `signed`,
 * and no leaf that was not made from stored bytes. Of very much only the first 65,536 events go into the tiles, and
 * nothing is signed yet: the key that is to sign may be introduced further on.
 *
 * @returns the checkpoint; `nothing` where there is nothing new; `partly` where there is more; `overtaken` when another
 *   process sealed meanwhile.
 * @throws LedgerMismatch, UnlikeTiles, TilesDamaged
 */
export const seal = async (
  sealing: Sealing,
  signed: readonly SignedSize[],
): Promise<StoredCheckpoint | 'nothing' | 'partly' | 'overtaken'> => {
  const { tables } = sealing;
  const latest = await tables.latestCheckpoint();
  const { tree, isAll, isOvertaken } = await extend(sealing);
  if (isOvertaken) return 'overtaken';
  await expectContinued(tree, [...signed, ...(latest ? [signedSizeOf(latest.note, 'checkpoint')] : [])]);
  if (tree.size === (latest?.size ?? 0)) return 'nothing';
  const growth = { from: tree.storedSize, to: tree.size, tiles: tree.grown() };
  if (!isAll) return (await tables.grow(growth)) ? 'partly' : 'overtaken';
  const checkpoint = await checkpointOf(tree, sealing);
  return (await tables.grow({ ...growth, checkpoint })) ? { ...checkpoint, timestamp: null } : 'overtaken';
};

/** @throws LedgerMismatch where this process does not have the key that is in force */
const checkpointOf = async (
  { size, root }: LedgerTree,
  { history, signers, now }: Sealing,
): Promise<Omit<StoredCheckpoint, 'timestamp'>> => {
  const key = history.keyAt(size)?.verifierKey;
  const signer = key && (await signers.of(key));
  if (!signer || history.origin === undefined) {
    throw new LedgerMismatch({ code: 'LEDGER_KEY_MISSING', ...(key && { subject: key }) });
  }
  const note = await signCheckpoint({ origin: history.origin, size, root, extensions: [] }, signer);
  return { size, root, note, signedAt: now() };
};
