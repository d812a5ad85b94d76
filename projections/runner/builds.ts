import { sql } from 'kysely';
import type { Position, StreamName } from '../../domain/event.ts';
import { type Checkpoint, Checkpoints, LeadershipLost } from './checkpoints.ts';
import { isConnectionError } from './connection-error.ts';
import type { LogEntry } from './event-source.ts';
import type { Surroundings } from './follower.ts';
import type { ModelTables } from './model-tables.ts';
import { find, type Place, placeOf } from './place.ts';
import type { Projection } from './projection.ts';
import type { Build } from './rebuild.ts';

/** The process ends, and the build with it. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Nothing is wrong with what was built: another process may go on with it, or this one when it can. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Interrupted || error instanceof LeadershipLost || isConnectionError(error);

/** Takes entries in, and moves the checkpoint there. `fresh`: see `Projection`. */
type Advance = (entries: readonly LogEntry[], to: Place, fresh?: boolean) => Promise<void>;

/**
 * Builds of a projection beside the live one: in this process, in another, or broken off with its process. A build is led as
 * the live one is, by a lock that says whose it is and an epoch that keeps all others from writing.
 */
export class Builds {
  readonly #projection: Projection;
  readonly #surroundings: Surroundings;
  readonly #tables: ModelTables;
  /** Keys of those that this process works on. */
  readonly #own = new Set<string>();
  /** The process ends. */
  readonly #stopped: AbortSignal;

  constructor(projection: Projection, surroundings: Surroundings, tables: ModelTables, stopped: AbortSignal) {
    this.#projection = projection;
    this.#surroundings = surroundings;
    this.#tables = tables;
    this.#stopped = stopped;
  }

  /**
   * Begins at the beginning of the log. Every other build of the projection ends, whoever is at work on it: what it has taken in
   * may be the very thing that is to go, as when a person's data is erased.
   */
  async begin(): Promise<Build> {
    const { unfinished } = await this.#surroundings.checkpoints.of(this.#projection.name);
    for (const { key } of unfinished) await this.#tables.drop(key);
    return this.#anew(false);
  }

  /**
   * Goes on with one of this version that was broken off, or begins one if there is none. It is left for a later start when
   * this process ends. Nothing when another process is at work on one.
   */
  async resume(unfinished: readonly Checkpoint[]): Promise<Build | undefined> {
    for (const one of unfinished) {
      if (!(await this.#isBrokenOff(one))) return undefined;
      if (one.version === this.#projection.version && (await this.#isOfThisLog(one))) {
        return this.#enter(one.key, true, one.status === 'built');
      }
      await this.#remove(one);
    }
    return this.#anew(true);
  }

  /** Removes what was broken off and is not wanted any more. */
  async sweep(unfinished: readonly Checkpoint[]): Promise<void> {
    for (const one of unfinished) if (await this.#isBrokenOff(one)) await this.#remove(one);
  }

  async #remove({ key }: Checkpoint): Promise<void> {
    await this.#tables.drop(key);
    await this.#end(key);
  }

  /** Whether nobody works on it; nobody else can from now on. */
  async #isBrokenOff({ key }: Checkpoint): Promise<boolean> {
    return !this.#own.has(key) && this.#surroundings.leadership.take(key);
  }

  async #isOfThisLog(unfinished: Checkpoint): Promise<boolean> {
    return (await find(unfinished, this.#surroundings.source)).found === 'here';
  }

  async #anew(isResumable: boolean): Promise<Build> {
    const { name, version } = this.#projection;
    const key = `${name}_v${version}_${Date.now().toString(36)}`;
    // Before it can be seen, or it would be taken for one that was broken off.
    this.#own.add(key);
    try {
      await this.#surroundings.leadership.take(key);
      await this.#tables.create({ key, name, version, status: 'building' });
      return await this.#enter(key, isResumable, false);
    } catch (error) {
      await this.#end(key);
      throw error;
    }
  }

  async #enter(key: string, isResumable: boolean, hasIndexes: boolean): Promise<Build> {
    this.#own.add(key);
    const begun = await this.#surroundings.checkpoints.begin(key);
    if (!begun) {
      await this.#end(key);
      throw new LeadershipLost(`${key} was ended when another build began`);
    }
    const { epoch, place } = begun;
    let after = place.position;
    const advance: Advance = async (entries, to, fresh) => {
      // Nothing is remembered: batches are so large that few letters go on in the next one.
      await this.#tables.advance({ key, epoch, place: to, after }, entries, undefined, fresh);
      after = to.position;
    };
    let indexed = hasIndexes;
    return {
      position: place.position,
      take: async (entries) => {
        if (this.#stopped.aborted)
          throw new Interrupted(`The rebuild of ${this.#projection.name} was interrupted`);
        const last = entries.at(-1);
        if (last) await this.#take(key, entries, placeOf(last), advance);
      },
      finish: async (position) => {
        if (indexed) {
          const isLive = await this.#takeOver(key, epoch, position);
          if (isLive) await this.#end(key);
          return isLive;
        }
        await this.#createIndexes(key, epoch);
        // The log may have grown a good deal meanwhile.
        indexed = true;
        return false;
      },
      abandon: async (cause) => {
        if (!(isResumable && isPassing(cause))) await this.#tables.drop(key, epoch).catch(() => undefined);
        await this.#end(key);
      },
    };
  }

  async #end(key: string): Promise<void> {
    this.#own.delete(key);
    // If it cannot be given back, it goes with its connection.
    await this.#surroundings.leadership.release(key).catch(() => undefined);
  }

