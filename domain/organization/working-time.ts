import Holidays from 'date-holidays';
import { DateTime, IANAZone } from 'luxon';
import type { CalendarDate, Instant } from '../fields.ts';
import type { WorkingCalendar } from './events.ts';

/** One stretch of working time, as milliseconds since the epoch. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Two years without an hour's work is a mistake in the calendar, not a holiday. */
const SEARCH_DAYS = 740;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Public holidays, with their names, by country and year: asking the library anew costs milliseconds, so they are kept. */
const holidaysByCountry = new Map<
  string,
  { library: Holidays; years: Map<number, ReadonlyMap<CalendarDate, string>> }
>();

/** A holiday may last for several days, of which the library names the first. */
const daysOf = ({ date, start, end }: { date: string; start: Date; end: Date }): readonly CalendarDate[] => {
  const first = DateTime.fromISO(date.slice(0, 10), { zone: 'utc' });
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY));
  return Array.from({ length: count }, (_, index) => first.plus({ days: index }).toISODate() ?? '');
};

const publicHolidays = (country: string, year: number): ReadonlyMap<CalendarDate, string> => {
  const known = holidaysByCountry.get(country) ?? { library: new Holidays(country), years: new Map() };
  holidaysByCountry.set(country, known);
  let days = known.years.get(year);
  if (!days) {
    const holidays = known.library.getHolidays(year).filter(({ type }) => type === 'public');
    days = new Map(
      holidays.flatMap((holiday) => daysOf(holiday).map((day): [string, string] => [day, holiday.name])),
    );
    known.years.set(year, days);
  }
  return days;
};

/** The date that is so many days after 1 January 1970. */
const dateOfDay = (number: number): CalendarDate => new Date(number * DAY).toISOString().slice(0, 10);

/** 1: Monday. 1 January 1970 was a Thursday. */
const weekdayOf = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1;

const hoursOf = (calendar: WorkingCalendar, number: number): WorkingCalendar['week'][number]['hours'] => {
  const date = dateOfDay(number);
  const exception = calendar.exceptions.find((e) => e.date === date);
  if (exception) return exception.hours;
  if (publicHolidays(calendar.country, Number(date.slice(0, 4))).has(date)) return [];
  const weekday = weekdayOf(number);
  return calendar.week.find((day) => day.weekday === weekday)?.hours ?? [];
};

/** By time zone and pair of days, how far the zone's clocks are ahead of UTC when they begin: the library takes long to tell. */
const offsetsByZone = new Map<string, Map<number, number>>();

/** In milliseconds; of the two days that begin so many times two days after 1 January 1970. */
const offsetAt = (timeZone: string, pair: number): number => {
  const offsets = offsetsByZone.get(timeZone) ?? new Map<number, number>();
  offsetsByZone.set(timeZone, offsets);
  const known = offsets.get(pair);
  if (known !== undefined) return known;
  const offset = IANAZone.create(timeZone).offset(pair * 2 * DAY) * MINUTE;
  offsets.set(pair, offset);
  return offset;
};

/** From midnight to what a clock shows, where it is not set meanwhile. In milliseconds. */
const sinceMidnight = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return (hour * 60 + minute) * MINUTE;
};

/** What turns a time of day into an instant of that date; `undefined`: the zone has skipped the date. */
const instantsOn = (timeZone: string, number: number): ((clock: string) => number) | undefined => {
  // All of the date, in any zone, lies between these two. Clocks were set and set back within a week (Brazil, 2000), not within four days.
  const pair = Math.floor((number - 1) / 2);
  const offset = offsetAt(timeZone, pair);
  if (offset === offsetAt(timeZone, pair + 2)) {
    return (clock) => number * DAY - offset + sinceMidnight(clock);
  }
  const start = DateTime.fromISO(dateOfDay(number), { zone: timeZone });
  // As where a country has moved over the date line.
  if (start.toISODate() !== dateOfDay(number)) return undefined;
  return (clock) => {
    const [hour, minute] = clock.split(':').map(Number);
    return start.set({ hour, minute, second: 0, millisecond: 0 }).toMillis();
  };
};

