import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Position } from '../../domain/event.ts';
import { Builds, isPassing } from './builds.ts';
import type { BlockedStream, Move } from './checkpoints.ts';
import type { LogEntry } from './event-source.ts';
import { type BatchWatcher, Follower, type Surroundings, type Work } from './follower.ts';
import { Memory } from './memory.ts';
import { ModelTables, type ViewDependents } from './model-tables.ts';
import type { FollowerStatus, Projection } from './projection.ts';
import { type Build, rebuild } from './rebuild.ts';

const LIVE_BATCH = 500;
/** Who has more to take in at once has fallen behind, or much was written at once: others do not wait for that, but work beside it. */
const MOST_SHARED = 100;
/** At a build that another process has begun, or that was broken off by the database. */
const LOOK_AGAIN_MS = 2_000;
const TELL_MS = 30_000;

export interface RunnerHooks {
  readonly watch?: BatchWatcher | undefined;
  readonly dependents?: ViewDependents | undefined;
  /** Does what `bringUpToDate` does for the read model of that name, elsewhere than in this thread. */
  readonly bringUpToDate?: ((name: string) => Promise<void>) | undefined;
}

/** Keeps one projection up to date, and builds it anew when asked or when its version is a new one. */
export class ProjectionRunner implements Work {
  readonly projection: Projection;
  readonly #surroundings: Surroundings;
  readonly #follower: Follower;
  readonly #tables: ModelTables;
  readonly #builds: Builds;
  readonly #memory: Memory;
  readonly #stopped = new AbortController();
  readonly #elsewhere: RunnerHooks['bringUpToDate'];
  #building: Promise<void> | undefined;

  constructor(
    projection: Projection,
    surroundings: Surroundings,
    { dependents, bringUpToDate }: RunnerHooks = {},
  ) {
    this.projection = projection;
    this.#surroundings = surroundings;
    this.#elsewhere = bringUpToDate;
    this.#tables = new ModelTables(projection, surroundings, dependents);
    this.#builds = new Builds(projection, surroundings, this.#tables, this.#stopped.signal);
    this.#memory = new Memory(projection);
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
    const { name, version } = this.projection;
    const live = await this.#surroundings.checkpoints.live(name);
    if (live) await this.#tables.completeViews();
    else await this.#tables.create({ key: `${name}_v${version}`, name, version, status: 'live' });
    this.#follower.start();
    this.#building = this.bringUpToDate().catch((error: unknown) => {
      if (!this.#stopped.signal.aborted)
        this.#surroundings.log.error({ err: error, projection: name }, 'A rebuild failed');
    });
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all([this.#follower.stop(), this.#building]);
  }

  /** Until the live one is of this version: built here or elsewhere, gone on with where it was broken off, or built by another process. */
  async bringUpToDate(): Promise<void> {
    const { checkpoints } = this.#surroundings;
    const { name, version } = this.projection;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        const { live, unfinished } = await checkpoints.of(name);
        if (!live || live.version >= version) return await this.#builds.sweep(unfinished);
        if (this.#elsewhere && !signal.aborted) return await this.#elsewhere(name);
        const build = await this.#builds.resume(unfinished);
        if (build) await this.#finish(build);
      } catch (error) {
        if (!isPassing(error)) throw error;
      }
      await sleep(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Takes minutes or hours in a large register, and says how far it is. */
  async #finish(build: Build): Promise<void> {
    const { source, log } = this.#surroundings;
    const { name, version } = this.projection;
    const what = { projection: name, version };
    let told = Date.now();
    log.info(
      { ...what, position: build.position },
      'A new version is being built; the old one serves meanwhile',
    );
    await rebuild(source, [{ build: async () => build }], ({ events, position }) => {
      if (Date.now() - told < TELL_MS) return;
      told = Date.now();
      log.info({ ...what, events, position }, 'A new version is being built');
    });
    log.info(what, 'The new version has taken over');
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
  build(): Promise<Build> {
    return this.#builds.begin();
  }

  async advance(move: Move, entries: readonly LogEntry[]): Promise<void> {
    await this.#memory.during(move.key, move.epoch, (memory) => {
      if (entries.length > MOST_SHARED) return this.#tables.advance(move, entries, memory());
      const write = (tx: Transaction<unknown>) => this.#tables.applyButLast(tx, entries, memory());
      return this.#surroundings.transactions.run({ ...move, name: this.projection.name, write });
    });
  }

  async retry(
    key: string,
    epoch: string,
    blocked: BlockedStream,
    entries: readonly LogEntry[],
  ): Promise<void> {
    await this.#memory.during(key, epoch, (memory) =>
      this.#tables.transaction(async (tx) => {
        await this.#surroundings.checkpoints.enter(tx, key, epoch);
        await this.#tables.apply(tx, entries, memory());
        await this.#surroundings.checkpoints.unblock(tx, key, blocked.stream);
      }),
    );
  }

  standDown(): void {
    this.#memory.forget();
  }

  async #liveKey(): Promise<string | undefined> {
    const live = await this.#surroundings.checkpoints.live(this.projection.name);
    // An older version is left to the servers that still know how to write it, until the new one takes over.
    return live?.version === this.projection.version ? live.key : undefined;
  }
}
