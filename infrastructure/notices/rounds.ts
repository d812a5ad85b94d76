import type { Logger } from 'pino';

/** Without news it is looked so often for what has become due. */
const LOOK_MS = 5_000;
/** News that comes at once is taken together. */
const TOGETHER_MS = 50;

/** Does the same work again and again: when it is woken, and by the clock; one round at a time. */
export class Rounds {
  readonly #name: string;
  readonly #work: () => Promise<void>;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  /** A round is to come soon: news does not put it off. */
  #isWoken = false;
  #again = false;
  #started = false;

  constructor(name: string, work: () => Promise<void>, log: Logger) {
    this.#name = name;
    this.#work = work;
    this.#log = log;
  }

  start(): void {
    this.#started = true;
    this.#wait(0);
  }

  /** There is news. */
  wake(): void {
    if (!this.#started) return;
    if (this.#running) {
      this.#again = true;
    } else if (!this.#isWoken) {
      this.#isWoken = true;
      this.#wait(TOGETHER_MS);
    }
  }

  async stop(): Promise<void> {
    this.#started = false;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#running = this.#round();
    }, milliseconds);
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    this.#again = false;
    this.#isWoken = false;
    try {
      await this.#work();
    } catch (error) {
      this.#log.error({ err: error }, `${this.#name} could not be delivered; it is tried again`);
    }
    this.#running = undefined;
    if (this.#started) this.#wait(this.#again ? TOGETHER_MS : LOOK_MS);
  }
}
