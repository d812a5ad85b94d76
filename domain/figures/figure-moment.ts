import type { Position } from '../event.ts';
import type { Instant } from '../fields.ts';
import type { FigureOrganization } from './figure-organization.ts';
import { readClock } from './working-clock.ts';

/**
 * A moment that figures are asked of: everything up to `position` had been recorded, `at` is by when ages and what is
 * overdue are judged, and the organisation is as it was known then.
 */
export interface FigureMoment extends FigureOrganization {
  readonly position: Position;
  readonly at: Instant;
}

/** What every clock shows at an instant. */
export const clocksAt = (
  { clocks }: FigureOrganization,
  instant: Instant,
): readonly { name: string; worked: number }[] =>
  [...clocks].map(([name, clock]) => ({ name, worked: readClock(clock, instant) }));
