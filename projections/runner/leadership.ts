import type pg from 'pg';
import { Turns } from './turns.ts';

/**
 * One process leads each projection and policy. A session's advisory lock says who; a connection can be lost
 * without its holder knowing, so the lock alone is not trusted: with it comes an epoch, and a checkpoint is
 * only written by the latest.
 */
export class Leadership {
  readonly #connect: () => Promise<pg.PoolClient>;
  #client: Promise<pg.PoolClient> | undefined;
  /** A connection takes one question at a time. */
  readonly #questions = new Turns();
  readonly #held = new Set<string>();

  constructor(connect: () => Promise<pg.PoolClient>) {
    this.#connect = connect;
  }

  /** Whether the lock of that name is held, still or from now on. */
  take(name: string): Promise<boolean> {
    return this.#questions.take(() => this.#take(name));
  }

  holds(name: string): boolean {
    return this.#held.has(name);
  }

  release(name: string): Promise<void> {
    return this.#questions.take(async () => {
      if (!this.#held.delete(name)) return;
      const client = await this.#session();
      await client.query('select pg_advisory_unlock(hashtextextended($1, 7))', [`chancery:${name}`]);
    });
  }

  /** Ends the session, and with it every lock. */
  async close(): Promise<void> {
    const session = this.#client;
    this.#client = undefined;
    this.#held.clear();
    const client = await session?.catch(() => undefined);
    client?.release(true);
  }

  async #take(name: string): Promise<boolean> {
    const client = await this.#session();
    if (this.#held.has(name)) return true;
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtextextended($1, 7)) as taken`,
      [`chancery:${name}`],
    );
    const taken = rows[0]?.taken === true;
    if (taken) this.#held.add(name);
    return taken;
  }

  #session(): Promise<pg.PoolClient> {
    if (this.#client) return this.#client;
    const session = this.#connect().then(
      (client) => {
        client.once('error', () => {
          // A connection may break just when it is being given back, which is done once only.
          if (this.#client !== session) return;
          this.#client = undefined;
          this.#held.clear();
          client.release(true);
        });
        return client;
      },
      (error: unknown) => {
        this.#client = undefined;
        throw error;
      },
    );
    this.#client = session;
    return session;
  }
}
