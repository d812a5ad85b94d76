import { type Kysely, sql, type Transaction } from 'kysely';
import type { Position, StreamName } from '../../domain/event.ts';
import { type AnyDatabase, type BlockedStream, type Checkpoint, Checkpoints } from './checkpoints.ts';
import type { LogEntry } from './event-source.ts';
import { type BatchWatcher, Follower, type Surroundings, type Work } from './follower.ts';
import { find, type Place, placeOf } from './place.ts';
import type { FollowerStatus, Projection } from './projection.ts';
import { type Build, rebuild } from './rebuild.ts';

const LIVE_BATCH = 500;
/** Who has more to take in at once has fallen behind, or much was written at once: others do not wait for that, but work beside it. */
const MOST_SHARED = 100;

/** Views that others have made of the views of `read`: they go before those are made anew, and come again after, in one transaction. */
export interface ViewDependents {
  /** Of these tables. First, so that what waits for a long query on them keeps nobody else from the tables. */
  drop(tx: Kysely<unknown>, tables: readonly string[]): Promise<void>;
  create(tx: Kysely<unknown>, tables: readonly string[]): Promise<void>;
}

export interface RunnerHooks {
  readonly watch?: BatchWatcher | undefined;
  readonly dependents?: ViewDependents | undefined;
}

/** Keeps one projection up to date, and builds it anew when asked or when its version is a new one. */
export class ProjectionRunner implements Work {
  readonly projection: Projection;
  readonly #surroundings: Surroundings;
  readonly #follower: Follower;
  readonly #dependents: ViewDependents | undefined;
  #building: Promise<void> | undefined;
  #stopped = false;

