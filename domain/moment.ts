import type { Position } from './event.ts';
import type { Instant } from './fields.ts';

/**
 * A moment of the past: everything up to `position` had been recorded, nothing after it. `at` is the instant by which
 * what was overdue or in force is judged.
 *
 * `corrected`: what was later found to have been recorded wrongly, and for nothing else, counts from the moment of what
 * it corrects: the question is then not what was known, but what was so.
 */
export interface Moment {
  readonly position: Position;
  readonly at: Instant;
  readonly corrected: boolean;
}
