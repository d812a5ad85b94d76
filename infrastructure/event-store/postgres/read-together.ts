import { setImmediate as turn } from 'node:timers/promises';
import type { StreamName } from '../../../domain/event.ts';

/** Of one stream, the events from a revision on, and no more than so many. */
export interface ReadRequest {
  readonly stream: StreamName;
  readonly from: number;
  readonly limit: number | undefined;
}

interface Waiting<Answer> extends ReadRequest {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const MOST = 100;

/**
 * Streams that are asked for while others are being read wait for that, and are read together in one statement: commands each
 * load a letter and look whether the organisation has changed, and a statement costs more than the rows that it brings.
 */
export class ReadTogether<Answer> {
  readonly #read: (requests: readonly ReadRequest[]) => Promise<readonly Answer[]>;
  #waiting: Waiting<Answer>[] = [];
  #reading = false;
  /** How many were read together last. */
  #last = 1;

  /** `read` answers for each request, in their order. */
  constructor(read: (requests: readonly ReadRequest[]) => Promise<readonly Answer[]>) {
    this.#read = read;
  }

  read(request: ReadRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...request, resolve, reject });
      if (!this.#reading) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#reading = true;
    while (this.#waiting.length > 0) {
      // Who was alone is taken to be alone again, and waits for nobody; others come in the same turn.
      if (this.#last > 1) await turn();
      const group = this.#waiting.splice(0, MOST);
      this.#last = group.length;
      try {
        const answers = await this.#read(group);
        for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#reading = false;
  }
}
