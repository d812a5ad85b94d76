import { setImmediate as turn } from 'node:timers/promises';
import type { AppendResult, ExpectedRevision, NewEvent } from '../../../application/ports/event-store.ts';
import type { StreamName } from '../../../domain/event.ts';

export interface AppendRequest {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
  readonly commandId: string;
  /** No more than so many. */
  readonly bytes: number;
}

interface Waiting extends AppendRequest {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

const GROUP_REQUESTS = 512;
const GROUP_BYTES = 8 * 1024 * 1024;

/**
 * Appends that arrive while a write is under way wait for it and go down together, so that the lock and the
 * fsync are paid once for all of them. A group has no two requests for one stream: the second would be
 * decided on a revision that the first is about to change.
 */
export class GroupCommit {
  readonly #write: (group: readonly AppendRequest[]) => Promise<readonly AppendResult[]>;
  #waiting: Waiting[] = [];
  #writing = false;
  /** How many went down together last. */
  #last = 0;

  /** `write` answers for each request of the group, in their order. */
  constructor(write: (group: readonly AppendRequest[]) => Promise<readonly AppendResult[]>) {
    this.#write = write;
  }

  append(request: AppendRequest): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...request, resolve, reject });
      if (!this.#writing) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#writing = true;
    // A writer who was alone is taken to be alone again, and waits for nobody.
    let isAlone = this.#last === 1;
    while (this.#waiting.length > 0) {
      // Those who were just answered come back in this turn, and would otherwise miss the group that it begins.
      if (!isAlone) await turn();
      isAlone = false;
      const group = this.#nextGroup();
      this.#last = group.length;
      try {
        const results = await this.#write(group);
        for (const [index, { resolve }] of group.entries()) resolve(results[index] as AppendResult);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#writing = false;
  }

  #nextGroup(): readonly Waiting[] {
    const group: Waiting[] = [];
    const later: Waiting[] = [];
    const streams = new Set<string>();
    let bytes = 0;
    for (const request of this.#waiting) {
      const fits =
        group.length < GROUP_REQUESTS && (group.length === 0 || bytes + request.bytes <= GROUP_BYTES);
      if (!fits || streams.has(request.stream)) {
        later.push(request);
        continue;
      }
      streams.add(request.stream);
      bytes += request.bytes;
      group.push(request);
    }
    this.#waiting = later;
    return group;
  }
}
