import { type Kysely, sql, type Transaction } from 'kysely';
import { type AnyDatabase, type Checkpoint, Checkpoints, type Move } from './checkpoints.ts';
import { eventsOf, type LogEntry } from './event-source.ts';
import type { Surroundings } from './follower.ts';
import type { Place } from './place.ts';
import { applyWhole, type LastStatement, type Projection } from './projection.ts';

/** Views that others have made of the views of `read`: they go before those are made anew, and come again after, in one transaction. */
export interface ViewDependents {
  /** Of these tables. First, so that what waits for a long query on them keeps nobody else from the tables. */
  drop(tx: Kysely<unknown>, tables: readonly string[]): Promise<void>;
  create(tx: Kysely<unknown>, tables: readonly string[]): Promise<void>;
}

/**
 * Lets queries read the table as `read.<table>`. Beside its columns they see `row_version`, which is another whenever the row is:
 * the transaction that wrote it (`xmin`; PostgreSQL 18, “System Columns”). So what was once made of a row holds as long as it is the same.
 */
export const showTable = async (tx: AnyDatabase, schema: string, table: string): Promise<void> => {
  await sql`
    create or replace view read.${sql.id(table)} as
    select *, xmin::text as row_version from ${sql.id(schema, table)}`.execute(tx);
};

/** One process at a time creates tables, and changes views. */
const lockCreation = sql`select pg_advisory_xact_lock(hashtextextended('chancery:create-read-model', 7))`;

/** The tables of a projection: each build of it has a schema of its own, and `read` shows those of the live one. */
export class ModelTables {
  readonly #projection: Projection;
  readonly #surroundings: Pick<Surroundings, 'db' | 'checkpoints'>;
  readonly #dependents: ViewDependents | undefined;

  constructor(
    projection: Projection,
    surroundings: Pick<Surroundings, 'db' | 'checkpoints'>,
    dependents?: ViewDependents,
  ) {
    this.#projection = projection;
    this.#surroundings = surroundings;
    this.#dependents = dependents;
  }

  /** Empty ones with their checkpoint. Those of a live one are shown; unless another process was first. */
  async create(checkpoint: Omit<Checkpoint, keyof Place>): Promise<void> {
    await this.transaction(async (tx) => {
      const checkpoints = new Checkpoints(tx);
      if (checkpoint.status === 'live') {
        // One process creates; the others find it created.
        await lockCreation.execute(tx);
        if (await checkpoints.live(checkpoint.name)) return;
      }
      await sql`create schema ${sql.id(checkpoint.key)}`.execute(tx);
      await sql`set local search_path to ${sql.id(checkpoint.key)}, public`.execute(tx);
      await this.#projection.create(tx);
      await checkpoints.create(tx, checkpoint);
      if (checkpoint.status === 'building') return;
      await this.#projection.createIndexes?.(tx);
      await this.show(tx, checkpoint.key);
    });
  }

  /** Takes the entries in and moves the checkpoint there, in one transaction. `memory`, `fresh`: see `Projection`. */
  async advance(move: Move, entries: readonly LogEntry[], memory: unknown, fresh = false): Promise<void> {
    await this.transaction(async (tx) => {
      await this.#surroundings.checkpoints.move(move, tx);
      await this.apply(tx, entries, memory, fresh);
    });
  }

  async apply(
    tx: Transaction<unknown>,
    entries: readonly LogEntry[],
    memory: unknown,
    fresh = false,
  ): Promise<void> {
    const events = eventsOf(entries);
    if (events.length > 0) await applyWhole(this.#projection, tx, events, fresh, memory);
  }

  /** All but the statement that it answers with, if there is one. */
  async applyButLast(
    tx: Transaction<unknown>,
    entries: readonly LogEntry[],
    memory: unknown,
  ): Promise<LastStatement> {
    const events = eventsOf(entries);
    return events.length > 0 ? this.#projection.apply(tx, events, false, memory) : undefined;
  }

  transaction<Result>(work: (tx: Transaction<unknown>) => Promise<Result>): Promise<Result> {
    return this.#surroundings.db.transaction().execute(work);
  }

  async show(tx: AnyDatabase, schema: string): Promise<void> {
    const { tables } = this.#projection;
    await this.#dependents?.drop(tx, tables);
    for (const table of tables) {
      await sql`drop view if exists read.${sql.id(table)}`.execute(tx);
      await showTable(tx, schema, table);
    }
    await this.#dependents?.create(tx, tables);
  }

  /** Completes views of the live one that were made before there were versions of rows. */
  async completeViews(): Promise<void> {
    const incomplete = sql<{ name: string }>`
      select c.relname as name from pg_catalog.pg_class c
      where c.relnamespace = 'read'::regnamespace and c.relname = any(${[...this.#projection.tables]}::text[])
        and not exists (
          select from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = 'row_version')`;
    if ((await incomplete.execute(this.#surroundings.db)).rows.length === 0) return;
    await this.transaction(async (tx) => {
      await lockCreation.execute(tx);
      // None takes over meanwhile.
      const { rows } = await sql<{ key: string }>`
        select key from projections.checkpoints
        where name = ${this.#projection.name} and status = 'live' for update`.execute(tx);
      const [live] = rows;
      if (!live) return;
      for (const { name } of (await incomplete.execute(tx)).rows) await showTable(tx, live.key, name);
    });
  }

  /** Those of a build that is not live, with its checkpoint: of that epoch, where one is named. Whoever still writes to it no longer can. */
  async drop(key: string, epoch?: string): Promise<void> {
    const ofEpoch = epoch === undefined ? sql`` : sql`and epoch = ${epoch}`;
    await this.transaction(async (tx) => {
      const { rows } = await sql`
        delete from projections.checkpoints where key = ${key} and status <> 'live' ${ofEpoch} returning key`.execute(
        tx,
      );
      if (rows.length > 0) await sql`drop schema if exists ${sql.id(key)} cascade`.execute(tx);
    });
  }
}
