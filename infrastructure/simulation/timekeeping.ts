import type { EventStore } from '../../application/ports/event-store.ts';
import { BEGINNING, idOf, type Position } from '../../domain/event.ts';

/** Somebody is told of a task of theirs, or their head is. */
export interface Nudge {
  readonly letterId: string;
  readonly taskKey: string;
  readonly level: 'reminder' | 'escalation';
}

const BATCH = 1_000;

/** The system's own timekeeper: whom it has reminded, and what it has escalated, is in the log. */
export class Timekeeping {
  readonly #log: Pick<EventStore, 'readAll'>;
  readonly #sweep: () => Promise<unknown>;
  #read: Position = BEGINNING;

  constructor(log: Pick<EventStore, 'readAll'>, sweep: () => Promise<unknown>) {
    this.#log = log;
    this.#sweep = sweep;
  }

  /** Tells whom it has told of what. Called once in each hour of simulated working time, with nothing else under way. */
  async sweep(): Promise<readonly Nudge[]> {
    await this.#sweep();
    const nudges: Nudge[] = [];
    for (;;) {
      const batch = await this.#log.readAll(this.#read, BATCH, { categories: ['letter'] });
      for (const { type, stream, data } of batch) {
        if (type !== 'ReminderSent' && type !== 'Escalated') continue;
        const { key: taskKey } = JSON.parse(data) as { readonly key: string };
        nudges.push({
          letterId: idOf(stream),
          taskKey,
          level: type === 'Escalated' ? 'escalation' : 'reminder',
        });
      }
      this.#read = batch.at(-1)?.position ?? this.#read;
      if (batch.length < BATCH) return nudges;
    }
  }
}
