import type { Instant } from '../../domain/fields.ts';
import type { Responsibility } from '../../domain/organization/responsible.ts';

/** An open task, as the read models know it. */
export interface TaskPlace {
  readonly letterId: string;
  readonly key: string;
  readonly due: Instant;
}

/** What the timekeeper asks of the read models; the answers are as old as those are, and never more than `limit`. */
export interface DueTasks {
  /**
   * Tasks that do not wait for a counterparty and have a milestone at `now` or before, or have had none and are due by
   * `horizon`; those that were passed over until later are left out.
   */
  withMilestones(now: Instant, horizon: Instant, limit: number): Promise<readonly TaskPlace[]>;
  /** There is nothing to tell of these until then. It is a note, not a fact: to forget it costs a look. */
  passOver(tasks: readonly (TaskPlace & { readonly until: Instant })[]): Promise<void>;
  /** Tasks that wait for a counterparty and were to be resumed at `now` or before. */
  waitingUntil(now: Instant, limit: number): Promise<readonly TaskPlace[]>;
  /** Tasks of the letters in the thread of this one that wait for this counterparty, or for one that was merged into it. */
  waitingInThread(letterId: string, counterpartyId: string): Promise<readonly TaskPlace[]>;
  /** How many open tasks fall to them. */
  count(responsibility: Responsibility): Promise<number>;
}
