import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Position, Recorded } from '../../domain/event.ts';
import type { BlockedStream, Move } from './checkpoints.ts';
import type { LogEntry } from './event-source.ts';
import { Follower, type Surroundings, type Work } from './follower.ts';
import type { FollowerStatus } from './projection.ts';

/** Something that acts on each event: it is told at least once, and again after a crash. */
export interface Reaction {
  readonly name: string;
  /** Whether it reacts to the event at all. */
  concerns(event: Recorded<ChanceryEvent>): boolean;
  handle(event: Recorded<ChanceryEvent>): Promise<void>;
}

const BATCH = 100;

/**
 * Tells a reaction of the log's events, one after the other, and remembers how far it has come. On a copy of the
 * log it goes on from there; on a log that was restored it begins again, since what it did may be lost, and what it
 * did because of an event it does not do twice.
 */
export class Reactor implements Work {
  readonly #reaction: Reaction;
  readonly #surroundings: Surroundings;
  readonly #follower: Follower;
  /** Of its checkpoint. */
  readonly key: string;

  constructor(reaction: Reaction, surroundings: Surroundings, mayFollow: () => Promise<boolean>) {
    this.#reaction = reaction;
    this.#surroundings = surroundings;
    this.key = `policy:${reaction.name}`;
    const options = {
      name: this.key,
      version: 1,
      key: async () => ((await mayFollow()) ? this.key : undefined),
      batch: BATCH,
      onAnotherLog: 'beginning' as const,
      concerns: (event: Recorded<ChanceryEvent>) => reaction.concerns(event),
    };
    this.#follower = new Follower(options, surroundings, this);
  }

  async start(): Promise<void> {
    const { db, checkpoints } = this.#surroundings;
    await checkpoints.create(db, { key: this.key, name: this.key, version: 1, status: 'live' });
    this.#follower.start();
  }

  stop(): Promise<void> {
    return this.#follower.stop();
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

  async advance(move: Move, entries: readonly LogEntry[]): Promise<void> {
    await this.#tell(entries);
    await this.#surroundings.checkpoints.move(move);
  }

  async retry(
    key: string,
    _epoch: string,
    blocked: BlockedStream,
    entries: readonly LogEntry[],
  ): Promise<void> {
    await this.#tell(entries);
    const { db, checkpoints } = this.#surroundings;
    await checkpoints.unblock(db, key, blocked.stream);
  }

  async #tell(entries: readonly LogEntry[]): Promise<void> {
    for (const { event } of entries) if (event) await this.#reaction.handle(event);
  }
}
