import type pg from 'pg';
import type { Logger } from 'pino';
import type { Position } from '../../domain/event.ts';
import { type AnyDatabase, Checkpoints } from './checkpoints.ts';
import { type EventSource, sharedSource } from './event-source.ts';
import { Leadership } from './leadership.ts';
import type { FollowerStatus, Projection } from './projection.ts';
import { ProjectionRunner, type RebuildProgress } from './projection-runner.ts';
import { type Reaction, Reactor } from './reactor.ts';

const POLL_MS = 25;

/** All projections and policies of this process: started, waited for, looked at, rebuilt and stopped together. */
export class ReadModels {
  readonly #runners: readonly ProjectionRunner[];
  readonly #reactors: Reactor[] = [];
  readonly #leadership: Leadership;
  readonly #checkpoints: Checkpoints;
  readonly #db: AnyDatabase;
  readonly #source: EventSource;
  readonly #log: Logger;
  readonly #waiting = new Set<() => void>();

  constructor(
    projections: readonly Projection[],
    db: AnyDatabase,
    source: EventSource,
    connect: () => Promise<pg.PoolClient>,
    log: Logger,
  ) {
    this.#db = db;
    this.#source = sharedSource(source);
    this.#log = log;
    this.#leadership = new Leadership(connect);
    this.#checkpoints = new Checkpoints(db);
    this.#runners = projections.map(
      (projection) =>
        new ProjectionRunner(projection, db, this.#source, this.#leadership, log, () => this.#wakeWaiting()),
    );
  }

  async start(): Promise<void> {
    for (const runner of this.#runners) await runner.start();
  }

  async startReaction(reaction: Reaction): Promise<void> {
    const reactor = new Reactor(reaction, this.#db, this.#source, this.#leadership, this.#log, () =>
      this.#wakeWaiting(),
    );
    await reactor.start();
    this.#reactors.push(reactor);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#runners, ...this.#reactors].map((follower) => follower.stop()));
    await this.#leadership.close();
  }

  /** Whether every read model has `position`, waiting for it up to the limit. */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const behind = this.#runners.filter((runner) => runner.position < position);
      if (behind.length === 0) return true;
      // Those that another process leads are known from their checkpoints only.
      if (behind.every((runner) => !runner.leads) && (await this.#checkpointsReach(position))) return true;
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
        for (const checkpoint of await this.#checkpoints.all())
          checkpoints.set(checkpoint.key, checkpoint.position);
      }
    }
  }

  async rebuild(name: string, onProgress?: (progress: RebuildProgress) => void): Promise<void> {
    const runner = this.#runners.find(({ projection }) => projection.name === name);
    if (!runner) throw new Error(`There is no read model ${name}; there are ${this.names.join(', ')}`);
    await runner.rebuild(onProgress);
  }

  get names(): readonly string[] {
    return this.#runners.map(({ projection }) => projection.name);
  }

  status(): readonly FollowerStatus[] {
    return [...this.#runners, ...this.#reactors].map((follower) => follower.status());
  }

  async #checkpointsReach(position: Position): Promise<boolean> {
    const all = await this.#checkpoints.all();
    return this.#runners.every(({ projection }) =>
      all.some(
        (checkpoint) =>
          checkpoint.name === projection.name &&
          checkpoint.status === 'live' &&
          checkpoint.position >= position,
      ),
    );
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
