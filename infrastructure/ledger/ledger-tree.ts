import type { Position } from '../../domain/event.ts';
import {
  append,
  EMPTY_FRONTIER,
  type Frontier,
  restoredFrontier,
  rootOf,
} from '../../domain/ledger/frontier.ts';
import { HASH_BYTES, joined } from '../../domain/ledger/merkle-tree.ts';
import { completeSubtrees, type Subtree, type SubtreeHash } from '../../domain/ledger/subtrees.ts';
import { hashInTile, TILE_WIDTH, tileOf } from '../../domain/ledger/tiles.ts';
import type { LedgerTables, StoredTile, TilePlace } from './ledger-tables.ts';
import type { LogStretch } from './log-walk.ts';

/** Tiles are missing, or too short for the size that they are said to have. The log may be as it should be. */
export class TilesDamaged extends Error {
  override readonly name = 'TilesDamaged';
}

interface GrowingTile extends TilePlace {
  readonly bytes: Uint8Array;
  width: number;
  readonly after: Position | null;
}

const keyOf = ({ level, index }: TilePlace): string => `${level}/${index}`;

/** Tiles as they come into being from leaves that are appended. */
export class GrowingTiles {
  readonly #tiles = new Map<string, GrowingTile>();
  #frontier: Frontier = EMPTY_FRONTIER;

  /** Goes on from a tree of that frontier; `partial` are its tiles that are not full. */
  continue(frontier: Frontier, partial: readonly StoredTile[]): void {
    this.#frontier = frontier;
    for (const { level, index, hashes, after } of partial) {
      const bytes = new Uint8Array(TILE_WIDTH * HASH_BYTES);
      bytes.set(hashes);
      const tile = { level, index, bytes, width: hashes.length / HASH_BYTES, after };
      this.#tiles.set(keyOf(tile), tile);
    }
  }

  get size(): number {
    return this.#frontier.size;
  }

  get root(): Uint8Array {
    return rootOf(this.#frontier);
  }

  append({ after, leaves }: LogStretch): void {
    const hashes = leaves.map(({ hash }) => hash);
    this.#frontier = append(this.#frontier, hashes, ({ level, index }, hash) => {
      if (level % 8 === 0) this.#place(level / 8, index, hash, level === 0 ? after : null);
    });
  }

  #place(level: number, entry: number, hash: Uint8Array, after: Position | null): void {
    const at = entry % TILE_WIDTH;
    const place = { level, index: (entry - at) / TILE_WIDTH };
    let tile = this.#tiles.get(keyOf(place));
    if (!tile) {
      tile = { ...place, bytes: new Uint8Array(TILE_WIDTH * HASH_BYTES), width: 0, after };
      this.#tiles.set(keyOf(place), tile);
    }
    tile.bytes.set(hash, at * HASH_BYTES);
    tile.width = at + 1;
  }

  tile(place: TilePlace): StoredTile | undefined {
    const tile = this.#tiles.get(keyOf(place));
    return tile && stored(tile);
  }

  all(): readonly StoredTile[] {
    return [...this.#tiles.values()].map(stored);
  }

  /** Those that are full, which nothing will change any more; they are given up. */
  takeFull(): readonly StoredTile[] {
    const full = [...this.#tiles.values()].filter(({ width }) => width === TILE_WIDTH);
    for (const tile of full) this.#tiles.delete(keyOf(tile));
    return full.map(stored);
  }
}

const stored = ({ level, index, bytes, width, after }: GrowingTile): StoredTile => ({
  level,
  index,
  hashes: bytes.subarray(0, width * HASH_BYTES),
  after,
});

/** How many hashes of a tree of that size are in the tile. */
export const widthAt = ({ level, index }: TilePlace, size: number): number =>
  Math.max(0, Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH));

/** The tiles of a tree of that size that have room for more. */
const partialPlaces = (size: number): readonly TilePlace[] => {
  const places: TilePlace[] = [];
  for (let level = 0; size >= TILE_WIDTH ** level; level += 1) {
    const hashes = Math.floor(size / TILE_WIDTH ** level);
    if (hashes % TILE_WIDTH !== 0) places.push({ level, index: Math.floor(hashes / TILE_WIDTH) });
  }
  return places;
};

/** The ledger's tree: the stored tiles, and the leaves that were appended to it and are not stored yet. */
export class LedgerTree {
  readonly #tables: LedgerTables;
  readonly #grown = new GrowingTiles();
  /** Of the stored tiles. */
  readonly storedSize: number;

  private constructor(tables: LedgerTables, size: number) {
    this.#tables = tables;
    this.storedSize = size;
  }

  /** The tree of the first `size` leaves of the stored tiles. @throws TilesDamaged */
  static async open(tables: LedgerTables, size: number): Promise<LedgerTree> {
    const tree = new LedgerTree(tables, size);
    const subtrees = completeSubtrees(0, size);
    const hashOf = await tree.hashesOf(subtrees);
    const partial = await tables.tiles(partialPlaces(size));
    if (partial.length < partialPlaces(size).length) throw new TilesDamaged('A tile is missing');
    tree.#grown.continue(
      restoredFrontier(size, subtrees.map(hashOf)),
      partial.map((tile) => ({ ...tile, hashes: tile.hashes.subarray(0, widthAt(tile, size) * HASH_BYTES) })),
    );
    return tree;
  }

  get size(): number {
    return this.#grown.size;
  }

  get root(): Uint8Array {
    return this.#grown.root;
  }

  /** The root when the tree had so many leaves. @throws TilesDamaged */
  async rootAt(size: number): Promise<Uint8Array> {
    if (size === this.size) return this.root;
    const subtrees = completeSubtrees(0, size);
    return joined(subtrees.map(await this.hashesOf(subtrees)));
  }

  append(stretch: LogStretch): void {
    this.#grown.append(stretch);
  }

  /** The tiles that are to be stored: those that have grown, and the partial ones they grew from. */
  grown(): readonly StoredTile[] {
    return this.#grown.all();
  }

  /** The hashes of these subtrees, fetched in one go. @throws TilesDamaged, also when one of them is asked for. */
  async hashesOf(subtrees: readonly Subtree[]): Promise<SubtreeHash> {
    const places = new Map<string, TilePlace>();
    for (const subtree of subtrees) {
      const { level, index } = tileOf(subtree, Number.MAX_SAFE_INTEGER);
      const place = { level: Number(level), index };
      places.set(keyOf(place), place);
    }
    const tiles = new Map<string, Uint8Array>();
    const missing: TilePlace[] = [];
    for (const [key, place] of places) {
      const tile = this.#grown.tile(place);
      if (tile) tiles.set(key, tile.hashes);
      else missing.push(place);
    }
    for (const tile of await this.#tables.tiles(missing)) tiles.set(keyOf(tile), tile.hashes);
    return (subtree) => {
      const { level, index } = tileOf(subtree, Number.MAX_SAFE_INTEGER);
      const tile = tiles.get(keyOf({ level: Number(level), index }));
      const enough = tile && tile.length % HASH_BYTES === 0;
      try {
        if (enough) return hashInTile(subtree, tile);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
      throw new TilesDamaged(`Tile ${level}/${index} is missing or too short`);
    };
  }
}
