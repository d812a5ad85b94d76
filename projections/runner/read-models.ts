import type pg from 'pg';
import type { Logger } from 'pino';
import type { Position } from '../../domain/event.ts';
import { type AnyDatabase, type Checkpoint, Checkpoints } from './checkpoints.ts';
import type { EventSource } from './event-source.ts';
import type { Surroundings } from './follower.ts';
import { Leadership } from './leadership.ts';
import { type Outbox, OutboxRunner } from './outbox.ts';
import { find } from './place.ts';
import type { FollowerStatus, Projection } from './projection.ts';
import { ProjectionRunner, type RunnerHooks } from './projection-runner.ts';
import { type Reaction, Reactor } from './reactor.ts';
import { type RebuildProgress, rebuild } from './rebuild.ts';
import { sharedSource } from './shared-source.ts';
import { SharedTransactions, type Transactions } from './shared-transactions.ts';

const POLL_MS = 25;

/** All projections, policies and outboxes of this process: started, waited for, looked at, rebuilt and stopped together. */
export class ReadModels {
  readonly #runners: readonly ProjectionRunner[];
  readonly #reactors: Reactor[] = [];
  readonly #outboxes: OutboxRunner[] = [];
  readonly #leadership: Leadership;
  readonly #checkpoints: Checkpoints;
  readonly #transactions: SharedTransactions;
  readonly #source: ReturnType<typeof sharedSource>;
  readonly #surroundings: Surroundings;
  readonly #waiting = new Set<() => void>();
  /** Keys of checkpoints that were found in this log. */
  readonly #found = new Set<string>();

  constructor(
    projections: readonly Projection[],
    db: AnyDatabase,
    source: EventSource,
    connect: () => Promise<pg.PoolClient>,
    transactions: Transactions,
    log: Logger,
    hooks: RunnerHooks = {},
  ) {
    this.#source = sharedSource(source);
    this.#leadership = new Leadership(connect);
    this.#checkpoints = new Checkpoints(db);
    this.#transactions = new SharedTransactions(transactions, log);
    this.#surroundings = {
      db,
      source: this.#source,
      leadership: this.#leadership,
      checkpoints: this.#checkpoints,
      transactions: this.#transactions,
      log,
      onMove: () => this.#wakeWaiting(),
      watch: hooks.watch,
    };
    this.#runners = projections.map(
      (projection) => new ProjectionRunner(projection, this.#surroundings, hooks),
    );
  }

  async start(): Promise<void> {
    for (const runner of this.#runners) await runner.start();
  }

  async startReaction(reaction: Reaction): Promise<void> {
    const reactor = new Reactor(reaction, this.#surroundings, () => this.#areOfThisLog());
    await reactor.start();
    this.#reactors.push(reactor);
  }

  async startOutbox(outbox: Outbox): Promise<void> {
    const runner = new OutboxRunner(outbox, this.#surroundings);
    await runner.start();
    this.#outboxes.push(runner);
  }

  async stop(): Promise<void> {
    await Promise.all(
      [...this.#runners, ...this.#reactors, ...this.#outboxes].map((follower) => follower.stop()),
    );
    await this.#transactions.close();
    this.#source.close();
    await this.#leadership.close();
  }

  /** Whether every read model has `position`, waiting for it up to the limit. `present`: but for those that only look back. */
  async waitFor(position: Position, timeoutMs: number, which: 'all' | 'present' = 'all'): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    const wanted = this.#runners.filter(({ projection }) => which === 'all' || !projection.looksBack);
    for (;;) {
      const behind = wanted.filter((runner) => runner.position < position);
      if (behind.length === 0) return true;
      // Those that another process leads are known from their checkpoints only.
      if (behind.every((runner) => !runner.leads) && (await this.#checkpointsReach(wanted, position))) {
        return true;
      }
      const remaining = deadline - Date.now();
      if (remaining <= 0) return false;
      await this.#moved(Math.min(remaining, POLL_MS));
    }
  }

  /** Whether every policy has followed `position`, waiting for it up to the limit. What they did is further on in the log. */
  async waitForReactions(position: Position, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    const checkpoints = new Map<string, Position>();
    for (;;) {
      const behind = this.#reactors.filter(
        (reactor) => (reactor.leads ? reactor.position : (checkpoints.get(reactor.key) ?? '')) < position,
      );
      if (behind.length === 0) return true;
      const remaining = deadline - Date.now();
      if (remaining <= 0) return false;
      await this.#moved(Math.min(remaining, POLL_MS));
      if (behind.some((reactor) => !reactor.leads)) {
        for (const checkpoint of await this.#checkpoints.all()) {
          if (await this.#isOfThisLog(checkpoint)) checkpoints.set(checkpoint.key, checkpoint.position);
        }
      }
    }
  }

  /**
   * Builds these read models anew from the log, beside the live ones, which serve until the new take over. Other builds of them
   * that are under way end.
   */
  async rebuild(names: readonly string[], onProgress?: (progress: RebuildProgress) => void): Promise<void> {
    const runners = names.map((name) => this.#runner(name));
    await rebuild(this.#source, runners, onProgress);
  }

  /** What `start` does for a read model whose version is a new one: builds that, or goes on with where it was broken off. */
  bringUpToDate(name: string): Promise<void> {
    return this.#runner(name).bringUpToDate();
  }

  #runner(name: string): ProjectionRunner {
    const runner = this.#runners.find(({ projection }) => projection.name === name);
    if (!runner) throw new Error(`There is no read model ${name}; there are ${this.names.join(', ')}`);
    return runner;
  }

  get names(): readonly string[] {
    return this.#runners.map(({ projection }) => projection.name);
  }

  status(): readonly FollowerStatus[] {
    return [...this.#runners, ...this.#reactors, ...this.#outboxes].map((follower) => follower.status());
  }

  async #checkpointsReach(runners: readonly ProjectionRunner[], position: Position): Promise<boolean> {
    const names = new Set(runners.map(({ projection }) => projection.name));
    const live = (await this.#live()).filter(({ name }) => names.has(name));
    if (live.length < runners.length || live.some((checkpoint) => checkpoint.position < position)) {
      return false;
    }
    return this.#everyIsOfThisLog(live);
  }

  async #live(): Promise<readonly Checkpoint[]> {
    const names = new Set(this.names);
    return (await this.#checkpoints.all()).filter(({ name, status }) => status === 'live' && names.has(name));
  }

  /** Whether the live read models are what this log tells. Policies wait for that, since they ask them. */
  async #areOfThisLog(): Promise<boolean> {
    return this.#everyIsOfThisLog(await this.#live());
  }

  async #everyIsOfThisLog(checkpoints: readonly Checkpoint[]): Promise<boolean> {
    for (const checkpoint of checkpoints) if (!(await this.#isOfThisLog(checkpoint))) return false;
    return true;
  }

  /** A position of another log may be greater than any of this one, and means nothing. */
  async #isOfThisLog(checkpoint: Checkpoint): Promise<boolean> {
    if (this.#found.has(checkpoint.key)) return true;
    if ((await find(checkpoint, this.#source)).found !== 'here') return false;
    this.#found.add(checkpoint.key);
    return true;
  }

  #wakeWaiting(): void {
    for (const wake of this.#waiting) wake();
  }

  async #moved(milliseconds: number): Promise<void> {
    await new Promise<void>((settle) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        settle();
      };
      const timer = setTimeout(done, milliseconds);
      this.#waiting.add(done);
    });
  }
}
