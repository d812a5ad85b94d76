import { concat } from './bytes.ts';
import { append, EMPTY_FRONTIER } from './frontier.ts';
import { Malformed } from './malformed.ts';
import { HASH_BYTES } from './merkle-tree.ts';
import type { Subtree } from './subtrees.ts';

/** The files that a log is served as: c2sp.org/tlog-tiles. */

/** How many hashes or entries a full tile has. */
export const TILE_WIDTH = 256;
/** How many levels of the tree one level of tiles spans. */
export const TILE_HEIGHT = 8;

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

/** How many bits are set. */
const ones = (value: number): number => {
  let count = 0;
  for (let rest = value; rest > 0; rest >>= 1) count += rest & 1;
  return count;
};

/**
 * How many hashes lie between a tile's own and the one over all of them, which is the next level's: those of the
 * subtrees that the first `width` of the tile's hashes complete.
 */
export const nodesWithin = (width: number): number => width - ones(width) - (width === TILE_WIDTH ? 1 : 0);

/** A hash's place: in the tile's own hashes, or among the nodes over them; `at` counts hashes, from 0. */
export interface PlaceInTile {
  readonly level: number;
  readonly index: number;
  readonly part: 'hashes' | 'nodes';
  readonly at: number;
}

/**
 * Where a subtree's hash is kept, so that it is read and not made. The nodes of a tile are in the order in which its hashes
 * complete them, so a tile that grows only gets more of them.
 */
export const placeOf = (subtree: Subtree): PlaceInTile => {
  const level = Math.floor(subtree.level / TILE_HEIGHT);
  const height = subtree.level % TILE_HEIGHT;
  const count = 2 ** height;
  const index = Math.floor((subtree.index * count) / TILE_WIDTH);
  const last = (subtree.index + 1) * count - 1 - index * TILE_WIDTH;
  if (height === 0) return { level, index, part: 'hashes', at: last };
  // Before its last hash so many nodes were complete; with that hash those below it become so, and then it.
  return { level, index, part: 'nodes', at: last - ones(last) + height - 1 };
};

/** The nodes over a tile's hashes, all of them, one after the other in the order of `placeOf`. */
export const nodesOver = (hashes: Uint8Array): Uint8Array => {
  const width = hashes.length / HASH_BYTES;
  const nodes: Uint8Array[] = [];
  const leaves = Array.from({ length: width }, (_, at) =>
    hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
  append(EMPTY_FRONTIER, leaves, ({ level }, hash) => {
    if (level > 0 && level < TILE_HEIGHT) nodes.push(hash);
  });
  return concat(...nodes);
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
