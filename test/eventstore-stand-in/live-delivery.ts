import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ResponseWriter } from './response-writer.ts';
import { consumerTooSlow } from './rpc-errors.ts';

/**
 * Messages that wait for a live reader: the channel of live events and the channel of answers hold 32 each
 * (`MaxLiveEventBufferCount`, src/EventStore.Core/Services/Transport/Grpc/Enumerators.cs).
 */
const BUFFERED = 64;

/**
 * The server empties its channels from other threads while it appends, so a burst alone rarely overflows
 * them. Here a reader counts as slow only when it has taken nothing for this long, in milliseconds.
 */
const PATIENCE = 500;

/**
 * Delivers what happens to a reader that has caught up. One that does not keep up is dropped with ABORTED and
 * must subscribe again (`ConsumerTooSlow`, Enumerators.AllSubscriptionFiltered.cs).
 */
export class LiveDelivery {
  readonly #writer: ResponseWriter;
  #waiting: ReadResp[] = [];
  #writing = 0;
  #pumping = false;
  #taken = 0;
  #watch: NodeJS.Timeout | undefined;

  constructor(writer: ResponseWriter) {
    this.#writer = writer;
    writer.onClose(() => clearTimeout(this.#watch));
  }

  push(message: ReadResp): void {
    if (!this.#writer.open) return;
    this.#waiting.push(message);
    if (this.#overflows()) this.#watchOver();
    if (!this.#pumping) this.#pump().catch((error) => this.#writer.fail(error));
  }

  #overflows(): boolean {
    return this.#waiting.length + this.#writing > BUFFERED;
  }

  #watchOver(): void {
    const before = this.#taken;
    // A busy event loop runs its timers before it hears of what the reader has taken, hence the immediate.
    this.#watch ??= setTimeout(
      () =>
        setImmediate(() => {
          this.#watch = undefined;
          if (!this.#overflows()) return;
          if (this.#taken === before) this.#writer.fail(consumerTooSlow());
          else this.#watchOver();
        }),
      PATIENCE,
    );
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      for (this.#writing = batch.length; this.#writing > 0; this.#writing -= 1) {
        await this.#writer.write(batch[batch.length - this.#writing] as ReadResp);
        this.#taken += 1;
      }
    }
    this.#pumping = false;
  }
}
