import type { Instant } from '../fields.ts';
import type { WorkingCalendar } from '../organization/events.ts';
import { workingIntervals } from '../organization/working-time.ts';

/** A calendar with from when on it was in force, and how much working time there had been by then. Milliseconds. */
export interface CalendarSpan {
  readonly from: number;
  readonly worked: number;
  readonly calendar: WorkingCalendar;
}

/**
 * Counts working time as a clock counts time, each moment by the calendar that was in force at it: the working time
 * between two instants is the difference of its readings. Spans in their order, at least one.
 */
export type WorkingClock = readonly CalendarSpan[];

const DAY = 24 * 60 * 60_000;

/** Where every clock stands at zero. Only differences mean anything, so it is merely never to be changed: readings are stored. */
const ZERO = Date.parse('2020-01-01T00:00:00.000Z');

/** Working time of a span's days before each of them, the first being that of its beginning: reckoned as far as was asked. */
const sums = new WeakMap<CalendarSpan, number[]>();

/** No zone's date is more than a day off that of UTC. */
const firstDay = ({ from }: CalendarSpan): number => Math.floor(from / DAY) - 1;

const lengthBefore = (intervals: ReturnType<typeof workingIntervals>, end: number): number =>
  intervals.reduce((total, { from, to }) => total + Math.max(0, Math.min(to, end) - from), 0);

/** Working time of the span's calendar from the beginning of its first day to the instant. */
const sinceFirstDay = (span: CalendarSpan, at: number): number => {
  const first = firstDay(span);
  const known = sums.get(span) ?? [0];
  sums.set(span, known);
  // Days before this one are over by the instant, in every zone.
  const day = Math.floor(at / DAY) - 1;
  while (known.length <= day - first) {
    const before = known.at(-1) ?? 0;
    const length = lengthBefore(
      workingIntervals(span.calendar, first + known.length - 1),
      Number.POSITIVE_INFINITY,
    );
    known.push(before + length);
  }
  let total = known[day - first] ?? 0;
  for (const number of [day, day + 1, day + 2])
    total += lengthBefore(workingIntervals(span.calendar, number), at);
  return total;
};

/** A clock that has gone by one calendar from its zero on. */
export const newClock = (calendar: WorkingCalendar): WorkingClock => [{ from: ZERO, worked: 0, calendar }];

/** What the clock shows at the instant, in milliseconds of working time; before 2020 it stands still. */
export const readClock = (clock: WorkingClock, instant: Instant): number => {
  const at = Date.parse(instant);
  const span = clock.findLast(({ from }) => from <= at);
  if (!span) return 0;
  return span.worked + sinceFirstDay(span, at) - sinceFirstDay(span, span.from);
};

/** The clock with another calendar from the instant on; what it showed before stays. */
export const withCalendar = (
  clock: WorkingClock,
  instant: Instant,
  calendar: WorkingCalendar,
): WorkingClock => {
  // Clocks of two servers may differ; a clock never goes back.
  const from = Math.max(Date.parse(instant), clock.at(-1)?.from ?? ZERO);
  return [...clock, { from, worked: readClock(clock, new Date(from).toISOString()), calendar }];
};
