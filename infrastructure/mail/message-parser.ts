import { Worker } from 'node:worker_threads';
import type { ParsedMessage, Unparsed } from './parse-message.ts';

interface Waiting {
  readonly resolve: (parsed: ParsedMessage | Unparsed) => void;
  readonly timer: NodeJS.Timeout;
}

const MEMORY_MB = 512;

/**
 * Reads messages in a thread of its own, which is ended when one takes too long or too much memory. One thread serves one
 * message after another.
 */
export class MessageParser {
  readonly #timeoutMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #next = 0;

  constructor(timeoutMs = 30_000) {
    this.#timeoutMs = timeoutMs;
  }

  /** What the message says, or why it is not read. The bytes are copied, and stay the caller's. */
  parse(bytes: Uint8Array): Promise<ParsedMessage | Unparsed> {
    const worker = this.#worker ?? this.#start();
    const id = this.#next++;
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.#end({ code: 'TOO_SLOW', detail: `> ${this.#timeoutMs} ms` }),
        this.#timeoutMs,
      );
      this.#waiting.set(id, { resolve, timer });
      worker.postMessage({ id, bytes });
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#end({ code: 'UNREADABLE', detail: 'the reading was broken off' });
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    this.#worker = worker;
    worker.unref();
    worker.on('message', ({ id, parsed }: { id: number; parsed: ParsedMessage | Unparsed }) => {
      this.#answer(id, parsed);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (this.#worker !== worker) return;
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#end({ code: outOfMemory ? 'TOO_SLOW' : 'UNREADABLE', detail: error.message.slice(0, 500) });
    });
    return worker;
  }

  #answer(id: number, parsed: ParsedMessage | Unparsed): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    waiting.resolve(parsed);
  }

  /** The thread is ended, and with it whatever it was reading. */
  #end(because: Unparsed): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    for (const id of [...this.#waiting.keys()]) this.#answer(id, because);
  }
}
