import { DateTime } from 'luxon';
import type { Instant } from '../fields.ts';
import type { WorkingCalendar } from '../organization/events.ts';
import { addWorkingMinutes } from '../organization/working-time.ts';
import type { NoticePreferences } from './preferences.ts';

/** When a notice is mailed. `digest`: in one mail with whatever else is due to the person by then. */
export interface MailTime {
  readonly at: Instant;
  readonly digest: boolean;
}

/**
 * Quiet hours may end outside of working hours, and those begin in quiet hours; so long ahead it is looked for a time that suits
 * both. A change of the clocks in one of two zones can bring one weeks later, which is no time for a notice.
 */
const LOOKED_AHEAD = { days: 14 };

const clockOn = (day: DateTime, clock: string): DateTime => {
  const [hour, minute] = clock.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
};

/** The end of the quiet hours that the instant falls into; the instant itself outside of them. */
const afterQuietHours = (instant: DateTime, { quietHours }: NoticePreferences): DateTime => {
  if (!quietHours) return instant;
  const { from, to } = quietHours;
  const clock = instant.toFormat('HH:mm');
  const overMidnight = to < from;
  const quiet = overMidnight ? clock >= from || clock < to : clock >= from && clock < to;
  if (!quiet) return instant;
  return clockOn(overMidnight && clock >= from ? instant.plus({ days: 1 }) : instant, to);
};

const byTiming = (at: DateTime, preferences: NoticePreferences, calendar: WorkingCalendar): DateTime => {
  switch (preferences.timing) {
    case 'immediately':
      return at;
    case 'hourly':
      return at.startOf('hour').plus({ hours: 1 });
    case 'daily': {
      const today = clockOn(at, preferences.dailyAt);
      return today > at ? today : clockOn(at.plus({ days: 1 }), preferences.dailyAt);
    }
    case 'workingHours':
      return inWorkingHours(at, calendar);
    default:
      return preferences.timing satisfies never;
  }
};

const inWorkingHours = (at: DateTime, calendar: WorkingCalendar): DateTime =>
  DateTime.fromISO(addWorkingMinutes(calendar, at.toUTC().toISO() ?? '', 0), { zone: at.zoneName ?? 'utc' });

/**
 * The first time from `from` on that is not quiet and, where the person wants that, in working hours; if there is none before
 * `latest`, one that is not quiet.
 */
const outOfQuietHours = (
  from: DateTime,
  latest: DateTime,
  preferences: NoticePreferences,
  calendar: WorkingCalendar,
): DateTime => {
  const first = afterQuietHours(from, preferences);
  if (preferences.timing !== 'workingHours') return first;
  for (let loud = first; loud < latest; ) {
    const working = inWorkingHours(loud, calendar);
    if (working.toMillis() === loud.toMillis()) return loud;
    loud = afterQuietHours(working, preferences);
  }
  return first;
};

/**
 * When the person wants a notice of the instant `at` mailed; `undefined` where they want no mail. Working hours are those of
 * the calendar, in the calendar's own zone; every other time is in the person's.
 */
export const mailTime = (
  preferences: NoticePreferences,
  calendar: WorkingCalendar,
  at: Instant,
  urgent: boolean,
): MailTime | undefined => {
  if (!preferences.email) return undefined;
  if (urgent && preferences.urgentAtOnce) return { at, digest: false };
  const begin = DateTime.fromISO(at, { zone: preferences.timeZone ?? calendar.timeZone });
  const time = outOfQuietHours(
    byTiming(begin, preferences, calendar),
    begin.plus(LOOKED_AHEAD),
    preferences,
    calendar,
  );
  const due = new Date(time.toMillis()).toISOString();
  return { at: due, digest: due !== at };
};
