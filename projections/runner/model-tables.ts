import { type Kysely, sql } from 'kysely';
import { type AnyDatabase, type Checkpoint, Checkpoints } from './checkpoints.ts';
import type { Place } from './place.ts';
import type { Projection } from './projection.ts';

/** Views that others have made of the views of `read`: they go before those are made anew, and come again after, in one transaction. */
export interface ViewDependents {
  /** Of these tables. First, so that what waits for a long query on them keeps nobody else from the tables. */
  drop(tx: Kysely<unknown>, tables: readonly string[]): Promise<void>;
  create(tx: Kysely<unknown>, tables: readonly string[]): Promise<void>;
}

/** The tables of a projection: each build of it has a schema of its own, and `read` shows those of the live one. */
export class ModelTables {
  readonly #projection: Projection;
  readonly #db: AnyDatabase;
  readonly #dependents: ViewDependents | undefined;

  constructor(projection: Projection, db: AnyDatabase, dependents?: ViewDependents) {
    this.#projection = projection;
    this.#db = db;
    this.#dependents = dependents;
  }

  /** Empty ones with their checkpoint. Those of a live one are shown; unless another process was first. */
  async create(checkpoint: Omit<Checkpoint, keyof Place>): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      const checkpoints = new Checkpoints(tx);
      // One process creates; the others find it created.
      await sql`select pg_advisory_xact_lock(hashtextextended('chancery:create-read-model', 7))`.execute(tx);
      if (checkpoint.status === 'live' && (await checkpoints.live(checkpoint.name))) return;
      await sql`create schema ${sql.id(checkpoint.key)}`.execute(tx);
      await sql`set local search_path to ${sql.id(checkpoint.key)}, public`.execute(tx);
      await this.#projection.create(tx);
      await checkpoints.create(tx, checkpoint);
      if (checkpoint.status === 'building') return;
      await this.#projection.createIndexes?.(tx);
      await this.show(tx, checkpoint.key);
    });
  }

  async show(tx: AnyDatabase, schema: string): Promise<void> {
    const { tables } = this.#projection;
    await this.#dependents?.drop(tx, tables);
    for (const table of tables) {
      await sql`drop view if exists read.${sql.id(table)}`.execute(tx);
      await sql`create view read.${sql.id(table)} as select * from ${sql.id(schema, table)}`.execute(tx);
    }
    await this.#dependents?.create(tx, tables);
  }

  /** Those of a build that is not live, with its checkpoint: of that epoch, where one is named. Whoever still writes to it no longer can. */
  async drop(key: string, epoch?: string): Promise<void> {
    const ofEpoch = epoch === undefined ? sql`` : sql`and epoch = ${epoch}`;
    await this.#db.transaction().execute(async (tx) => {
      const { rows } = await sql`
        delete from projections.checkpoints where key = ${key} and status <> 'live' ${ofEpoch} returning key`.execute(
        tx,
      );
      if (rows.length > 0) await sql`drop schema if exists ${sql.id(key)} cascade`.execute(tx);
    });
  }
}
