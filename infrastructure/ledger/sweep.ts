import type { EventStore } from '../../application/ports/event-store.ts';
import { BEGINNING } from '../../domain/event.ts';
import { sameBytes } from '../../domain/ledger/bytes.ts';
import { HASH_BYTES, nodeHash } from '../../domain/ledger/merkle-tree.ts';
import { nodesOver, placeOf, TILE_HEIGHT, TILE_WIDTH } from '../../domain/ledger/tiles.ts';
import type { LedgerTables, StoredTile } from './ledger-tables.ts';
import { cut, TilesDamaged, widthAt } from './ledger-tree.ts';
import { type LogLeaf, walkLog } from './log-walk.ts';

/** A stretch of the log is not what its tile says, or a tile not what the one above it says. */
export class UnlikeTiles extends Error {
  override readonly name = 'UnlikeTiles';
}

/** Reads what was sealed long ago again and again, round and round, so much at a time. */
export class Sweep {
  readonly #store: Pick<EventStore, 'readAll'>;
  readonly #tables: LedgerTables;
  #next = 0;

  constructor(store: Pick<EventStore, 'readAll'>, tables: LedgerTables) {
    this.#store = store;
    this.#tables = tables;
  }

  /**
   * Reads on, at most `tiles` tiles of the tree of `size` leaves, from stored events up to the root's own hashes.
   * @returns whether the end was reached, so that the next one begins anew.
   * @throws UnlikeTiles, TilesDamaged
   */
  async read(size: number, tiles: number): Promise<boolean> {
    const all = Math.ceil(size / TILE_WIDTH);
    if (this.#next >= all) this.#next = 0;
    const end = Math.min(this.#next + tiles, all);
    for (; this.#next < end; this.#next += 1) await this.#readTile(this.#next, size);
    return end === all;
  }

  /** The last tiles alone, wherever the sweep is. */
  async readLast(size: number, tiles: number): Promise<void> {
    const all = Math.ceil(size / TILE_WIDTH);
    for (let index = Math.max(0, all - tiles); index < all; index += 1) await this.#readTile(index, size);
  }

  async #readTile(index: number, size: number): Promise<void> {
    const tile = await this.#tile(0, index, size);
    const width = widthAt(tile, size);
    const place = { index: index * TILE_WIDTH, after: tile.after ?? BEGINNING };
    const { value: stretch } = await walkLog(this.#store, place).next();
    const leaves = (stretch?.leaves ?? []).slice(0, width);
    const isLike = ({ hash, event }: LogLeaf, at: number): boolean =>
      event.position === tile.positions[at] &&
      sameBytes(hash, tile.hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
    if (leaves.length < width || !leaves.every(isLike)) throw new UnlikeTiles(`Events of tile ${index}`);
    if (width === TILE_WIDTH) await this.#compareAbove(tile, size);
  }

  /** A full tile is one hash of the tile above it; and where that one is full with it, so is that. */
  async #compareAbove({ level, index, nodes }: StoredTile, size: number): Promise<void> {
    const above = await this.#tile(level + 1, Math.floor(index / TILE_WIDTH), size);
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    if (!sameBytes(rootOfTile(nodes), above.hashes.subarray(at, at + HASH_BYTES))) {
      throw new UnlikeTiles(`Tile ${level}/${index}`);
    }
    const isLast = index % TILE_WIDTH === TILE_WIDTH - 1;
    if (isLast && widthAt(above, size) === TILE_WIDTH) await this.#compareAbove(above, size);
  }

  /** A tile as it was at that size, its nodes held against its hashes. */
  async #tile(level: number, index: number, size: number): Promise<StoredTile> {
    const [stored] = await this.#tables.tiles([{ level, index }]);
    if (!stored) throw new TilesDamaged(`Tile ${level}/${index} is missing`);
    const tile = cut(stored, widthAt(stored, size));
    if (!sameBytes(nodesOver(tile.hashes), tile.nodes))
      throw new UnlikeTiles(`Nodes of tile ${level}/${index}`);
    return tile;
  }
}

/** The hash of all that is under a full tile: of its two halves, which are nodes. */
const rootOfTile = (nodes: Uint8Array): Uint8Array => {
  const half = (index: number): Uint8Array => {
    const { at } = placeOf({ level: TILE_HEIGHT - 1, index });
    return nodes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
  };
  return nodeHash(half(0), half(1));
};
