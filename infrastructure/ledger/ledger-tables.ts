import type pg from 'pg';
import type { Position } from '../../domain/event.ts';
import { HASH_BYTES } from '../../domain/ledger/merkle-tree.ts';
import type { Subtree } from '../../domain/ledger/subtrees.ts';
import { placeOf, TILE_WIDTH } from '../../domain/ledger/tiles.ts';

/** A stored tile. At level 0 it knows the places of its events in the log. */
export interface StoredTile {
  readonly level: number;
  readonly index: number;
  /** One after the other. */
  readonly hashes: Uint8Array;
  /** Those over them, within the tile, in the order of `placeOf`: a proof reads them and makes none. */
  readonly nodes: Uint8Array;
  /** Of the event before its first. */
  readonly after: Position | null;
  /** Of its events; at other levels none. */
  readonly positions: readonly Position[];
}

export type TilePlace = Pick<StoredTile, 'level' | 'index'>;

/** Of a tile, or of a subtree. */
export const keyOf = ({ level, index }: TilePlace): string => `${level}/${index}`;

/** A checkpoint as it was signed, with what was added since. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note, with the witnesses' cosignatures. */
  readonly note: string;
  readonly signedAt: string;
  /** The authority's answer (RFC 3161 TimeStampResp), if it was asked. */
  readonly timestamp: Uint8Array | null;
}

/** What one seal adds. Without a checkpoint: tiles that are being made anew from the log. */
export interface Growth {
  /** The size that it was begun at; another by now, and nothing is written. */
  readonly from: number;
  readonly to: number;
  readonly tiles: readonly StoredTile[];
  readonly checkpoint?: Omit<StoredCheckpoint, 'timestamp'>;
}

interface CheckpointRow {
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
  readonly signed_at: string;
  readonly timestamp: Buffer | null;
}

interface TileRow {
  readonly level: number;
  readonly index: string;
  readonly hashes: Buffer;
  readonly nodes: Buffer;
  readonly after: Position | null;
  readonly positions: readonly Position[];
}

const toTile = (row: TileRow): StoredTile => ({ ...row, index: Number(row.index) });

const toCheckpoint = ({ size, root, note, signed_at, timestamp }: CheckpointRow): StoredCheckpoint => ({
  size: Number(size),
  root,
  note,
  signedAt: signed_at,
  timestamp,
});

const COLUMNS = 'size, root, note, signed_at, timestamp';

/** The ledger's tables. Nothing that is read from them is believed before it was held against the log, or a signature. */
export class LedgerTables {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** How many leaves the tiles have. */
  async size(): Promise<number> {
    const { rows } = await this.#pool.query<{ size: string }>('select size from ledger.state');
    return Number(rows[0]?.size ?? 0);
  }

