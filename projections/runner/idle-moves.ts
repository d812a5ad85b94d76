import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { AnyDatabase } from './checkpoints.ts';
import type { Place } from './place.ts';

/** How long a checkpoint may lag that has moved past events which concern nobody; other processes wait for it. */
const LAG_MS = 50;
const RETRY_MS = 1_000;

interface IdleMove {
  readonly epoch: string;
  readonly place: Place;
  readonly onLost: () => void;
}

/**
 * Moves the checkpoints of followers that had nothing to do: those of a process together, in one statement now and then. Most
 * events concern few of them, and a statement for each would be more work than the events themselves.
 */
export class IdleMoves {
  readonly #db: AnyDatabase;
  readonly #log: Logger;
  #waiting = new Map<string, IdleMove>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(db: AnyDatabase, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /** `onLost`: called when the epoch turns out to be over, or the version to have been replaced. */
  add(key: string, epoch: string, place: Place, onLost: () => void): void {
    this.#waiting.set(key, { epoch, place, onLost });
    this.#plan(LAG_MS);
  }

  /** It is about to be moved by work that is done, to where what was added is no news any more. */
  forget(key: string): void {
    this.#waiting.delete(key);
  }

  /** Settles when what was added is written. */
  async close(): Promise<void> {
    await this.#writing;
    clearTimeout(this.#timer);
    this.#begin();
    await this.#writing;
    clearTimeout(this.#timer);
  }

  /** One statement at a time: two would wait for each other's rows, in whatever order they have them. */
  #plan(milliseconds: number): void {
    if (!this.#writing) this.#timer ??= setTimeout(() => this.#begin(), milliseconds);
  }

  #begin(): void {
    this.#timer = undefined;
    this.#writing = this.#write().then((isWritten) => {
      this.#writing = undefined;
      if (this.#waiting.size > 0) this.#plan(isWritten ? LAG_MS : RETRY_MS);
    });
  }

  /** @returns false where it is to be tried again */
  async #write(): Promise<boolean> {
    const moves = this.#waiting;
    if (moves.size === 0) return true;
    this.#waiting = new Map();
    try {
      const found = await this.#move(moves);
      for (const [key, { onLost }] of moves) if (!found.has(key)) onLost();
      return true;
    } catch (error) {
      this.#log.warn({ err: error }, 'Checkpoints could not be moved; it is tried again');
      // What has been added since is further on.
      this.#waiting = new Map([...moves, ...this.#waiting]);
      return false;
    }
  }

  /** @returns the keys whose epoch is not over. Work that was done meanwhile may have moved them further, where they stay. */
  async #move(moves: ReadonlyMap<string, IdleMove>): Promise<ReadonlySet<string>> {
    const rows = [...moves].map(([key, { epoch, place }]) => ({ key, epoch, ...place }));
    const { rows: found } = await sql<{ key: string }>`
      update projections.checkpoints c
      set position = greatest(c.position, m.position),
        event = case when m.position > c.position then m.event else c.event end, updated_at = now()
      from json_to_recordset(${JSON.stringify(rows)}::json) as m (key text, epoch bigint, position text collate "C", event text)
      where c.key = m.key and c.epoch = m.epoch
      returning c.key, set_config('synchronous_commit', 'off', true)`.execute(this.#db);
    return new Set(found.map(({ key }) => key));
  }
}
