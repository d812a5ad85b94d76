import type { Act } from './acts.ts';
import type { Presence } from './attendance.ts';
import type { Books } from './books.ts';
import type { Chance } from './chance.ts';
import type { Delays } from './delays.ts';
import type { Door } from './door.ts';
import type { Scenario } from './scenario.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { Staff } from './staff.ts';
import type { WorkingSteps } from './working-steps.ts';

/** What the office is about: filled by the loop, asked by those who act. */
export interface Circumstances {
  readonly door: Door;
  readonly staff: Staff;
  readonly books: Books;
  readonly clock: SimulatedClock;
  readonly steps: WorkingSteps;
  readonly chance: Chance;
  readonly scenario: Scenario;
  readonly delays: Delays;
  readonly put: (at: number, act: Act) => void;
  readonly presence: (employeeId: string, inPerson: boolean) => Presence;
  /** Who came for somebody who has left. */
  readonly successorOf: (employeeId: string) => string;
  readonly onDeed: (what: 'forgotten' | 'postponed') => void;
}
