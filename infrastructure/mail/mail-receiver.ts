import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { takeFolder } from './folder.ts';
import type { MailIntake, Taken } from './intake.ts';

const SETTLED_MS = 2_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** Takes mail in from where the configuration says, for as long as the server runs. */
export class MailReceiver {
  readonly #config: Config['mail'];
  readonly #intake: MailIntake;
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  #work: Promise<unknown> = Promise.resolve();

  constructor(config: Config['mail'], intake: MailIntake, pool: pg.Pool, log: Logger) {
    this.#config = config;
    this.#intake = intake;
    this.#pool = pool;
    this.#log = log;
  }

  start(): void {
    const { folder, mailbox } = this.#config;
    this.#work = Promise.all([
      folder && this.#repeat(`folder ${folder}`, () => this.#fromFolder(folder)),
      mailbox && this.#repeat(`mailbox of ${mailbox.user}`, () => this.#fromMailbox()),
    ]);
  }

  /** Settles when what was being taken in is on record. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
  }

  /** Does the work again and again; after a failure it waits, longer each time. */
  async #repeat(source: string, work: () => Promise<void>): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!this.#stopping.signal.aborted) {
      try {
        await work();
        wait = FIRST_WAIT_MS;
      } catch (error) {
        this.#log.error({ err: error, source }, 'Mail could not be taken in; it will be tried again');
        await this.#pause(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      }
    }
  }

  async #fromFolder(folder: string): Promise<void> {
    await takeFolder(this.#intake, folder, {
      settledMs: SETTLED_MS,
      signal: this.#stopping.signal,
      onTaken: ({ name, taken }) => this.#tell(name, taken),
    });
    await this.#pause(this.#config.pollSeconds * 1_000);
  }

  async #fromMailbox(): Promise<void> {
    const { mailbox: config, pollSeconds } = this.#config;
    if (!config) return;
    const { signal } = this.#stopping;
    // An IMAP client is loaded only where there is a mailbox.
    const { Mailbox } = await import('./mailbox.ts');
    const mailbox = new Mailbox(config, {
      intake: this.#intake,
      pool: this.#pool,
      log: this.#log,
      onTaken: (uid, taken) => this.#tell(`UID ${uid}`, taken),
    });
    try {
      await mailbox.open();
      while (!signal.aborted) {
        await mailbox.takeNew(signal);
        await mailbox.wait(pollSeconds * 1_000, signal);
      }
    } finally {
      await mailbox.close();
    }
  }

  #tell(from: string, taken: Taken): void {
    // No sender and no subject: logs are not sealed.
    this.#log.info({ from, ...taken }, 'A message was taken in');
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
