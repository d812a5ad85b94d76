import type { Subscription } from '../../../application/ports/event-store.ts';

/** Below the subscription, the net: whatever is lost is found at the next look. */
const POLL_MS = 1_000;

/**
 * Says that the log may have grown: at once after this process's own appends, by the one subscription of the process
 * for those of others, and by the clock for whatever is lost between.
 */
export class LogTail {
  readonly #subscribe: (wake: () => void) => Subscription;
  readonly #wakers = new Set<() => void>();
  #subscription: Subscription | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(subscribe: (wake: () => void) => Subscription) {
    this.#subscribe = subscribe;
  }

  /** Calls `waker` whenever the log may have grown, until the returned function is called. */
  add(waker: () => void): () => void {
    this.#wakers.add(waker);
    if (!this.#closed) {
      this.#timer ??= setInterval(() => this.wake(), POLL_MS);
      this.#timer.unref();
      this.#subscription ??= this.#subscribe(() => this.wake());
    }
    return () => this.#wakers.delete(waker);
  }

  wake(): void {
    for (const waker of this.#wakers) waker();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#subscription?.close();
  }
}
