import { setTimeout as delay } from 'node:timers/promises';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { type RpcError, unknown } from './rpc-errors.ts';

/** Thrown to whoever writes on when the reader has gone. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}

/** Answers of a read, as fast as its reader takes them. */
export class ResponseWriter {
  readonly #call: ServerWritableStream<ReadReq, ReadResp>;
  readonly #onClose = new Set<() => void>();
  #open = true;
  #silent = false;

  constructor(call: ServerWritableStream<ReadReq, ReadResp>) {
    this.#call = call;
    call.on('cancelled', () => this.#close());
    call.on('close', () => this.#close());
  }

  get open(): boolean {
    return this.#open;
  }

  /** Calls back once, when the reader is gone or the call has ended. */
  onClose(callback: () => void): void {
    if (this.#open) this.#onClose.add(callback);
    else callback();
  }

  /** Says nothing more and stays open. */
  silence(): void {
    this.#silent = true;
  }

  /**
   * Settles when the reader can take more.
   * @throws ReaderGone
   */
  async write(message: ReadResp): Promise<void> {
    if (!this.#open) throw new ReaderGone();
    if (this.#silent || this.#call.write(message)) return;
    await new Promise<void>((settle) => {
      const go = (): void => {
        this.#call.off('drain', go);
        this.#onClose.delete(go);
        settle();
      };
      this.#call.once('drain', go);
      this.#onClose.add(go);
    });
    if (!this.#open) throw new ReaderGone();
  }

  /** @throws ReaderGone */
  async pause(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await delay(milliseconds);
    if (!this.#open) throw new ReaderGone();
  }

  end(): void {
    if (this.#open) this.#call.end();
    this.#close();
  }

  fail(error: unknown): void {
    if (this.#open && !(error instanceof ReaderGone))
      this.#call.emit('error', unknown(error) satisfies RpcError);
    this.#close();
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const callback of [...this.#onClose]) callback();
    this.#onClose.clear();
  }
}
