import { EventStoreUnavailable } from '../../../application/ports/event-store.ts';

/**
 * Lets a bounded number of calls be under way and the others wait in the order in which they came. A node takes
 * 100 streams per connection (Kestrel's MaxStreamsPerConnection, https://learn.microsoft.com/aspnet/core/grpc/performance),
 * and every call is one: what exceeded that would wait inside the connection with its deadline running.
 */
export class CallLimiter {
  readonly #limit: number;
  readonly #queueLimit: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limit: number, queueLimit: number) {
    this.#limit = limit;
    this.#queueLimit = queueLimit;
  }

  /** @throws EventStoreUnavailable when too many wait already; nothing was sent then. */
  async run<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#limit) {
      if (this.#waiting.length >= this.#queueLimit) {
        throw new EventStoreUnavailable(
          new Error(`${this.#queueLimit} calls wait for the event store already`),
        );
      }
      // The one that ends hands its place over, so `#running` stays as it is.
      await new Promise<void>((settle) => this.#waiting.push(settle));
    } else {
      this.#running += 1;
    }
    try {
      return await call();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
