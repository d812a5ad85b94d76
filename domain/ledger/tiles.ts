import { concat } from './bytes.ts';
import { rootOfLeaves } from './frontier.ts';
import { Malformed } from './malformed.ts';
import { HASH_BYTES } from './merkle-tree.ts';
import type { Subtree } from './subtrees.ts';

/** The files that a log is served as: c2sp.org/tlog-tiles. */

/** How many hashes or entries a full tile has. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/**
 * Tile `index` at `level` has, for i below its width (1 to 256), the hashes of the complete subtrees
 * `{ level: 8 * level, index: 256 * index + i }`.
 */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** Has the entries whose leaves are the tile at level 0 with the same index and width. */
export interface EntryBundle {
  readonly level: 'entries';
  readonly index: number;
  readonly width: number;
}

/** For example `tile/0/x001/234.p/5`. */
export const tilePath = ({ level, index, width }: Tile | EntryBundle): string => {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${padded.replaceAll(/\d{3}(?=\d)/g, 'x$&/')}${partial}`;
};

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/;

/** @throws Malformed when no tile has this path: each has one path only. */
export const parseTilePath = (path: string): Tile | EntryBundle => {
  const [, level = '', index = '', width] = PATH.exec(path) ?? [];
  const tile = {
    level: level === 'entries' ? ('entries' as const) : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const exists =
    (tile.level === 'entries' || tile.level < 64) &&
    Number.isSafeInteger(tile.index) &&
    tile.width > 0 &&
    tile.width <= TILE_WIDTH &&
    tilePath(tile) === path;
  if (!exists) throw new Malformed('tile path', path);
  return tile as Tile | EntryBundle;
};

/** How many hashes the tiles of `level` have together, in a tree of `size` leaves. */
const hashesAt = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

/**
 * The tiles of hashes, from the leaves up, that the tree of `size` leaves has and that of `oldSize` had not:
 * full ones, and at most one partial one at each level. Those at level 0 are its entry bundles, too.
 */
export const tilesAdded = (oldSize: number, size: number): readonly Tile[] => {
  const tiles: Tile[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level += 1) {
    const [old, now] = [hashesAt(level, oldSize), hashesAt(level, size)];
    if (now === old) continue;
    for (let index = Math.floor(old / TILE_WIDTH); index * TILE_WIDTH < now; index += 1) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, now - index * TILE_WIDTH) });
    }
  }
  return tiles;
};

/** The subtrees whose hashes, one after the other, are the tile's bytes. */
export const subtreesOf = ({ level, index, width }: Tile): readonly Subtree[] =>
  Array.from({ length: width }, (_, at) => ({ level: level * TILE_HEIGHT, index: index * TILE_WIDTH + at }));

/** Which of a tile's hashes are a subtree's leaves, or itself. */
const placeInTile = ({ level, index }: Subtree) => {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const count = 2 ** (level % TILE_HEIGHT);
  const tileIndex = Math.floor((index * count) / TILE_WIDTH);
  return { tileLevel, tileIndex, first: index * count - tileIndex * TILE_WIDTH, count };
};

/** The tile that has a subtree's hash, as it is in a tree of `size` leaves. @throws RangeError when not complete. */
export const tileOf = (subtree: Subtree, size: number): Tile => {
  const { tileLevel: level, tileIndex: index, first, count } = placeInTile(subtree);
  const width = Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH);
  if (first + count > width) {
    throw new RangeError(
      `Subtree ${subtree.index} at level ${subtree.level} is not complete at ${size} leaves`,
    );
  }
  return { level, index, width };
};

/** A subtree's hash, out of the bytes of its tile. @throws RangeError when the tile is too short. */
export const hashInTile = (subtree: Subtree, tile: Uint8Array): Uint8Array => {
  const { first, count } = placeInTile(subtree);
  if (tile.length < (first + count) * HASH_BYTES) throw new RangeError('The tile is too short');
  return rootOfLeaves(
    Array.from({ length: count }, (_, at) =>
      tile.subarray((first + at) * HASH_BYTES, (first + at + 1) * HASH_BYTES),
    ),
  );
};

const MAX_ENTRY_BYTES = 0xffff;

/** Entries one after the other, each behind its length as a big-endian uint16. @throws RangeError over 65,535 bytes. */
export const entryBundle = (entries: readonly Uint8Array[]): Uint8Array =>
  concat(
    ...entries.flatMap((entry) => {
      if (entry.length > MAX_ENTRY_BYTES) {
        throw new RangeError(`An entry of ${entry.length} bytes does not fit a bundle`);
      }
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );

/** The `width` entries of a bundle. @throws Malformed when it has fewer, or bytes beyond them. */
export const entriesOf = (bundle: Uint8Array, width: number): readonly Uint8Array[] => {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < width) {
    const start = at + 2;
    if (start > bundle.length) throw new Malformed('entry bundle', 'too-short');
    at = start + view.getUint16(at);
    if (at > bundle.length) throw new Malformed('entry bundle', 'too-short');
    entries.push(bundle.subarray(start, at));
  }
  if (at !== bundle.length) throw new Malformed('entry bundle', 'too-long');
  return entries;
};
