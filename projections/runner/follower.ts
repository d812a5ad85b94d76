import type { Logger } from 'pino';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { BEGINNING, type Position, type Recorded, type StreamName } from '../../domain/event.ts';
import {
  type AnyDatabase,
  type BlockedStream,
  type Checkpoints,
  LeadershipLost,
  type Move,
} from './checkpoints.ts';
import { isConnectionError } from './connection-error.ts';
import type { EventSource, LogEntry } from './event-source.ts';
import type { Leadership } from './leadership.ts';
import { endOf, find, type Place, placeOf, START } from './place.ts';
import type { FollowerStatus } from './projection.ts';
import type { SharedTransactions } from './shared-transactions.ts';

/** What is done with the log's entries: the difference between a projection and a policy. */
export interface Work {
  /** Takes in the entries and moves the checkpoint there, fenced by the epoch. */
  advance(move: Move, entries: readonly LogEntry[]): Promise<void>;
  /** Takes in the rest of a stream that had been put aside, and takes it up again. */
  retry(key: string, epoch: string, blocked: BlockedStream, entries: readonly LogEntry[]): Promise<void>;
  /** This process leads no more. */
  standDown?(): void;
}

export interface FollowerOptions {
  readonly name: string;
  readonly version: number;
  /** Key of the checkpoint to follow from: of the live version, found anew after each change of leader. */
  readonly key: () => Promise<string | undefined>;
  readonly batch: number;
  /**
   * On a log that is another one than it has followed: `stop` and say so; or go on from where the last event stands there,
   * and where it does not, from the `beginning` or the `end`.
   */
  readonly onAnotherLog: 'stop' | 'beginning' | 'end';
  /** Whether the event is any of its business; it is not told of the others. */
  readonly concerns: (event: Recorded<ChanceryEvent>) => boolean;
}

/** What the followers of a process have in common. */
export interface Surroundings {
  readonly db: AnyDatabase;
  readonly source: EventSource;
  readonly leadership: Leadership;
  readonly checkpoints: Checkpoints;
  readonly transactions: SharedTransactions;
  readonly log: Logger;
  /** Told whenever one of them has moved on. */
  readonly onMove: () => void;
  readonly watch?: BatchWatcher | undefined;
}

/** Watches a follower take in a batch, without taking part in it. */
export type BatchWatcher = (
  follower: string,
  entries: readonly LogEntry[],
  work: () => Promise<void>,
) => Promise<void>;

const STANDBY_MS = 1_000;
const RETRY_MS = 5_000;

const REBUILD = 'run `chancery rebuild`';
const problems = {
  ahead: `POSITION_AHEAD_OF_LOG: the log ends before what was read of it: it was restored to an earlier moment; ${REBUILD}`,
  moved: `READ_FROM_ANOTHER_LOG: what was read until now stands elsewhere in this log: it is a copy; ${REBUILD}`,
  lost: `READ_FROM_ANOTHER_LOG: what was read until now is not in this log: it is another one; ${REBUILD}`,
} as const;

