import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import type { WorkingCalendar } from '../../domain/organization/events.ts';

/** A calendar from an instant on, in milliseconds. */
export interface CalendarChange {
  readonly from: number;
  readonly calendar: WorkingCalendar;
}

const libraries = new Map<string, Holidays>();

const isHoliday = (country: string, day: DateTime): boolean => {
  const library = libraries.get(country) ?? new Holidays(country);
  libraries.set(country, library);
  const found = library.isHoliday(day.set({ hour: 12 }).toJSDate());
  return Array.isArray(found) && found.some(({ type }) => type === 'public');
};

type Hours = readonly (readonly [number, number])[];
const hoursOfDays = new WeakMap<WorkingCalendar, Map<string, Hours>>();

/** From when to when the day has working time, in milliseconds. */
const hoursOn = (calendar: WorkingCalendar, day: DateTime): Hours => {
  const days = hoursOfDays.get(calendar) ?? new Map<string, Hours>();
  hoursOfDays.set(calendar, days);
  const date = day.toISODate() ?? '';
  const known = days.get(date);
  if (known) return known;
  const exception = calendar.exceptions.find((one) => one.date === date);
  const usual = calendar.week.find(({ weekday }) => weekday === day.weekday)?.hours ?? [];
  const hours = exception ? exception.hours : isHoliday(calendar.country, day) ? [] : usual;
  const at = (clock: string): number =>
    day.set({ hour: Number(clock.slice(0, 2)), minute: Number(clock.slice(3)) }).toMillis();
  const found = hours.map(({ from, to }) => [at(from), at(to)] as const);
  days.set(date, found);
  return found;
};

/** Day after day of the calendar's own zone, and of each the part of its hours that lies between the two. */
const byOneCalendar = (calendar: WorkingCalendar, from: number, to: number): number => {
  let total = 0;
  let day = DateTime.fromMillis(from, { zone: calendar.timeZone }).startOf('day');
  for (; day.toMillis() < to; day = day.plus({ days: 1 })) {
    for (const [start, end] of hoursOn(calendar, day)) {
      total += Math.max(0, Math.min(end, to) - Math.max(start, from));
    }
  }
  return total;
};

const known = new Map<string, number>();

/** Milliseconds of working time between two instants, each moment by the calendar that was in force at it. */
export const ownWorkingTime = (changes: readonly CalendarChange[], from: string, to: string): number => {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const key = `${begin} ${end} ${changes.map((change) => `${change.from} ${change.calendar.name}`).join()}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  let total = 0;
  for (const [index, { from: since, calendar }] of changes.entries()) {
    const until = changes[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    const [first, last] = [Math.max(begin, since), Math.min(end, until)];
    if (first < last) total += byOneCalendar(calendar, first, last);
  }
  known.set(key, total);
  return total;
};
