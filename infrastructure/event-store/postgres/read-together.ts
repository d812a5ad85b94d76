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
 * letter and look whether the organisation has changed, and a statement costs more than the rows that it brings. Where there was
 * one read alone in the last turn that had any, the first of the next does not wait for others.
 */
export class ReadTogether<Answer> {
  readonly #read: (requests: readonly ReadRequest[]) => Promise<readonly Answer[]>;
  #waiting: Waiting<Answer>[] = [];
  #inTurn = 0;
  #inLastTurn = 0;

  /** `read` answers for each request, in their order. */
  constructor(read: (requests: readonly ReadRequest[]) => Promise<readonly Answer[]>) {
    this.#read = read;
  }

  read(request: ReadRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...request, resolve, reject });
      this.#inTurn += 1;
      if (this.#inTurn === 1) setImmediate(() => this.#endTurn());
      const isAlone = this.#inTurn === 1 && this.#inLastTurn === 1;
      if (isAlone || this.#waiting.length === MOST) void this.#send();
    });
  }

  #endTurn(): void {
    this.#inLastTurn = this.#inTurn;
    this.#inTurn = 0;
    void this.#send();
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
