import type { Kysely, Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Position, Recorded } from '../../domain/event.ts';
import type { BlockedStream, Move } from './checkpoints.ts';
import { eventsOf, type LogEntry } from './event-source.ts';
import { Follower, type Surroundings, type Work } from './follower.ts';
import { endOf, find, type Place } from './place.ts';
import type { FollowerStatus } from './projection.ts';

/**
 * Something that writes down what is to be told to the world outside, event by event. It begins at the end of the log that it is
 * first shown, since nobody wants to be told of what is long over; and on a log in which what it has followed is
 * missing (one that was restored to an earlier moment), it goes on from the end for the same reason.
 */
export interface Outbox {
  readonly name: string;
  /** Whether there may be anything to tell of the event. */
  concerns(event: Recorded<ChanceryEvent>): boolean;
  /** Finds out what is to be told, and answers with what writes it down, which MUST do nothing when it was written before. */
  prepare(
    events: readonly Recorded<ChanceryEvent>[],
    // biome-ignore lint/suspicious/noExplicitAny: its tables are its own.
  ): Promise<(tx: Transaction<any>) => Promise<undefined>>;
  /** Of what it remembers everything: this process is told no more whose data are erased. */
  forget?(): void;
}

const BATCH = 100;

/** Feeds an outbox: what it writes down, and how far it has come, is one transaction, so that nothing is told twice or never. */
export class OutboxRunner implements Work {
  readonly #outbox: Outbox;
  readonly #surroundings: Surroundings;
  readonly #follower: Follower;
  readonly #key: string;

  constructor(outbox: Outbox, surroundings: Surroundings) {
    this.#outbox = outbox;
    this.#surroundings = surroundings;
    this.#key = `outbox:${outbox.name}`;
    const options = {
      name: this.#key,
      version: 1,
      key: async () => this.#key,
      batch: BATCH,
      onAnotherLog: 'end' as const,
      concerns: (event: Recorded<ChanceryEvent>) => outbox.concerns(event),
    };
    this.#follower = new Follower(options, surroundings, this);
  }

  /** Takes its place in the log, before anything is added to it by whoever waits for the start. */
  async start(): Promise<void> {
    const name = this.#key;
    await this.#surroundings.checkpoints.create(
      this.#surroundings.db,
      { key: name, name, version: 1, status: 'live' },
      await endOf(this.#surroundings.source),
    );
    const checkpoint = await this.#surroundings.checkpoints.live(name);
    if (checkpoint && !(await this.#isInTheLog(checkpoint))) await this.#goToTheEnd();
    this.#follower.start();
  }

  stop(): Promise<void> {
    return this.#follower.stop();
  }

  get position(): Position {
    return this.#follower.position;
  }

  status(): FollowerStatus {
    return this.#follower.status();
  }

  async advance(move: Move, entries: readonly LogEntry[]): Promise<void> {
    const write = await this.#prepare(entries);
    await this.#surroundings.transactions.run({ ...move, name: this.#key, write });
  }

  async retry(
    key: string,
    epoch: string,
    blocked: BlockedStream,
    entries: readonly LogEntry[],
  ): Promise<void> {
    const write = await this.#prepare(entries);
    await (this.#surroundings.db as Kysely<unknown>).transaction().execute(async (tx) => {
      await this.#surroundings.checkpoints.enter(tx, key, epoch);
      await write(tx);
      await this.#surroundings.checkpoints.unblock(tx, key, blocked.stream);
    });
  }

  standDown(): void {
    this.#outbox.forget?.();
  }

  #prepare(entries: readonly LogEntry[]) {
    return this.#outbox.prepare(eventsOf(entries).filter((event) => this.#outbox.concerns(event)));
  }

  async #isInTheLog(place: Place): Promise<boolean> {
    const { found } = await find(place, this.#surroundings.source);
    if (found === 'ahead' || found === 'lost') return false;
    if (place.event !== '') return true;
    // Known by its position alone, which another store, to which the log was moved, cannot even read.
    try {
      await this.#surroundings.source.readAfter(place.position, 1);
      return true;
    } catch {
      await this.#surroundings.source.head();
      return false;
    }
  }

  async #goToTheEnd(): Promise<void> {
    const begun = await this.#surroundings.checkpoints.begin(this.#key);
    if (begun)
      await this.#surroundings.checkpoints.relocate(
        this.#key,
        begun.epoch,
        await endOf(this.#surroundings.source),
      );
  }
}
