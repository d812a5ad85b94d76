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
import { nodesWithin, placeOf, TILE_WIDTH } from '../../domain/ledger/tiles.ts';
import { keyOf, type LedgerTables, type StoredTile, type TilePlace } from './ledger-tables.ts';
import type { LogLeaf, LogStretch } from './log-walk.ts';

/** Tiles are missing, or too short for the size that they are said to have. The log may be as it should be. */
export class TilesDamaged extends Error {
  override readonly name = 'TilesDamaged';
}

interface GrowingTile extends TilePlace {
  readonly hashes: Uint8Array;
  readonly nodes: Uint8Array;
  width: number;
  readonly after: Position | null;
  readonly positions: Position[];
}

/** Tiles as they come into being from leaves that are appended. */
export class GrowingTiles {
  readonly #tiles = new Map<string, GrowingTile>();
  #frontier: Frontier = EMPTY_FRONTIER;

  /** Goes on from a tree of that frontier; `partial` are its tiles that are not full. */
  continue(frontier: Frontier, partial: readonly StoredTile[]): void {
    this.#frontier = frontier;
    for (const { hashes, nodes, after, positions, ...place } of partial) {
      const tile = this.#tileAt(place, after);
      tile.hashes.set(hashes);
      tile.nodes.set(nodes);
      tile.positions.push(...positions);
      tile.width = hashes.length / HASH_BYTES;
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
    let leaf = 0;
    this.#frontier = append(this.#frontier, hashes, (subtree, hash) => {
      const { part, at, ...place } = placeOf(subtree);
      const tile = this.#tileAt(place, subtree.level === 0 ? after : null);
      tile[part].set(hash, at * HASH_BYTES);
      if (part === 'hashes') tile.width = at + 1;
      if (subtree.level > 0) return;
      tile.positions.push((leaves[leaf] as LogLeaf).event.position);
      leaf += 1;
    });
  }

  #tileAt({ level, index }: TilePlace, after: Position | null): GrowingTile {
    const known = this.#tiles.get(keyOf({ level, index }));
    if (known) return known;
    const tile: GrowingTile = {
      level,
      index,
      hashes: new Uint8Array(TILE_WIDTH * HASH_BYTES),
      nodes: new Uint8Array(nodesWithin(TILE_WIDTH) * HASH_BYTES),
      width: 0,
      after,
      positions: [],
    };
    this.#tiles.set(keyOf(tile), tile);
    return tile;
  }

  /** A subtree's hash, where it is in one of these tiles and complete. */
  hashOf(subtree: Subtree): Uint8Array | undefined {
    const { part, at, ...place } = placeOf(subtree);
    const tile = this.#tiles.get(keyOf(place));
    const count = tile && (part === 'hashes' ? tile.width : nodesWithin(tile.width));
    if (!tile || !count || at >= count) return undefined;
    return tile[part].slice(at * HASH_BYTES, (at + 1) * HASH_BYTES);
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

const stored = ({ width, hashes, nodes, ...tile }: GrowingTile): StoredTile => ({
  ...tile,
  hashes: hashes.subarray(0, width * HASH_BYTES),
  nodes: nodes.subarray(0, nodesWithin(width) * HASH_BYTES),
});

/** The tile as it was when it had so many hashes. */
export const cut = (tile: StoredTile, width: number): StoredTile => ({
  ...tile,
  hashes: tile.hashes.subarray(0, width * HASH_BYTES),
  nodes: tile.nodes.subarray(0, nodesWithin(width) * HASH_BYTES),
  positions: tile.positions.slice(0, width),
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
      partial.map((tile) => cut(tile, widthAt(tile, size))),
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

  /** The hashes of these subtrees, read in one statement. @throws TilesDamaged when one that is asked for is not there. */
  async hashesOf(subtrees: readonly Subtree[]): Promise<SubtreeHash> {
    const missing = subtrees.filter((subtree) => !this.#grown.hashOf(subtree));
    const found = await this.#tables.hashes(missing);
    return (subtree) => {
      const hash = this.#grown.hashOf(subtree) ?? found.get(keyOf(subtree));
      if (!hash) throw new TilesDamaged(`The hash of subtree ${keyOf(subtree)} is missing`);
      return hash;
    };
  }
}
