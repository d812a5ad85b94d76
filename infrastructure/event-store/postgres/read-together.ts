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
 * Streams that are asked for in one turn of the event loop are read in one statement: commands that come at once each load a
 * letter and look whether the organisation has changed, and a statement costs more than the rows that it brings.
 */
export class ReadTogether<Answer> {
  readonly #read: (requests: readonly ReadRequest[]) => Promise<readonly Answer[]>;
  #waiting: Waiting<Answer>[] = [];

  /** `read` answers for each request, in their order. */
  constructor(read: (requests: readonly ReadRequest[]) => Promise<readonly Answer[]>) {
    this.#read = read;
  }

  read(request: ReadRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...request, resolve, reject });
      if (this.#waiting.length === 1) void this.#run();
      if (this.#waiting.length === MOST) void this.#send();
    });
  }

  async #run(): Promise<void> {
    await turn();
    await this.#send();
  }

  async #send(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      const answers = await this.#read(group);
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
