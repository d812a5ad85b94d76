import { SYSTEM } from '../domain/event.ts';
import { isRefusal } from '../domain/refusal.ts';
import { derivedId } from './derived-id.ts';
import type { ErasureTraces } from './ports/erasure-traces.ts';
import type { EventStore } from './ports/event-store.ts';
import type { ReadModelClock } from './ports/read-model-clock.ts';
import type { PrivacyCommands } from './privacy-commands.ts';

/**
 * Removes what erased data have left in tables, and records that it is done. It may take as long as building the read
 * models does, so it is no part of the policy, for which commands wait.
 */
export class ErasureCompletion {
  readonly #privacy: PrivacyCommands;
  readonly #store: EventStore;
  readonly #traces: ErasureTraces;
  readonly #readModels: ReadModelClock;

  constructor(
    privacy: PrivacyCommands,
    store: EventStore,
    traces: ErasureTraces,
    readModels: ReadModelClock,
  ) {
    this.#privacy = privacy;
    this.#store = store;
    this.#traces = traces;
    this.#readModels = readModels;
  }

  /** The ids of the erasures that it completed. */
  async sweep(): Promise<readonly string[]> {
    const { erasures } = await this.#privacy.current();
    const waiting = [...erasures.values()].filter(({ erasedAt, completedAt }) => erasedAt && !completedAt);
    if (waiting.length === 0) return [];
    await this.#readModels.reached(await this.#store.head());
    if (!(await this.#traces.remove())) return [];
    const completed: string[] = [];
    for (const { id } of waiting) {
      const caller = { actor: SYSTEM, commandId: derivedId('erasure-completed', id) };
      if (!isRefusal(await this.#privacy.note(caller, 'noteErasureCompleted', id))) completed.push(id);
    }
    return completed;
  }
}
