import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';

const POLL_MS = 1_000;
/** Other processes are told of appends at most so often, and not within them: a NOTIFY holds a lock of the whole server until its commit. */
const TELL_MS = 10;
/** A notification keeps nothing, so it need not wait for the disk; it would keep an append waiting that comes meanwhile. */
const TELL = `select set_config('synchronous_commit', 'off', true), pg_notify('chancery_log', $1)`;

/**
 * Says that the log may have grown: at once after this process's own appends, through LISTEN for those of
 * others, and by the clock for whatever is lost between. One connection serves all readers of the process.
 */
export class LogListener {
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #onOthers: () => void;
  /** With what this process tells others, by which it knows its own. */
  readonly #name = randomUUID();
  readonly #wakers = new Set<() => void>();
  #client: pg.PoolClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #connecting = false;
  #closed = false;
  #untold = false;
  #telling: Promise<void> | undefined;

  /** `onOthers`: told before the wakers are that another process has appended, or may have. */
  constructor(pool: pg.Pool, log: Logger, onOthers: () => void) {
    this.#pool = pool;
    this.#log = log;
    this.#onOthers = onOthers;
  }

  /** Calls `waker` whenever the log may have grown, until the returned function is called. */
  add(waker: () => void): () => void {
    this.#wakers.add(waker);
    this.#timer ??= setInterval(() => {
      void this.#connect();
      this.hear();
    }, POLL_MS);
    this.#timer.unref();
    void this.#connect();
    return () => this.#wakers.delete(waker);
  }

  /** This process has appended: wakes its readers at once, and in a moment those of others. */
  announce(): void {
    this.#wake();
    this.#untold = true;
    this.#telling ??= this.#tell();
  }

  /** Somebody may have appended of whom nothing is known: wakes this process's readers. */
  hear(): void {
    this.#onOthers();
    this.#wake();
  }

  /** Settles when others have been told of the last append. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    client?.release(true);
    await this.#telling;
  }

  #wake(): void {
    for (const waker of this.#wakers) waker();
  }

  async #tell(): Promise<void> {
    while (this.#untold) {
      this.#untold = false;
      try {
        await this.#pool.query({ name: 'log-tell', text: TELL, values: [this.#name] });
      } catch (error) {
        this.#log.warn({ err: error }, 'Other servers cannot be told that the log has grown; they poll it');
      }
      await sleep(TELL_MS);
    }
    this.#telling = undefined;
  }

  async #connect(): Promise<void> {
    if (this.#client || this.#connecting || this.#closed) return;
    this.#connecting = true;
    try {
      const client = await this.#pool.connect();
      if (this.#closed) return client.release(true);
      this.#client = client;
      client.on('notification', ({ payload }) => {
        if (payload !== this.#name) this.hear();
      });
      client.once('error', (error) => {
        // A connection may break just when it is being given back, which is done once only.
        if (this.#client !== client) return;
        this.#log.warn({ err: error }, 'The connection that listens to the log broke');
        client.release(true);
        this.#client = undefined;
      });
      await client.query('listen chancery_log');
      // Of what was appended before this nobody has told it.
      this.hear();
    } catch (error) {
      this.#log.warn({ err: error }, 'The log cannot be listened to; it is polled');
      this.#client?.release(true);
      this.#client = undefined;
    } finally {
      this.#connecting = false;
    }
  }
}
