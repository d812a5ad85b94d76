import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ResponseWriter } from './response-writer.ts';
import { consumerTooSlow } from './rpc-errors.ts';

/**
 * Messages that wait for a live reader: the channel of live events and the channel of answers hold 32 each
 * (`MaxLiveEventBufferCount`, src/EventStore.Core/Services/Transport/Grpc/Enumerators.cs).
 */
const BUFFERED = 64;

/**
 * The server empties its channels from other threads while it appends, so a burst alone does not overflow
 * them. Here a reader counts as slow only when it has taken nothing for this long, in milliseconds.
 */
const PATIENCE = 200;

/**
 * Delivers what happens to a reader that has caught up. One that does not keep up is dropped with ABORTED and
 * must subscribe again (`ConsumerTooSlow`, Enumerators.AllSubscriptionFiltered.cs).
 */
export class LiveDelivery {
  readonly #writer: ResponseWriter;
  readonly #waiting: ReadResp[] = [];
  #pumping = false;
  #blockedSince = 0;
  #taken = 0;

  constructor(writer: ResponseWriter) {
    this.#writer = writer;
  }

  push(message: ReadResp): void {
    if (!this.#writer.open) return;
    this.#waiting.push(message);
    const waiting = this.#waiting.length - this.#taken;
    if (waiting > BUFFERED && this.#blockedSince > 0 && Date.now() - this.#blockedSince > PATIENCE) {
      this.#writer.fail(consumerTooSlow());
    } else if (!this.#pumping) this.#pump().catch((error) => this.#writer.fail(error));
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    for (; this.#taken < this.#waiting.length; this.#taken += 1) {
      this.#blockedSince = Date.now();
      await this.#writer.write(this.#waiting[this.#taken] as ReadResp);
    }
    this.#waiting.length = 0;
    this.#taken = 0;
    this.#blockedSince = 0;
    this.#pumping = false;
  }
}