  async tiles(places: readonly TilePlace[]): Promise<readonly StoredTile[]> {
    if (places.length === 0) return [];
    const { rows } = await this.#pool.query<TileRow>({
      name: 'ledger-tiles',
      text: `select t.level, t.index, t.hashes, t.nodes, t.after, t.positions from ledger.tiles t
        join unnest($1::int[], $2::bigint[]) as wanted (level, index) using (level, index)`,
      values: [places.map(({ level }) => level), places.map(({ index }) => index)],
    });
    return rows.map(toTile);
  }

  /** The indexes of the events at these positions in the log, as far as the tiles have them; in one statement. */
  async indexes(positions: readonly Position[]): Promise<ReadonlyMap<Position, number>> {
    if (positions.length === 0) return new Map();
    const { rows } = await this.#pool.query<{ position: Position; index: string }>({
      name: 'ledger-indexes',
      text: `select wanted.position, t.index * ${TILE_WIDTH} + array_position(t.positions, wanted.position) - 1 as index
        from unnest($1::text[]) wanted (position)
        cross join lateral (select index, positions from ledger.tiles
          where level = 0 and after < wanted.position order by after desc limit 1) t
        where wanted.position = any(t.positions)`,
      values: [[...new Set(positions)]],
    });
    return new Map(rows.map(({ position, index }) => [position, Number(index)]));
  }

  /** The hashes of these subtrees, by `keyOf`, as far as they are stored; in one statement, 32 bytes for each. */
  async hashes(subtrees: Iterable<Subtree>): Promise<ReadonlyMap<string, Uint8Array>> {
    const wanted = [...new Map([...subtrees].map((subtree) => [keyOf(subtree), placeOf(subtree)]))];
    if (wanted.length === 0) return new Map();
    const places = wanted.map(([, place]) => place);
    const { rows } = await this.#pool.query<{ number: string; hash: Buffer }>({
      name: 'ledger-hashes',
      // Out of line and not compressed, so that of 8 KiB only these bytes are read.
      text: `select wanted.number,
          substring(case when wanted."inner" then t.nodes else t.hashes end from wanted.start for ${HASH_BYTES}) as hash
        from unnest($1::int[], $2::bigint[], $3::boolean[], $4::int[])
          with ordinality as wanted (level, index, "inner", start, number)
        join ledger.tiles t using (level, index)`,
      values: [
        places.map(({ level }) => level),
        places.map(({ index }) => index),
        places.map(({ part }) => part === 'nodes'),
        places.map(({ at }) => 1 + at * HASH_BYTES),
      ],
    });
    return new Map(
      rows.flatMap(({ number, hash }): [string, Uint8Array][] =>
        hash.length === HASH_BYTES ? [[wanted[Number(number) - 1]?.[0] ?? '', hash]] : [],
      ),
    );
  }

  async latestCheckpoint(): Promise<StoredCheckpoint | undefined> {
    const { rows } = await this.#pool.query<CheckpointRow>(
      `select ${COLUMNS} from ledger.checkpoints order by size desc limit 1`,
    );
    return rows[0] && toCheckpoint(rows[0]);
  }

  async checkpoint(size: number): Promise<StoredCheckpoint | undefined> {
    const { rows } = await this.#pool.query<CheckpointRow>(
      `select ${COLUMNS} from ledger.checkpoints where size = $1`,
      [size],
    );
    return rows[0] && toCheckpoint(rows[0]);
  }

  /** At most `limit` checkpoints of sizes beyond `after`, the smallest first. */
  async checkpointsAfter(after: number, limit: number): Promise<readonly StoredCheckpoint[]> {
    const { rows } = await this.#pool.query<CheckpointRow>(
      `select ${COLUMNS} from ledger.checkpoints where size > $1 order by size limit $2`,
      [after, limit],
    );
    return rows.map(toCheckpoint);
  }

  /** At most `limit` checkpoints of sizes below `before`, the largest first. */
  async checkpointsBefore(before: number, limit: number): Promise<readonly StoredCheckpoint[]> {
    const { rows } = await this.#pool.query<CheckpointRow>(
      `select ${COLUMNS} from ledger.checkpoints where size < $1 order by size desc limit $2`,
      [before, limit],
    );
    return rows.map(toCheckpoint);
  }

  /** The smallest checkpoint of more than `after` leaves and less than `before` that a witness or an authority vouched for. */
  async attestedAfter(after: number, before: number): Promise<StoredCheckpoint | undefined> {
    const { rows } = await this.#pool.query<CheckpointRow>(
      `select ${COLUMNS} from ledger.checkpoints
        where size > $1 and size < $2 and (timestamp is not null or note ~ E'\n— [^\n]+\n— ')
        order by size limit 1`,
      [after, before],
    );
    return rows[0] && toCheckpoint(rows[0]);
  }

  async countCheckpoints(): Promise<number> {
    const { rows } = await this.#pool.query<{ count: string }>('select count(*) from ledger.checkpoints');
    return Number(rows[0]?.count);
  }

  async latestTimestamp(): Promise<StoredCheckpoint | undefined> {
    const { rows } = await this.#pool.query<CheckpointRow>(
      `select ${COLUMNS} from ledger.checkpoints where timestamp is not null order by size desc limit 1`,
    );
    return rows[0] && toCheckpoint(rows[0]);
  }

  /** Writes all of it, or, when the ledger is elsewhere by now, nothing, and says so by `false`. */
  async grow({ from, to, tiles, checkpoint }: Growth): Promise<boolean> {
    return this.#transaction(async (client) => {
      const { rows } = await client.query<{ size: string }>('select size from ledger.state for update');
      if (Number(rows[0]?.size) !== from) return false;
      await client.query(
        // Arrays of arrays must be of one length, so positions come as one text each: none has a space.
        `insert into ledger.tiles (level, index, hashes, nodes, after, positions)
          select level, index, hashes, nodes, after, string_to_array(positions, ' ')
          from unnest($1::int[], $2::bigint[], $3::bytea[], $4::bytea[], $5::text[], $6::text[])
            as grown (level, index, hashes, nodes, after, positions)
          on conflict (level, index) do update
            set hashes = excluded.hashes, nodes = excluded.nodes, positions = excluded.positions`,
        [
          tiles.map(({ level }) => level),
          tiles.map(({ index }) => index),
          tiles.map(({ hashes }) => hashes),
          tiles.map(({ nodes }) => nodes),
          tiles.map(({ after }) => after),
          tiles.map(({ positions }) => positions.join(' ')),
        ],
      );
      if (checkpoint) {
        const { size, root, note, signedAt } = checkpoint;
        // Of one size there is one: another process may have signed it since this one looked.
        const { rowCount } = await client.query(
          `insert into ledger.checkpoints (size, root, note, signed_at) values ($1, $2, $3, $4)
            on conflict do nothing`,
          [size, root, note, signedAt],
        );
        if (rowCount === 0) return false;
      }
      await client.query('update ledger.state set size = $1', [to]);
      return true;
    });
  }

  /** Forgets the tiles, which follow from the log, and checkpoints of more than `keepUpTo` leaves. */
  async reset(keepUpTo = Number.MAX_SAFE_INTEGER): Promise<void> {
    await this.#transaction(async (client) => {
      await client.query('select from ledger.state for update');
      await client.query('delete from ledger.tiles');
      await client.query('delete from ledger.checkpoints where size > $1', [keepUpTo]);
      await client.query('update ledger.state set size = 0');
    });
  }

  /** Adds a witness's signature lines to the note, unless they are there. */
  async cosign(size: number, lines: string): Promise<void> {
    await this.#pool.query(
      `update ledger.checkpoints set note = note || $2 where size = $1 and position($2 in note) = 0`,
      [size, lines],
    );
  }

  async stamp(size: number, response: Uint8Array): Promise<void> {
    await this.#pool.query('update ledger.checkpoints set timestamp = $2 where size = $1', [size, response]);
  }

  async #transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    let broken = true;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      broken = false;
      return result;
    } finally {
      // A transaction that was not committed ends with its connection.
      client.release(broken);
    }
  }
}
