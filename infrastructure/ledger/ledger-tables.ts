import type pg from 'pg';
import type { Position } from '../../domain/event.ts';

/** A stored tile: hashes one after the other, and, at level 0, the position of the event before its first. */
export interface StoredTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
  readonly after: Position | null;
}

export type TilePlace = Pick<StoredTile, 'level' | 'index'>;

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
  readonly after: Position | null;
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
      text: `select t.level, t.index, t.hashes, t.after from ledger.tiles t
        join unnest($1::int[], $2::bigint[]) as wanted (level, index) using (level, index)`,
      values: [places.map(({ level }) => level), places.map(({ index }) => index)],
    });
    return rows.map(toTile);
  }

  /** The tile at level 0 that an event at that position would be in, if it is in any. */
  async tileAround(position: Position): Promise<StoredTile | undefined> {
    const { rows } = await this.#pool.query<TileRow>({
      name: 'ledger-tile-around',
      text: `select level, index, hashes, after from ledger.tiles
        where level = 0 and after < $1 order by after desc limit 1`,
      values: [position],
    });
    return rows[0] && toTile(rows[0]);
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
        `insert into ledger.tiles (level, index, hashes, after)
          select * from unnest($1::int[], $2::bigint[], $3::bytea[], $4::text[])
          on conflict (level, index) do update set hashes = excluded.hashes`,
        [
          tiles.map(({ level }) => level),
          tiles.map(({ index }) => index),
          tiles.map(({ hashes }) => hashes),
          tiles.map(({ after }) => after),
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
