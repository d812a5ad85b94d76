import type { OrganizationCommand } from '../../domain/organization/commands.ts';
import type { WorkingCalendar } from '../../domain/organization/events.ts';
import type { Delays } from './delays.ts';
import type { History } from './history.ts';

/** Everything that a simulation is given beside policies and luck. */
export interface World {
  readonly history: History;
  readonly delays: Delays;
  /** The organisation as it is on the day before the history begins, roles and all. */
  readonly founding: readonly OrganizationCommand[];
  readonly calendar: WorkingCalendar;
}
