import { sql, type Transaction } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';

const CHANNEL = 'chancery_notices';
/** What is lost on the way, and what becomes due by the clock, is looked for so often. */
const LOOK_MS = 15_000;
const AGAIN_MS = 1_000;
/** PostgreSQL carries less than 8000 bytes; a recipient is 37. */
const MOST_NAMED = 200;

/** Tells all servers, at the end of the transaction, that there is news for the recipients. */
export const ring = async (
  // biome-ignore lint/suspicious/noExplicitAny: whatever the transaction is on.
  tx: Transaction<any>,
  recipientIds: readonly string[],
): Promise<void> => {
  const named = [...new Set(recipientIds)];
  const payload = named.length > MOST_NAMED ? '' : named.join(' ');
  await sql`select pg_notify(${CHANNEL}, ${payload})`.execute(tx);
};

interface Listener {
  /** Undefined: whoever it is for. */
  readonly recipientId: string | undefined;
  readonly wake: () => void;
}

/** Wakes whoever waits for notices, through LISTEN and by the clock. One connection serves all of the process. */
export class NoticeBell {
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #listeners = new Set<Listener>();
  #client: pg.PoolClient | undefined;
  #connecting: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(pool: pg.Pool, log: Logger) {
    this.#pool = pool;
    this.#log = log;
  }

  /** Calls `wake` whenever there may be news for the recipient, until the returned function is called. Settles when it is heard. */
  async listen(recipientId: string | undefined, wake: () => void): Promise<() => void> {
    const listener = { recipientId, wake };
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#wake(), LOOK_MS).unref();
    await this.#connect();
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#listeners.clear();
    await this.#connecting;
    const client = this.#client;
    this.#client = undefined;
    client?.release(true);
  }

  #wake(payload = ''): void {
    const named = payload === '' ? undefined : new Set(payload.split(' '));
    for (const { recipientId, wake } of this.#listeners) {
      if (!named || recipientId === undefined || named.has(recipientId)) wake();
    }
  }

  #connect(): Promise<void> {
    if (this.#client || this.#closed) return Promise.resolve();
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #open(): Promise<void> {
    let client: pg.PoolClient | undefined;
    try {
      client = await this.#pool.connect();
      const opened = client;
      opened.on('notification', ({ payload }) => this.#wake(payload));
      opened.once('error', (error) => {
        if (this.#client !== opened) return;
        this.#log.warn({ err: error }, 'The connection that listens for notices broke');
        this.#client = undefined;
        opened.release(true);
        this.#again();
      });
      await opened.query(`listen ${CHANNEL}`);
      this.#client = opened;
    } catch (error) {
      this.#log.warn({ err: error }, 'Notices cannot be listened for; they are looked for by the clock');
      client?.release(true);
      this.#again();
    }
  }

  /** Something may have been missed meanwhile: all look. */
  #again(): void {
    setTimeout(() => {
      if (this.#closed || this.#listeners.size === 0) return;
      void this.#connect().then(() => this.#wake());
    }, AGAIN_MS).unref();
  }
}