/**
 * Follows the log: takes batch after batch as they come, for as long as this process leads. What fails is
 * tried entry by entry; an entry that fails alone puts its stream aside, and nothing else.
 */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #source: EventSource;
  readonly #leadership: Leadership;
  readonly #checkpoints: Checkpoints;
  readonly #transactions: SharedTransactions;
  readonly #log: Logger;
  readonly #onMove: () => void;
  readonly #watch: BatchWatcher | undefined;
  readonly #work: Work;

  #position: Position = BEGINNING;
  /** Where it has left its checkpoint: further on is only what does not concern it. */
  #left: Position = BEGINNING;
  #leader = false;
  #caughtUp = false;
  #problem: string | undefined;
  #blocked = new Set<StreamName>();
  #stopped = false;
  #awake = true;
  #wake = (): void => undefined;
  #interrupt = (): void => undefined;
  #running: Promise<void> | undefined;
  #forget: (() => void) | undefined;
  #retriedAt = 0;
  /** Of which it was found out that another process leads there, or that its version was replaced. */
  #lostEpoch: string | undefined;

  constructor(options: FollowerOptions, surroundings: Surroundings, work: Work) {
    this.#options = options;
    this.#source = surroundings.source;
    this.#leadership = surroundings.leadership;
    this.#checkpoints = surroundings.checkpoints;
    this.#transactions = surroundings.transactions;
    this.#log = surroundings.log;
    this.#onMove = surroundings.onMove;
    this.#watch = surroundings.watch;
    this.#work = work;
  }

  start(): void {
    this.#forget = this.#source.onAppend(() => this.#rouse());
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#forget?.();
    this.#rouse();
    this.#interrupt();
    await this.#running;
  }

  get position(): Position {
    return this.#position;
  }

  get leads(): boolean {
    return this.#leader;
  }

  status(): FollowerStatus {
    return {
      name: this.#options.name,
      version: this.#options.version,
      position: this.#position,
      caughtUp: this.#caughtUp,
      leader: this.#leader,
      blockedStreams: this.#blocked.size,
      ...(this.#problem && { problem: this.#problem }),
    };
  }

  #rouse(): void {
    this.#awake = true;
    this.#wake();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        if (await this.#leadership.take(this.#options.name)) await this.#lead();
        else await this.#pause(STANDBY_MS);
      } catch (error) {
        if (!(error instanceof LeadershipLost)) {
          this.#problem = error instanceof Error ? error.message : String(error);
          this.#log.error({ err: error, follower: this.#options.name }, 'Following the log was interrupted');
          await this.#pause(STANDBY_MS);
        }
      } finally {
        if (this.#leader) this.#work.standDown?.();
        this.#leader = false;
      }
    }
  }

  /** Until it is stopped, loses the lead, or the version that it works on is replaced. */
  async #lead(): Promise<void> {
    const key = await this.#options.key();
    const begun = key === undefined ? undefined : await this.#checkpoints.begin(key);
    if (key === undefined || !begun) return this.#pause(STANDBY_MS);
    const { epoch } = begun;
    const position = await this.#foothold(key, epoch, begun.place);
    if (position === undefined) return this.#pause(STANDBY_MS);
    this.#position = position;
    this.#left = position;
    this.#leader = true;
    this.#problem = undefined;
    this.#blocked = new Set((await this.#checkpoints.blocked(key)).map(({ stream }) => stream));

    while (!this.#stopped && this.#leadership.holds(this.#options.name)) {
      this.#awake = false;
      await this.#retryBlocked(key, epoch);
      const entries = await this.#source.readAfter(this.#position, this.#options.batch);
      if (entries.length > 0) await this.#take(key, epoch, entries);
      this.#caughtUp = entries.length < this.#options.batch;
      if (this.#caughtUp) await this.#awaitNews();
      if (this.#lostEpoch === epoch) throw new LeadershipLost(`${key} is led by another process`);
    }
  }

  /** Where to follow from; `undefined` when the read model was built from another log than this. */
  async #foothold(key: string, epoch: string, place: Place): Promise<Position | undefined> {
    const finding = await find(place, this.#source);
    if (finding.found === 'here') return place.position;
    const what = { follower: this.#options.name, position: place.position };
    if (this.#options.onAnotherLog === 'stop') {
      // It is looked for again and again, until somebody has rebuilt; that is told of once.
      if (this.#problem !== problems[finding.found]) this.#log.error(what, problems[finding.found]);
      this.#problem = problems[finding.found];
      return undefined;
    }
    const elsewhere = async (): Promise<Place> =>
      this.#options.onAnotherLog === 'end' ? endOf(this.#source) : START;
    const next = finding.found === 'moved' ? finding.place : await elsewhere();
    this.#log.warn({ ...what, next: next.position }, 'The log is another one than was followed until now');
    await this.#checkpoints.relocate(key, epoch, next);
    return next.position;
  }

  async #take(key: string, epoch: string, entries: readonly LogEntry[]): Promise<void> {
    const last = entries.at(-1);
    if (!last) return;
    try {
      await this.#advance(key, epoch, entries, placeOf(last));
    } catch (error) {
      if (error instanceof LeadershipLost || isConnectionError(error)) throw error;
      if (entries.length > 1) {
        for (const entry of entries) await this.#take(key, epoch, [entry]);
        return;
      }
      this.#log.error(
        { err: error, follower: this.#options.name, stream: last.stream, position: last.position },
        'An event could not be taken in; its stream is put aside',
      );
      const move = { key, epoch, place: placeOf(last), after: this.#left };
      await this.#checkpoints.block(key, last, error, 1, move);
      this.#left = last.position;
      this.#blocked.add(last.stream);
      this.#moved(last.position);
    }
  }

  async #advance(key: string, epoch: string, entries: readonly LogEntry[], place: Place): Promise<void> {
    const { concerns, name } = this.#options;
    const wanted = entries.filter(
      ({ stream, event }) => !this.#blocked.has(stream) && (event === undefined || concerns(event)),
    );
    const undecodable = wanted.find(({ event }) => event === undefined);
    if (undecodable) throw undecodable.error;
    const move = { key, epoch, place, after: this.#left };
    if (wanted.length === 0) {
      this.#transactions.pass(move, () => {
        this.#lostEpoch = epoch;
        this.#rouse();
      });
    } else {
      this.#transactions.forget(key);
      const work = (): Promise<void> => this.#work.advance(move, wanted);
      await (this.#watch ? this.#watch(name, wanted, work) : work());
      this.#left = place.position;
    }
    this.#moved(place.position);
  }

  #moved(position: Position): void {
    this.#position = position;
    this.#onMove();
  }

  async #retryBlocked(key: string, epoch: string): Promise<void> {
    if (this.#blocked.size === 0 || Date.now() - this.#retriedAt < RETRY_MS) return;
    this.#retriedAt = Date.now();
    for (const blocked of await this.#checkpoints.due(key)) {
      const rest = await this.#source.readStream(blocked.stream, blocked.revision);
      // Later events of the stream come with the log.
      const entries = rest.filter(({ position }) => position <= this.#position);
      try {
        const undecodable = entries.find(({ event }) => event === undefined);
        if (undecodable) throw undecodable.error;
        await this.#work.retry(key, epoch, blocked, entries);
        this.#blocked.delete(blocked.stream);
      } catch (error) {
        if (error instanceof LeadershipLost || isConnectionError(error)) throw error;
        const [first] = entries;
        if (first) await this.#checkpoints.block(key, first, error, blocked.attempts + 1);
      }
    }
  }

  /** Waits for news of the log, but no longer than until streams that were put aside are looked at again. */
  async #awaitNews(): Promise<void> {
    if (this.#awake) return;
    await this.#sleep(RETRY_MS, (wake) => (this.#wake = wake));
    this.#wake = () => undefined;
  }

  /** Waits out the time, unless it is stopped. */
  async #pause(milliseconds: number): Promise<void> {
    await this.#sleep(milliseconds, (wake) => (this.#interrupt = wake));
  }

  async #sleep(milliseconds: number, wakeBy: (wake: () => void) => void): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((settle) => {
      const timer = setTimeout(settle, milliseconds);
      wakeBy(() => {
        clearTimeout(timer);
        settle();
      });
    });
  }
}