  /**
   * The whole batch at once; where that fails, entry by entry, putting streams aside as the live one does. It may have been written
   * all the same, if only the answer was lost, so the entries are not fresh then.
   */
  async #take(key: string, entries: readonly LogEntry[], place: Place, advance: Advance): Promise<void> {
    const { checkpoints, log } = this.#surroundings;
    const blocked = new Set<StreamName>((await checkpoints.blocked(key)).map(({ stream }) => stream));
    const wanted = entries.filter(({ stream }) => !blocked.has(stream));
    if (wanted.every(({ event }) => event !== undefined)) {
      try {
        return await advance(wanted, place, true);
      } catch (error) {
        if (isPassing(error)) throw error;
        log.warn({ err: error, key }, 'A batch of a rebuild failed; it is taken event by event');
      }
    }
    for (const entry of wanted) {
      if (blocked.has(entry.stream)) continue;
      try {
        if (entry.event === undefined) throw entry.error;
        await advance([entry], placeOf(entry));
      } catch (error) {
        if (isPassing(error)) throw error;
        await checkpoints.block(key, entry, error, 1);
        blocked.add(entry.stream);
      }
    }
    await advance([], place);
  }

  async #createIndexes(key: string, epoch: string): Promise<void> {
    await this.#tables.transaction(async (tx) => {
      await this.#surroundings.checkpoints.enter(tx, key, epoch);
      await this.#projection.createIndexes?.(tx);
      await sql`update projections.checkpoints set status = 'built' where key = ${key}`.execute(tx);
    });
  }

  /** True when the one that was built is live; false when it is not as far as the live one yet. */
  async #takeOver(key: string, epoch: string, position: Position): Promise<boolean> {
    const { name } = this.#projection;
    const { checkpoints, source, db } = this.#surroundings;
    const replaced = await this.#tables.transaction(async (tx) => {
      await checkpoints.enter(tx, key, epoch);
      // The live one cannot move on while its row is locked.
      await sql`select from projections.checkpoints where name = ${name} and status = 'live' for update`.execute(
        tx,
      );
      const live = await new Checkpoints(tx).live(name);
      // One that was built from another log is neither ahead nor behind.
      if (live && live.position > position && (await find(live, source)).found === 'here') return undefined;
      if (live) await sql`delete from projections.checkpoints where key = ${live.key}`.execute(tx);
      await sql`update projections.checkpoints set status = 'live' where key = ${key}`.execute(tx);
      await this.#tables.show(tx, key);
      return live?.key ?? '';
    });
    if (replaced) await sql`drop schema if exists ${sql.id(replaced)} cascade`.execute(db);
    return replaced !== undefined;
  }
}
