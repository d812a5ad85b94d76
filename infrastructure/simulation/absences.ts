import type { CalendarDate } from '../../domain/fields.ts';
import type { Chance } from './chance.ts';
import type { People } from './scenario.ts';

const DAY_MS = 86_400_000;
/** Of a share of one the logarithm has no end, nor would a date of a century and more from now be one. */
const ALWAYS = 1 - 1e-9;
const FOREVER = 50_000;

export const dayAfter = (day: CalendarDate, days = 1): CalendarDate =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Somebody who is ill from the first day to the last, both included. */
export interface Illness {
  readonly employeeId: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly isSubstituted: boolean;
}

/** When a person is ill between two days. The next illness begins after the last one has ended. */
export const illnessesOf = (
  employeeId: string,
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
  people: Pick<People, 'illness' | 'illnessDays' | 'substituted'>,
  chance: Chance,
): readonly Illness[] => {
  const found: Illness[] = [];
  for (let day = from; people.illness > 0; ) {
    const nth = found.length;
    // The days until one falls ill are distributed geometrically.
    const well =
      Math.log(1 - chance('days well', employeeId, nth)) / Math.log(1 - Math.min(people.illness, ALWAYS));
    const first = dayAfter(day, Math.min(Math.floor(well), FOREVER));
    if (first > to) break;
    const last = dayAfter(first, Math.floor(chance('days ill', employeeId, nth) * people.illnessDays));
    const isSubstituted = chance('substituted', employeeId, nth) < people.substituted;
    found.push({ employeeId, from: first, to: last, isSubstituted });
    day = dayAfter(last);
  }
  return found;
};

/** The day on which somebody leaves, if they do. */
export const leavingOf = (
  employeeId: string,
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
  people: Pick<People, 'leave'>,
  chance: Chance,
): CalendarDate | undefined => {
  if (chance('leaves', employeeId) >= people.leave) return undefined;
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
  return dayAfter(from, 1 + Math.floor(chance('leaving day', employeeId) * Math.max(days - 1, 1)));
};
