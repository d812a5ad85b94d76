import type { CalendarDate } from '../../domain/fields.ts';
import type { Chance } from './chance.ts';
import type { People } from './scenario.ts';

const DAY_MS = 86_400_000;

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
  for (let day = from; day <= to; day = dayAfter(day)) {
    if (chance('falls ill', employeeId, day) >= people.illness) continue;
    const last = dayAfter(day, Math.floor(chance('days ill', employeeId, day) * people.illnessDays));
    const isSubstituted = chance('substituted', employeeId, day) < people.substituted;
    found.push({ employeeId, from: day, to: last, isSubstituted });
    day = last;
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