const intervalsOf = (calendar: WorkingCalendar, number: number): readonly Interval[] => {
  const hours = hoursOf(calendar, number);
  const at = hours.length > 0 ? instantsOn(calendar.timeZone, number) : undefined;
  if (!at) return [];
  return hours
    .map(({ from, to }) => ({ from: at(from), to: at(to) }))
    .toSorted((one, other) => one.from - other.from);
};

/** The working intervals by calendar and day, worked out once: what is reckoned after that are numbers alone. */
const intervalsByCalendar = new WeakMap<WorkingCalendar, Map<number, readonly Interval[]>>();

/** Those of a date of the calendar's, which is told by the days from 1 January 1970 to it. */
export const workingIntervals = (calendar: WorkingCalendar, number: number): readonly Interval[] => {
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

/** The working intervals before an instant, the latest first, which is cut to end there. */
function* intervalsBefore(calendar: WorkingCalendar, to: Instant): Generator<Interval> {
  const end = Date.parse(to);
  // No zone's date is more than a day ahead of that of UTC.
  let number = Math.floor(end / DAY) + 1;
  for (let searched = 0; searched < SEARCH_DAYS; searched += 1) {
    for (const interval of workingIntervals(calendar, number).toReversed()) {
      if (interval.from >= end) continue;
      searched = 0;
      yield { from: interval.from, to: Math.min(interval.to, end) };
    }
    number -= 1;
  }
}

/**
 * The last instant from which `minutes` of working time pass until `to`, to the millisecond: inside working hours or at
 * their beginning.
 *
 * @throws Error for a calendar without working time.
 */
export const subtractWorkingMinutes = (calendar: WorkingCalendar, to: Instant, minutes: number): Instant => {
  let remaining = Math.round(minutes * MINUTE);
  for (const interval of intervalsBefore(calendar, to)) {
    const length = interval.to - interval.from;
    if (remaining <= length) return new Date(interval.to - remaining).toISOString();
    remaining -= length;
  }
  throw new Error(`The calendar ${calendar.name} has no working time before ${to}`);
};

/** A day whose hours are not those of its weekday: off, worked instead of another, or shortened. */
export interface UnusualDay {
  readonly date: CalendarDate;
  readonly kind: 'holiday' | 'exception';
  /** The holiday's name, or the note of the exception. */
  readonly name?: string;
}

/** The unusual days from the date of one instant to that of another, both included. */
export const unusualDaysBetween = (
  calendar: WorkingCalendar,
  from: Instant,
  to: Instant,
): readonly UnusualDay[] => {
  const found: UnusualDay[] = [];
  const last = dateIn(calendar.timeZone, to);
  for (
    let day = DateTime.fromISO(dateIn(calendar.timeZone, from), { zone: 'utc' }), searched = 0;
    searched < SEARCH_DAYS && (day.toISODate() ?? '') <= last;
    day = day.plus({ days: 1 }), searched += 1
  ) {
    const date = day.toISODate() ?? '';
    const usual = calendar.week.find(({ weekday }) => weekday === day.weekday)?.hours ?? [];
    const exception = calendar.exceptions.find((each) => each.date === date);
    if (exception) {
      if (JSON.stringify(exception.hours) === JSON.stringify(usual)) continue;
      found.push({ date, kind: 'exception', ...(exception.note && { name: exception.note }) });
      continue;
    }
    const holiday = publicHolidays(calendar.country, day.year).get(date);
    if (holiday !== undefined && usual.length > 0) found.push({ date, kind: 'holiday', name: holiday });
  }
  return found;
};

/**
 * The instant at which `minutes` of working time have passed since `from`, to the millisecond. It falls inside
 * working hours or at their end; of no minutes, it is the next working instant.
 *
 * @throws Error for a calendar without working time.
 */
export const addWorkingMinutes = (calendar: WorkingCalendar, from: Instant, minutes: number): Instant => {
  let remaining = Math.round(minutes * MINUTE);
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
