import type { EventStore } from '../../application/ports/event-store.ts';
import { BEGINNING, type Position } from '../../domain/event.ts';
import { concat, sameBytes } from '../../domain/ledger/bytes.ts';
import { HASH_BYTES } from '../../domain/ledger/merkle-tree.ts';
import { TILE_WIDTH } from '../../domain/ledger/tiles.ts';
import { firstBadPlace } from './diagnosis.ts';
import { KeyHistory } from './key-history.ts';
import type { BadPlace, LedgerProblem } from './ledger-problem.ts';
import type { LedgerTables, StoredTile } from './ledger-tables.ts';
import { cut, GrowingTiles, widthAt } from './ledger-tree.ts';
import { walkLog } from './log-walk.ts';
import { logAt, type SignedSize } from './signed-size.ts';
import { SignedSoFar } from './signed-so-far.ts';

export interface AuditOptions {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly tables: LedgerTables;
  /** What the log must extend, the smallest size first. */
  readonly signed: Iterable<SignedSize> | AsyncIterable<SignedSize>;
  /** Told of every tile: how many events have been read. */
  readonly onProgress?: (events: number) => void;
}

export interface Audit {
  readonly size: number;
  readonly root: Uint8Array;
  readonly history: KeyHistory;
  /** How much of what was signed was held against the log. */
  readonly signed: number;
  /** The first one is what to look at. None: the log is what was signed, and the tiles are its. */
  readonly problems: readonly LedgerProblem[];
}

/** The first stored tile that differs from what the log makes, and what is needed to say more of it. */
interface TileDifference {
  readonly level: number;
  readonly index: number;
  /** Index of the first leaf that is under it. */
  readonly leaf: number;
  readonly after: Position;
}

/**
 * Reads the whole log anew and believes nothing that is stored but the bytes of its events: every leaf and every
 * hash over them is made again and held against the tiles, and the root at each signed size against what was
 * signed, and by which key. Memory does not grow with the log.
 */
export const audit = async (options: AuditOptions): Promise<Audit> => {
  const { store, tables, onProgress = () => undefined } = options;
  const storedSize = await tables.size();
  const history = new KeyHistory();
  const tiles = new GrowingTiles();
  const signed = new SignedSoFar(options.signed, history);
  let difference: TileDifference | undefined;

  const compare = async (made: readonly StoredTile[], after: Position): Promise<void> => {
    if (difference || made.length === 0) return;
    const stored = new Map((await tables.tiles(made)).map((tile) => [`${tile.level}/${tile.index}`, tile]));
    for (const tile of made.toSorted((one, other) => one.level - other.level)) {
      const leaf = differingLeaf(tile, stored.get(`${tile.level}/${tile.index}`), storedSize);
      if (leaf === undefined || (difference && difference.leaf <= leaf)) continue;
      difference = { level: tile.level, index: tile.index, leaf, after };
    }
  };

  await signed.reached(0, tiles.root);
  let lastTile = BEGINNING;
  for await (const { after, leaves } of walkLog(store)) {
    const first = tiles.size;
    for (let done = 0; done < leaves.length; ) {
      const end = Math.min((await signed.nextSize()) - first, leaves.length);
      const part = leaves.slice(done, end);
      for (const leaf of part) history.take(leaf);
      tiles.append({ after, leaves: part });
      await signed.reached(tiles.size, tiles.root);
      done = end;
    }
    lastTile = after;
    await compare(tiles.takeFull(), after);
    onProgress(tiles.size);
  }
  const { size, root } = tiles;
  await compare(tiles.all(), lastTile);
  await signed.ended(size, root);
  if (!difference && size < storedSize) {
    difference = {
      level: 0,
      index: Math.floor(Math.max(size - 1, 0) / TILE_WIDTH),
      leaf: size,
      after: lastTile,
    };
  }

  const first = difference && (await badPlace(difference, options, storedSize));
  const problems = signed.problems(first);
  // With the log as it was signed, it is the tiles that are wrong; else they witness against the log.
  if (problems.length === 0 && (difference || size < storedSize)) {
    problems.push({
      code: size < storedSize ? 'LEDGER_ROLLED_BACK' : 'LEDGER_TILES_DAMAGED',
      actual: logAt(size, root),
      ...(difference && { subject: `${difference.level}/${difference.index}` }),
      ...(first && { first }),
    });
  }
  return { size, root, history, signed: signed.count, problems };
};

/**
 * The first leaf that is under a hash in which the two differ, as far as the stored tree reaches; the tile's first where
 * its hashes are as they should be, and what is kept beside them is not.
 */
const differingLeaf = (
  made: StoredTile,
  stored: StoredTile | undefined,
  storedSize: number,
): number | undefined => {
  const width = Math.min(widthAt(made, storedSize), made.hashes.length / HASH_BYTES);
  const leafOfEntry = (at: number): number => (made.index * TILE_WIDTH + at) * TILE_WIDTH ** made.level;
  for (let at = 0; at < width; at += 1) {
    const [from, to] = [at * HASH_BYTES, (at + 1) * HASH_BYTES];
    const other = stored?.hashes.subarray(from, to) ?? new Uint8Array();
    if (!sameBytes(made.hashes.subarray(from, to), other)) return leafOfEntry(at);
  }
  if (width === 0 || !stored) return undefined;
  const [wanted, found] = [cut(made, width), cut(stored, width)];
  const same =
    found.after === wanted.after &&
    sameBytes(found.nodes, wanted.nodes) &&
    found.positions.join() === wanted.positions.join();
  return same ? undefined : leafOfEntry(0);
};

const badPlace = async (
  { level, index, after }: TileDifference,
  { store, tables }: AuditOptions,
  storedSize: number,
): Promise<BadPlace | undefined> => {
  if (level > 0) return undefined;
  const places = [index, index + 1].map((each) => ({ level: 0, index: each }));
  const stored = (await tables.tiles(places)).toSorted((one, other) => one.index - other.index);
  if (stored[0]?.index !== index) return undefined;
  const hashes = concat(
    ...stored.map((tile) => tile.hashes.subarray(0, widthAt(tile, storedSize) * HASH_BYTES)),
  );
  return firstBadPlace(store, { first: index * TILE_WIDTH, hashes, after });
};
