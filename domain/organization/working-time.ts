import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import type { CalendarDate, Instant } from '../fields.ts';
import type { WorkingCalendar } from './events.ts';

/** One stretch of working time, as milliseconds since the epoch. */
interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Two years without an hour's work is a mistake in the calendar, not a holiday. */
const SEARCH_DAYS = 740;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Public holidays by country and year: asking the library anew costs milliseconds, so they are kept. */
const holidaysByCountry = new Map<
  string,
  { library: Holidays; years: Map<number, ReadonlySet<CalendarDate>> }
>();

/** A holiday may last for several days, of which the library names the first. */
const daysOf = ({ date, start, end }: { date: string; start: Date; end: Date }): readonly CalendarDate[] => {
  const first = DateTime.fromISO(date.slice(0, 10), { zone: 'utc' });
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY));
  return Array.from({ length: count }, (_, index) => first.plus({ days: index }).toISODate() ?? '');
};

const publicHolidays = (country: string, year: number): ReadonlySet<CalendarDate> => {
  const known = holidaysByCountry.get(country) ?? { library: new Holidays(country), years: new Map() };
  holidaysByCountry.set(country, known);
  let days = known.years.get(year);
  if (!days) {
    const holidays = known.library.getHolidays(year).filter(({ type }) => type === 'public');
    days = new Set(holidays.flatMap(daysOf));
    known.years.set(year, days);
  }
  return days;
};

const hoursOf = (calendar: WorkingCalendar, day: DateTime): WorkingCalendar['week'][number]['hours'] => {
  const date = day.toISODate() ?? '';
  const exception = calendar.exceptions.find((e) => e.date === date);
  if (exception) return exception.hours;
  if (publicHolidays(calendar.country, day.year).has(date)) return [];
  return calendar.week.find(({ weekday }) => weekday === day.weekday)?.hours ?? [];
};

const intervalsOf = (calendar: WorkingCalendar, number: number): readonly Interval[] => {
  const { year, month, day } = DateTime.fromMillis(number * DAY, { zone: 'utc' });
  const start = DateTime.fromObject({ year, month, day }, { zone: calendar.timeZone });
  // Where a country has moved over the date line, it has skipped a day.
  if (start.day !== day) return [];
  const at = (clock: string): number => {
    const [hour, minute] = clock.split(':').map(Number);
    return start.set({ hour, minute, second: 0, millisecond: 0 }).toMillis();
  };
  return hoursOf(calendar, start)
    .map(({ from, to }) => ({ from: at(from), to: at(to) }))
    .toSorted((a, b) => a.from - b.from);
};

/** The working intervals by calendar and day, worked out once: what is reckoned after that are numbers alone. */
const intervalsByCalendar = new WeakMap<WorkingCalendar, Map<number, readonly Interval[]>>();

/** Those of a date of the calendar's, which is told by the days from 1 January 1970 to it. */
const workingIntervals = (calendar: WorkingCalendar, number: number): readonly Interval[] => {
  let days = intervalsByCalendar.get(calendar);
  if (!days) {
    days = new Map();
    intervalsByCalendar.set(calendar, days);
  }
  let intervals = days.get(number);
  if (!intervals) {
    intervals = intervalsOf(calendar, number);
    days.set(number, intervals);
  }
  return intervals;
};

/** The working intervals from an instant on, the first one cut to begin there. */
function* intervalsFrom(calendar: WorkingCalendar, from: Instant): Generator<Interval> {
  const start = Date.parse(from);
  // No zone's date is more than a day behind that of UTC, and whatever was over by then is passed over.
  let number = Math.floor(start / DAY) - 1;
  for (let searched = 0; searched < SEARCH_DAYS; searched += 1) {
    for (const interval of workingIntervals(calendar, number)) {
      if (interval.to <= start) continue;
      searched = 0;
      yield { from: Math.max(interval.from, start), to: interval.to };
    }
    number += 1;
  }
}

/**
 * The instant at which `minutes` of working time have passed since `from`, to the millisecond. It falls inside
 * working hours or at their end; of no minutes, it is the next working instant.
 *
 * @throws Error for a calendar without working time.
 */
export const addWorkingMinutes = (calendar: WorkingCalendar, from: Instant, minutes: number): Instant => {
  let remaining = minutes * MINUTE;
  for (const interval of intervalsFrom(calendar, from)) {
    const length = interval.to - interval.from;
    if (remaining <= length) return new Date(interval.from + remaining).toISOString();
    remaining -= length;
  }
  throw new Error(`The calendar ${calendar.name} has no working time after ${from}`);
};

/** Working minutes, with their fraction, from one instant to a later one; of an earlier one, none. */
export const workingMinutesBetween = (calendar: WorkingCalendar, from: Instant, to: Instant): number => {
  const end = Date.parse(to);
  let total = 0;
  for (const interval of intervalsFrom(calendar, from)) {
    if (interval.from >= end) break;
    total += Math.min(interval.to, end) - interval.from;
  }
  return total / MINUTE;
};

/** By time zone, the quarter of an hour that was asked for last: no day begins and no clock is set within one of UTC's. */
const lastQuarters = new Map<string, { readonly quarter: number; readonly date: CalendarDate }>();

/** The date by the clocks of a time zone. */
export const dateIn = (timeZone: string, instant: Instant): CalendarDate => {
  const at = Date.parse(instant);
  const quarter = Math.floor(at / (15 * MINUTE));
  const last = lastQuarters.get(timeZone);
  if (last?.quarter === quarter) return last.date;
  const date = DateTime.fromMillis(at, { zone: timeZone }).toISODate() ?? instant.slice(0, 10);
  lastQuarters.set(timeZone, { quarter, date });
  return date;
};

/** Whether it names a time zone of IANA's. */
export const isTimeZone = (name: string): boolean => DateTime.local({ zone: name }).isValid;

/** What is wrong with a calendar, if anything is. */
export const calendarProblem = (calendar: WorkingCalendar): string | undefined => {
  if (!isTimeZone(calendar.timeZone)) return `unknown time zone ${calendar.timeZone}`;
  if (!(calendar.country in new Holidays().getCountries())) return `unknown country ${calendar.country}`;
  const days = [...calendar.week, ...calendar.exceptions];
  for (const { hours } of days) {
    const sorted = hours.toSorted((a, b) => a.from.localeCompare(b.from));
    if (sorted.some(({ from, to }) => to <= from)) return 'hours must end after they begin';
    if (sorted.some(({ from }, index) => index > 0 && from < (sorted[index - 1]?.to ?? ''))) {
      return 'hours of a day must not overlap';
    }
  }
  const weekdays = calendar.week.map(({ weekday }) => weekday);
  if (new Set(weekdays).size !== weekdays.length) return 'a weekday is named twice';
  return undefined;
};
