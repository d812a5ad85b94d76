import { setImmediate as turn } from 'node:timers/promises';
import type { RawBuilder, Transaction } from 'kysely';
import type { Logger } from 'pino';
import { isNotAllLed, LeadershipLost, ledOf, type Move, movingAll } from './checkpoints.ts';
import { isConnectionError } from './connection-error.ts';
import type { LastStatement } from './projection.ts';

/** How long a checkpoint may lag that has moved past events which concern nobody; other processes wait for it. */
const LAG_MS = 50;
const RETRY_MS = 1_000;

// biome-ignore lint/suspicious/noExplicitAny: whose tables are written to, the writers know.
type AnyTransaction = Transaction<any>;

/** Sends a statement that nobody waits for but the end of the transaction. */
export type Leave = (statement: RawBuilder<unknown>) => void;

/** One transaction at a time. Statements need not wait for each other's answers, nor the commit for what was left. */
export interface Transactions {
  /**
   * Commits when the work has ended, and undoes everything when it has failed, or a statement has. None may be under way by then.
   *
   * @param first is carried out before whatever the work sends.
   * @returns the rows of the first.
   */
  run<Row>(
    first: RawBuilder<Row>,
    work: (tx: AnyTransaction, leave: Leave) => Promise<void>,
  ): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** What a follower writes, with the checkpoint that goes with it. */
export interface Share extends Move {
  /** Of the follower. */
  readonly name: string;
  readonly write: (tx: AnyTransaction) => Promise<LastStatement>;
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
  readonly #transactions: Transactions;
  readonly #log: Logger;
  #waiting: Waiting[] = [];
  #passing = new Map<string, Passing>();
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  /** Of each follower that has written, the schema that it writes to: one path for all, so that plans made for it stay good. */
  readonly #schemas = new Map<string, string>();

  constructor(transactions: Transactions, log: Logger) {
    this.#transactions = transactions;
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
    await this.#idle();
    this.#begin();
    await this.#idle();
    clearTimeout(this.#timer);
    await this.#transactions.close();
  }

  async #idle(): Promise<void> {
    while (this.#working) await this.#working;
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
    // Whoever was woken by the same news, or was answered last, comes in this turn.
    await turn();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const members = this.#waiting;
    const passing = this.#passing;
    this.#waiting = [];
    this.#passing = new Map();
    return this.#together(members, passing);
  }

  async #together(members: readonly Waiting[], passing: ReadonlyMap<string, Passing>): Promise<boolean> {
    if (members.length + passing.size === 0) return true;
    try {
      await this.#write(
        members.map(({ share }) => share),
        [...passing.values()],
      );
      for (const { settle } of members) settle();
      return true;
    } catch (error) {
      if (error instanceof NotAllLed) return this.#withoutLost(members, passing, error.led);
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

  async #withoutLost(
    members: readonly Waiting[],
    passing: ReadonlyMap<string, Passing>,
    led: ReadonlySet<string>,
  ): Promise<boolean> {
    for (const { share, settle } of members) {
      if (!led.has(share.key))
        settle({ error: new LeadershipLost(`${share.key} is led by another process`) });
    }
    for (const [key, { onLost }] of passing) if (!led.has(key)) onLost();
    return this.#together(
      members.filter(({ share }) => led.has(share.key)),
      new Map([...passing].filter(([key]) => led.has(key))),
    );
  }

  /** @throws NotAllLed */
  async #write(shares: readonly Share[], passing: readonly Move[]): Promise<void> {
    for (const { name, key } of shares) this.#schemas.set(name, key);
    const path = [...this.#schemas.values()];
    const moves = [...shares, ...passing];
    try {
      await this.#transactions.run(movingAll(moves, path), async (tx, leave) => {
        const written = await Promise.allSettled(
          shares.map(async ({ write }) => {
            const last = await write(tx);
            if (last) leave(last);
          }),
        );
        for (const outcome of written) if (outcome.status === 'rejected') throw outcome.reason;
      });
    } catch (error) {
      if (!isNotAllLed(error)) throw error;
      const rows = await this.#transactions.run(ledOf(moves), async () => undefined);
      const led = new Set(rows.map(({ key }) => key));
      throw led.size < moves.length ? new NotAllLed(led) : error;
    }
  }
}

/** The epoch of some is over, or their version has been replaced; nothing was done. */
class NotAllLed extends Error {
  readonly led: ReadonlySet<string>;

  constructor(led: ReadonlySet<string>) {
    super('Not all of them are led by this process any more');
    this.led = led;
  }
}
