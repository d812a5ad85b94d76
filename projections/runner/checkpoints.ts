import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { BEGINNING, type Position, type StreamName } from '../../domain/event.ts';
import { askedTogether } from './asked-together.ts';
import { type Place, START } from './place.ts';
import { Turns } from './turns.ts';

/** Another process has taken over: nothing that this one does counts any more. */
export class LeadershipLost extends Error {
  override readonly name = 'LeadershipLost';
}

export interface Checkpoint extends Place {
  readonly key: string;
  readonly name: string;
  readonly version: number;
  /** `built`: its indexes are made, and it is to take over when it has come as far as the live one. */
  readonly status: 'building' | 'built' | 'live';
}

/** How far a checkpoint is to be moved, by whoever leads its follower in that epoch. */
export interface Move {
  readonly key: string;
  readonly epoch: string;
  readonly place: Place;
  /**
   * Where the follower left it in that epoch. It is not there any more when the database broke down before that was on its disk:
   * what went with it is gone too, and is to be done again.
   */
  readonly after: Position;
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

const PLACE = sql`position, coalesce(event, '') as event`;

/** For the rest of the transaction. */
const set = (name: string, value: string): RawBuilder<unknown> =>
  sql`set_config(${sql.lit(name)}, ${sql.lit(value)}, true)`;

/** Lets the transaction end before it is on the disk. Read models and checkpoints go together and follow from the log: what a crash takes away of both is done again. */
const UNHURRIED = set('synchronous_commit', 'off');
/**
 * Of what a GIN index has not taken in yet (PostgreSQL 18, “GIN Fast Update Technique”). Every search goes through all of that, and who writes when it is full takes
 * it in, while all read models wait: of the default of four megabytes a search takes 8 ms, and taking it in 90.
 */
const TAKEN_IN_SOON = set('gin_pending_list_limit', '512kB');
/** Plans are made once: what a batch asks for and writes is found by keys, however many they are, and arrays of another length would be planned for anew. */
const PLANNED_ONCE = set('plan_cache_mode', 'force_generic_plan');
/** However few rows there are: a plan that goes through the whole of a table that is small is kept while that grows. */
const FOUND_BY_KEYS = sql.join(
  ['enable_hashjoin', 'enable_mergejoin', 'enable_seqscan'].map((way) => set(way, 'off')),
);
/** Lets it work in the tables of its key. */
const IN_ITS_TABLES = sql`set_config('search_path', quote_ident(key) || ', public', true)`;

/** As rows `m`. */
const rowsOf = (moves: readonly Move[]): RawBuilder<unknown> => {
  const rows = moves.map(({ key, epoch, place, after }) => ({ key, epoch, after, ...place }));
  return sql`json_to_recordset(${JSON.stringify(rows)}::json)
    as m (key text, epoch bigint, after text collate "C", position text collate "C", event text)`;
};

/** Those whose epoch is not over, and that are where they were left. */
const LED = sql`c.key = m.key and c.epoch = m.epoch and c.position >= m.after`;

/**
 * A statement that moves several checkpoints, none of them back, and lets its transaction work in those schemas, whose tables all have
 * names of their own. It fails (`isNotAllLed`) where one is not led any more, so that whatever was sent behind it fails as well.
 */
export const movingAll = (moves: readonly Move[], schemas: readonly string[]): RawBuilder<unknown> => {
  const path = [...schemas, 'public'].map((schema) => pg.escapeIdentifier(schema)).join();
  return sql`
    with moved as (
      update projections.checkpoints c
      set position = greatest(c.position, m.position),
        event = case when m.position > c.position then m.event else c.event end, updated_at = now()
      from ${rowsOf(moves)} where ${LED}
      returning c.key
    )
    select set_config('search_path', ${path}, true), ${UNHURRIED}, ${TAKEN_IN_SOON}, ${PLANNED_ONCE}, ${FOUND_BY_KEYS},
      1 / (count(*) = ${moves.length})::int -- fails where another process has taken over
    from moved`;
};

/** Division by zero, which is how a statement of plain SQL can be made to fail. */
export const isNotAllLed = (error: unknown): boolean => (error as { code?: string }).code === '22012';

/** A statement whose rows are the keys of those that are led. */
export const ledOf = (moves: readonly Move[]): RawBuilder<{ readonly key: string }> =>
  sql`select c.key from projections.checkpoints c, ${rowsOf(moves)} where ${LED}`;

const RETRY_SECONDS = [5, 15, 60, 300, 900];

/**
 * How far each projection and policy has come, and which streams it had to put aside.
 *
 * Followers ask where to begin one after the other. A process starts a dozen of them at once, and each would have a connection
 * opened for it that is hardly used again: to open one costs PostgreSQL more than it does to answer all of them.
 */
export class Checkpoints {
  readonly #db: AnyDatabase;
  readonly #beginnings = new Turns();
  readonly #readAll = askedTogether(() => this.#read());

  constructor(db: AnyDatabase) {
    this.#db = db;
  }

  all(): Promise<readonly Checkpoint[]> {
    return this.#readAll();
  }

  async #read(): Promise<readonly Checkpoint[]> {
    const { rows } = await sql<Checkpoint>`
      select key, name, version, status, ${PLACE} from projections.checkpoints order by key`.execute(
      this.#db,
    );
    return rows;
  }

