import { type Kysely, sql, type Transaction } from 'kysely';
import { BEGINNING, type Position, type StreamName } from '../../domain/event.ts';

/** Another process has taken over: nothing that this one does counts any more. */
export class LeadershipLost extends Error {
  override readonly name = 'LeadershipLost';
}

export interface Checkpoint {
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly status: 'building' | 'live';
  readonly position: Position;
}

export interface BlockedStream {
  readonly stream: StreamName;
  readonly revision: number;
  readonly attempts: number;
}

// biome-ignore lint/suspicious/noExplicitAny: it works in whichever database it is given.
export type AnyDatabase = Kysely<any>;
// biome-ignore lint/suspicious/noExplicitAny: see above.
type AnyTransaction = Transaction<any> | Kysely<any>;

const RETRY_SECONDS = [5, 15, 60, 300, 900];

/** How far each projection and policy has come, and which streams it had to put aside. */
export class Checkpoints {
  readonly #db: AnyDatabase;

  constructor(db: AnyDatabase) {
    this.#db = db;
  }

  async all(): Promise<readonly Checkpoint[]> {
    const { rows } = await sql<Checkpoint>`
      select key, name, version, status, position from projections.checkpoints order by key`.execute(
      this.#db,
    );
    return rows;
  }

  async live(name: string): Promise<Checkpoint | undefined> {
    return (await this.all()).find((checkpoint) => checkpoint.name === name && checkpoint.status === 'live');
  }

  async create(tx: AnyTransaction, checkpoint: Omit<Checkpoint, 'position'>): Promise<void> {
    const { key, name, version, status } = checkpoint;
    await sql`
      insert into projections.checkpoints (key, name, version, status, position)
      values (${key}, ${name}, ${version}, ${status}, ${BEGINNING}) on conflict do nothing`.execute(tx);
  }

  /** Begins a new epoch: whoever wrote in an earlier one no longer can. */
  async begin(key: string): Promise<{ epoch: string; position: Position } | undefined> {
    const { rows } = await sql<{ epoch: string; position: Position }>`
      update projections.checkpoints set epoch = epoch + 1 where key = ${key} returning epoch, position`.execute(
      this.#db,
    );
    return rows[0];
  }

  /**
   * Holds the checkpoint until the end of the transaction, and lets that work in the tables of its key.
   *
   * @throws LeadershipLost when the epoch is over, or the version has been replaced and its tables are gone.
   */
  async enter(tx: AnyTransaction, key: string, epoch: string): Promise<void> {
    const { rows } = await sql`
      select set_config('search_path', quote_ident(key) || ', public', true) from projections.checkpoints
      where key = ${key} and epoch = ${epoch} for update`.execute(tx);
    if (rows.length !== 1) throw new LeadershipLost(`${key} is led by another process`);
  }

  /** @throws LeadershipLost when the epoch is over, or the version has been replaced. */
  async move(tx: AnyTransaction, key: string, epoch: string, position: Position): Promise<void> {
    const { numAffectedRows } = await sql`
      update projections.checkpoints set position = ${position}, updated_at = now()
      where key = ${key} and epoch = ${epoch}`.execute(tx);
    if (numAffectedRows !== 1n) throw new LeadershipLost(`${key} is led by another process`);
  }

  async blocked(key: string): Promise<readonly BlockedStream[]> {
    const { rows } = await sql<BlockedStream>`
      select stream, revision, attempts from projections.blocked_streams where key = ${key}`.execute(
      this.#db,
    );
    return rows;
  }

  async due(key: string): Promise<readonly BlockedStream[]> {
    const { rows } = await sql<BlockedStream>`
      select stream, revision, attempts from projections.blocked_streams
      where key = ${key} and retry_at <= now()`.execute(this.#db);
    return rows;
  }

  /** Puts a stream aside from this event on, to be tried again later and ever less often. */
  async block(
    tx: AnyTransaction,
    key: string,
    entry: { stream: StreamName; revision: number; position: Position },
    error: unknown,
    attempts = 1,
  ): Promise<void> {
    const wait = RETRY_SECONDS[Math.min(attempts, RETRY_SECONDS.length) - 1];
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await sql`
      insert into projections.blocked_streams (key, stream, revision, position, error, attempts, retry_at)
      values (${key}, ${entry.stream}, ${entry.revision}, ${entry.position}, ${message}, ${attempts},
        now() + ${wait} * interval '1 second')
      on conflict (key, stream) do update
        set revision = excluded.revision, position = excluded.position, error = excluded.error,
          attempts = excluded.attempts, retry_at = excluded.retry_at`.execute(tx);
  }

  async unblock(tx: AnyTransaction, key: string, stream: StreamName): Promise<void> {
    await sql`delete from projections.blocked_streams where key = ${key} and stream = ${stream}`.execute(tx);
  }
}
