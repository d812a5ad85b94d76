import type { WorkingCalendar } from '../../domain/organization/events.ts';
import { addWorkingMinutes } from '../../domain/organization/working-time.ts';

const MINUTE = 60_000;

/**
 * Simulated time goes in steps of so many minutes: whatever falls into one happens at its end, so that what follows from it
 * is done before the clock moves on.
 */
export class WorkingSteps {
  readonly #calendar: WorkingCalendar;
  readonly minutes: number;

  constructor(calendar: WorkingCalendar, minutes: number) {
    this.#calendar = calendar;
    this.minutes = minutes;
  }

  /** The step at which so many working minutes have passed since then; never that in which they began. */
  after(from: number, workingMinutes: number): number {
    const step = this.minutes * MINUTE;
    const at = Date.parse(addWorkingMinutes(this.#calendar, new Date(from).toISOString(), workingMinutes));
    const next = (Math.floor(from / step) + 1) * step;
    return Math.max(Math.ceil(at / step) * step, next);
  }
}