  async live(name: string): Promise<Checkpoint | undefined> {
    return (await this.of(name)).live;
  }

  /** The live one of that name, and those of builds that are not live yet. */
  async of(name: string): Promise<{ live: Checkpoint | undefined; unfinished: readonly Checkpoint[] }> {
    const named = (await this.all()).filter((checkpoint) => checkpoint.name === name);
    return {
      live: named.find(({ status }) => status === 'live'),
      unfinished: named.filter(({ status }) => status !== 'live'),
    };
  }

  /** At `place` if there is none of that key. */
  async create(
    tx: AnyTransaction,
    checkpoint: Omit<Checkpoint, keyof Place>,
    place: Place = START,
  ): Promise<void> {
    const { key, name, version, status } = checkpoint;
    const { position, event } = place;
    await sql`
      insert into projections.checkpoints (key, name, version, status, position, event)
      values (${key}, ${name}, ${version}, ${status}, ${position}, ${event}) on conflict do nothing`.execute(
      tx,
    );
  }

  /** Begins a new epoch: whoever wrote in an earlier one no longer can. */
  async begin(key: string): Promise<{ epoch: string; place: Place } | undefined> {
    const beginning = sql<Place & { epoch: string }>`
      update projections.checkpoints set epoch = epoch + 1 where key = ${key} returning epoch, ${PLACE}`;
    const { rows } = await this.#beginnings.take(() => beginning.execute(this.#db));
    const [row] = rows;
    return row && { epoch: row.epoch, place: { position: row.position, event: row.event } };
  }

  /**
   * Holds the checkpoint until the end of the transaction, and lets that work in the tables of its key. As it does not move, nobody
   * would notice that a crash took what went with it: so that is on the disk when it is committed.
   *
   * @throws LeadershipLost when the epoch is over, or the version has been replaced and its tables are gone.
   */
  async enter(tx: AnyTransaction, key: string, epoch: string): Promise<void> {
    const { rows } = await sql`
      select ${IN_ITS_TABLES} from projections.checkpoints where key = ${key} and epoch = ${epoch} for update`.execute(
      tx,
    );
    if (rows.length !== 1) throw new LeadershipLost(`${key} is led by another process`);
  }

  /**
   * Moves the checkpoint by itself; or as `enter` does, at the beginning of the transaction that does the work which it
   * stands for, so that it is one statement less.
   *
   * @throws LeadershipLost when the epoch is over, the version has been replaced, or it is not at `after` any more.
   */
  async move({ key, epoch, place, after }: Move, tx: AnyTransaction = this.#db): Promise<void> {
    const { position, event } = place;
    const { rows } = await sql`
      update projections.checkpoints
      set position = ${position}, event = ${event}, updated_at = now()
      where key = ${key} and epoch = ${epoch} and position >= ${after}
      returning ${IN_ITS_TABLES}, ${UNHURRIED}, ${TAKEN_IN_SOON}`.execute(tx);
    if (rows.length !== 1) throw new LeadershipLost(`${key} is led by another process, or was set back`);
  }

  /**
   * To a place in another log. At its beginning nothing is put aside any more: all of it comes again.
   *
   * @throws LeadershipLost when the epoch is over.
   */
  async relocate(key: string, epoch: string, place: Place): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      await this.move({ key, epoch, place, after: BEGINNING }, tx);
      if (place.position !== START.position) return;
      await sql`delete from projections.blocked_streams where key = ${key}`.execute(tx);
    });
  }

  async blocked(key: string): Promise<readonly BlockedStream[]> {
    const asking = sql<BlockedStream>`
      select stream, revision, attempts from projections.blocked_streams where key = ${key}`;
    const { rows } = await this.#beginnings.take(() => asking.execute(this.#db));
    return rows;
  }

  async due(key: string): Promise<readonly BlockedStream[]> {
    const { rows } = await sql<BlockedStream>`
      select stream, revision, attempts from projections.blocked_streams
      where key = ${key} and retry_at <= now()`.execute(this.#db);
    return rows;
  }

  /**
   * Puts a stream aside from this event on, to be tried again later and ever less often; and, where the event is the next of
   * the log, moves the checkpoint past it.
   *
   * @throws LeadershipLost when the checkpoint is to be moved and the epoch is over.
   */
  async block(
    key: string,
    entry: { stream: StreamName; revision: number; position: Position },
    error: unknown,
    attempts: number,
    move?: Move,
  ): Promise<void> {
    const wait = RETRY_SECONDS[Math.min(attempts, RETRY_SECONDS.length) - 1];
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await this.#db.transaction().execute(async (tx) => {
      await sql`
        insert into projections.blocked_streams (key, stream, revision, position, error, attempts, retry_at)
        values (${key}, ${entry.stream}, ${entry.revision}, ${entry.position}, ${message}, ${attempts},
          now() + ${wait} * interval '1 second')
        on conflict (key, stream) do update
          set revision = excluded.revision, position = excluded.position, error = excluded.error,
            attempts = excluded.attempts, retry_at = excluded.retry_at`.execute(tx);
      if (move) await this.move(move, tx);
    });
  }

  async unblock(tx: AnyTransaction, key: string, stream: StreamName): Promise<void> {
    await sql`delete from projections.blocked_streams where key = ${key} and stream = ${stream}`.execute(tx);
  }
}