  constructor(projection: Projection, surroundings: Surroundings, dependents?: ViewDependents) {
    this.projection = projection;
    this.#surroundings = surroundings;
    this.#dependents = dependents;
    this.#follower = new Follower(
      {
        name: projection.name,
        version: projection.version,
        key: () => this.#liveKey(),
        batch: LIVE_BATCH,
        onAnotherLog: 'stop' as const,
        concerns: (event) => projection.concerns(event),
      },
      surroundings,
      this,
    );
  }

  /** Creates the read model if there is none, begins to follow the log, and replaces an older version behind its back. */
  async start(): Promise<void> {
    await this.#createFirst();
    this.#follower.start();
    const live = await this.#surroundings.checkpoints.live(this.projection.name);
    if (live && live.version < this.projection.version) {
      this.#building = rebuild(this.#surroundings.source, [this]).catch((error: unknown) => {
        if (!this.#stopped)
          this.#surroundings.log.error({ err: error, projection: this.projection.name }, 'A rebuild failed');
      });
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([this.#follower.stop(), this.#building]);
  }

  get position(): Position {
    return this.#follower.position;
  }

  get leads(): boolean {
    return this.#follower.leads;
  }

  status(): FollowerStatus {
    return this.#follower.status();
  }

  /** Begins to build the read model anew, beside the live one. Queries meet either the old or the new, and both are complete. */
  async build(): Promise<Build> {
    const { name, version } = this.projection;
    const key = `${name}_v${version}_${Date.now().toString(36)}`;
    await this.#create({ key, name, version, status: 'building' });
    const begun = await this.#surroundings.checkpoints.begin(key);
    if (!begun) throw new Error(`${key} vanished while it was being built`);
    const { epoch } = begun;
    let indexed = false;
    return {
      take: async (entries) => {
        if (this.#stopped) throw new Error(`The rebuild of ${name} was interrupted`);
        const last = entries.at(-1);
        if (last) await this.#take(key, epoch, entries, placeOf(last));
      },
      finish: async (position) => {
        if (indexed) return this.#takeOver(key, position);
        await this.#transaction(async (tx) => {
          await this.#surroundings.checkpoints.enter(tx, key, epoch);
          await this.projection.createIndexes?.(tx);
        });
        // The log may have grown a good deal meanwhile.
        indexed = true;
        return false;
      },
      abandon: () => this.#drop(key),
    };
  }

  async advance(key: string, epoch: string, entries: readonly LogEntry[], place: Place): Promise<void> {
    if (entries.length > MOST_SHARED) return this.#advanceAlone(key, epoch, entries, place, false);
    const { name } = this.projection;
    const write = (tx: Transaction<unknown>) => this.#apply(tx, entries);
    await this.#surroundings.transactions.run({ name, key, epoch, place, write });
  }

  async retry(
    key: string,
    epoch: string,
    blocked: BlockedStream,
    entries: readonly LogEntry[],
  ): Promise<void> {
    await this.#transaction(async (tx) => {
      await this.#surroundings.checkpoints.enter(tx, key, epoch);
      await this.#apply(tx, entries);
      await this.#surroundings.checkpoints.unblock(tx, key, blocked.stream);
    });
  }

  /**
   * The whole batch at once; where that fails, entry by entry, putting streams aside as the live one does. It may have been written
   * all the same, if only the answer was lost, so the entries are not fresh then.
   */
  async #take(key: string, epoch: string, entries: readonly LogEntry[], place: Place): Promise<void> {
    const blocked = new Set<StreamName>(
      (await this.#surroundings.checkpoints.blocked(key)).map(({ stream }) => stream),
    );
    const wanted = entries.filter(({ stream }) => !blocked.has(stream));
    if (wanted.every(({ event }) => event !== undefined)) {
      try {
        return await this.#advanceAlone(key, epoch, wanted, place, true);
      } catch (error) {
        this.#surroundings.log.warn(
          { err: error, key },
          'A batch of a rebuild failed; it is taken event by event',
        );
      }
    }
    for (const entry of wanted) {
      if (blocked.has(entry.stream)) continue;
      try {
        if (entry.event === undefined) throw entry.error;
        await this.#advanceAlone(key, epoch, [entry], placeOf(entry), false);
      } catch (error) {
        await this.#surroundings.checkpoints.block(key, epoch, entry, undefined, error);
        blocked.add(entry.stream);
      }
    }
    await this.#advanceAlone(key, epoch, [], place, false);
  }

  async #advanceAlone(
    key: string,
    epoch: string,
    entries: readonly LogEntry[],
    place: Place,
    fresh: boolean,
  ): Promise<void> {
    await this.#transaction(async (tx) => {
      await this.#surroundings.checkpoints.move(key, epoch, place, tx);
      await this.#apply(tx, entries, fresh);
    });
  }

  async #liveKey(): Promise<string | undefined> {
    const live = await this.#surroundings.checkpoints.live(this.projection.name);
    // An older version is left to the servers that still know how to write it, until the new one takes over.
    return live?.version === this.projection.version ? live.key : undefined;
  }

  async #createFirst(): Promise<void> {
    const { name, version } = this.projection;
    if (await this.#surroundings.checkpoints.live(name)) return;
    await this.#create({ key: `${name}_v${version}`, name, version, status: 'live' });
  }

  async #create(checkpoint: Omit<Checkpoint, keyof Place>): Promise<void> {
    await this.#surroundings.db.transaction().execute(async (tx) => {
      // One process creates; the others find it created.
      await sql`select pg_advisory_xact_lock(hashtextextended('chancery:create-read-model', 7))`.execute(tx);
      if (checkpoint.status === 'live' && (await this.#surroundings.checkpoints.live(checkpoint.name)))
        return;
      await sql`create schema ${sql.id(checkpoint.key)}`.execute(tx);
      await sql`set local search_path to ${sql.id(checkpoint.key)}, public`.execute(tx);
      await this.projection.create(tx);
      await this.#surroundings.checkpoints.create(tx, checkpoint);
      if (checkpoint.status === 'building') return;
      await this.projection.createIndexes?.(tx);
      await this.#show(tx, checkpoint.key);
    });
  }

  /** True when the one that was built is live; false when it is not as far as the live one yet. */
  async #takeOver(key: string, position: Position): Promise<boolean> {
    const { name } = this.projection;
    const replaced = await this.#surroundings.db.transaction().execute(async (tx) => {
      // The live one cannot move on while its row is locked.
      await sql`select from projections.checkpoints where name = ${name} and status = 'live' for update`.execute(
        tx,
      );
      const live = await new Checkpoints(tx).live(name);
      // One that was built from another log is neither ahead nor behind.
      if (live && live.position > position && (await find(live, this.#surroundings.source)).found === 'here')
        return undefined;
      if (live) await sql`delete from projections.checkpoints where key = ${live.key}`.execute(tx);
      await sql`update projections.checkpoints set status = 'live' where key = ${key}`.execute(tx);
      await this.#show(tx, key);
      return live?.key ?? '';
    });
    if (replaced) await sql`drop schema if exists ${sql.id(replaced)} cascade`.execute(this.#surroundings.db);
    return replaced !== undefined;
  }

  async #show(tx: AnyDatabase, schema: string): Promise<void> {
    const { tables } = this.projection;
    await this.#dependents?.drop(tx, tables);
    for (const table of tables) {
      await sql`drop view if exists read.${sql.id(table)}`.execute(tx);
      await sql`create view read.${sql.id(table)} as select * from ${sql.id(schema, table)}`.execute(tx);
    }
    await this.#dependents?.create(tx, tables);
  }

  async #drop(key: string): Promise<void> {
    await sql`delete from projections.checkpoints where key = ${key}`
      .execute(this.#surroundings.db)
      .catch(() => undefined);
    await sql`drop schema if exists ${sql.id(key)} cascade`
      .execute(this.#surroundings.db)
      .catch(() => undefined);
  }

  async #apply(tx: Transaction<unknown>, entries: readonly LogEntry[], fresh = false): Promise<void> {
    const events = entries.flatMap(({ event }) => (event ? [event] : []));
    if (events.length > 0) await this.projection.apply(tx, events, fresh);
  }

  async #transaction(work: (tx: Transaction<unknown>) => Promise<void>): Promise<void> {
    await (this.#surroundings.db as Kysely<unknown>).transaction().execute(work);
  }
}
