import type { Kysely, Transaction } from 'kysely';
import type { Logger } from 'pino';
import { type AnyDatabase, type Checkpoints, LeadershipLost, type Move } from './checkpoints.ts';
import { isConnectionError } from './connection-error.ts';

/** How long a checkpoint may lag that has moved past events which concern nobody; other processes wait for it. */
const LAG_MS = 50;
const RETRY_MS = 1_000;

/** What a follower writes, with the checkpoint that goes with it. */
export interface Share extends Move {
  // biome-ignore lint/suspicious/noExplicitAny: whose tables it writes to, it knows.
  readonly write: (tx: Transaction<any>) => Promise<void>;
}

interface Waiting {
  readonly share: Share;
  readonly settle: (failure?: { readonly error: unknown }) => void;
}

/** A checkpoint that goes past events which do not concern its follower. */
interface Passing extends Move {
  readonly onLost: () => void;
}

/**
 * Writes for several followers of a process in one transaction. An event concerns three or four of them, which come for it in the
 * same turn, and to begin, to move a checkpoint and to commit costs more than most of what each has to write. One
 * transaction at a time; who comes meanwhile goes with the next. Checkpoints of those whom an event does not concern go along.
 *
 * Where one fails nothing is kept, and each tries by itself: nobody is held up by the event that another cannot take in.
 */
export class SharedTransactions {
  readonly #db: AnyDatabase;
  readonly #checkpoints: Checkpoints;
  readonly #log: Logger;
  #waiting: Waiting[] = [];
  #passing = new Map<string, Passing>();
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  /** Of each follower that has written, the schema that it writes to: one path for all, so that plans made for it stay good. */
  readonly #schemas = new Map<string, string>();

  constructor(db: AnyDatabase, checkpoints: Checkpoints, log: Logger) {
    this.#db = db;
    this.#checkpoints = checkpoints;
    this.#log = log;
  }

  /**
   * Settles when what it writes is committed.
   *
   * @throws LeadershipLost when the epoch is over, or the version has been replaced; what `write` throws.
   */
  run(share: Share): Promise<void> {
    this.forget(share.key);
    return new Promise((resolve, reject) => {
      const settle: Waiting['settle'] = (failure) => (failure ? reject(failure.error) : resolve());
      this.#waiting.push({ share, settle });
      this.#begin();
    });
  }

  /** With the next transaction, or soon. `onLost`: called when the epoch turns out to be over, or the version to have been replaced. */
  pass(move: Move, onLost: () => void): void {
    this.#passing.set(move.key, { ...move, onLost });
    this.#plan(LAG_MS);
  }

  /** Its checkpoint is about to be moved further than it was to pass. */
  forget(key: string): void {
    this.#passing.delete(key);
  }

  /** Settles when everything is written that was to be. */
  async close(): Promise<void> {
    await this.#working;
    clearTimeout(this.#timer);
    this.#begin();
    await this.#working;
    clearTimeout(this.#timer);
  }

  #plan(milliseconds: number): void {
    if (!this.#working) this.#timer ??= setTimeout(() => this.#begin(), milliseconds);
  }

  #begin(): void {
    this.#working ??= this.#work().then((isWritten) => {
      this.#working = undefined;
      if (this.#waiting.length > 0) this.#begin();
      else if (this.#passing.size > 0) this.#plan(isWritten ? LAG_MS : RETRY_MS);
    });
  }

  /** @returns false where what passes is to be tried again */
  async #work(): Promise<boolean> {
    // Whoever was woken by the same news comes in this turn.
    await new Promise((turn) => setImmediate(turn));
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let isWritten = true;
    do {
      const members = this.#waiting;
      const passing = this.#passing;
      this.#waiting = [];
      this.#passing = new Map();
      isWritten = await this.#together(members, passing);
    } while (this.#waiting.length > 0);
    return isWritten;
  }

  async #together(members: readonly Waiting[], passing: ReadonlyMap<string, Passing>): Promise<boolean> {
    if (members.length + passing.size === 0) return true;
    try {
      const led = await this.#write(
        members.map(({ share }) => share),
        [...passing.values()],
      );
      for (const { share, settle } of members) settle(led.has(share.key) ? undefined : lost(share));
      for (const [key, { onLost }] of passing) if (!led.has(key)) onLost();
      return true;
    } catch (error) {
      // What has been added since is further on; and who writes now moves its own.
      this.#passing = new Map([...passing, ...this.#passing]);
      for (const { share } of this.#waiting) this.forget(share.key);
      if (members.length === 0)
        this.#log.warn({ err: error }, 'Checkpoints could not be moved; it is tried again');
      else if (members.length === 1 || isConnectionError(error))
        for (const { settle } of members) settle({ error });
      else for (const member of members) await this.#together([member], new Map());
      return false;
    }
  }

  /** @returns the keys that this process still leads: for the others nothing was done. */
  async #write(shares: readonly Share[], passing: readonly Move[]): Promise<ReadonlySet<string>> {
    for (const { name, key } of shares) this.#schemas.set(name, key);
    const path = [...this.#schemas.values()];
    return (this.#db as Kysely<unknown>).transaction().execute(async (tx) => {
      const led = await this.#checkpoints.moveAll(tx, [...shares, ...passing], path);
      const written = await Promise.allSettled(
        shares.filter(({ key }) => led.has(key)).map(({ write }) => write(tx)),
      );
      // Not before all have ended: what is sent after the end of a transaction would be outside of it.
      for (const outcome of written) if (outcome.status === 'rejected') throw outcome.reason;
      return led;
    });
  }
}

const lost = ({ key }: Share): { readonly error: unknown } => ({
  error: new LeadershipLost(`${key} is led by another process`),
});
