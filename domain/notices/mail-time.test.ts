import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { emptyOrganization } from '../organization/organization.ts';
import { mailTime } from './mail-time.ts';
import { defaultPreferences, mailTimings, type NoticePreferences } from './preferences.ts';

const { calendar } = emptyOrganization;
const at = (preferences: Partial<NoticePreferences>, instant: string, urgent = false) =>
  mailTime({ ...defaultPreferences, ...preferences }, calendar, instant, urgent);
const night = { quietHours: { from: '22:00', to: '07:00' } };

describe('a notice is mailed', () => {
  it.each<[string, Partial<NoticePreferences>, string, string]>([
    ['at once', {}, '2026-03-02T07:10:00.000Z', '2026-03-02T07:10:00.000Z'],
    ['at the next full hour', { timing: 'hourly' }, '2026-03-02T07:10:00.000Z', '2026-03-02T08:00:00.000Z'],
    [
      'an hour later at the full hour itself',
      { timing: 'hourly' },
      '2026-03-02T07:00:00.000Z',
      '2026-03-02T08:00:00.000Z',
    ],
    ['at nine in Moscow', { timing: 'daily' }, '2026-03-02T05:00:00.000Z', '2026-03-02T06:00:00.000Z'],
    ['at nine the next day', { timing: 'daily' }, '2026-03-02T06:00:00.000Z', '2026-03-03T06:00:00.000Z'],
    [
      'at nine in Yekaterinburg',
      { timing: 'daily', timeZone: 'Asia/Yekaterinburg' },
      '2026-03-02T03:00:00.000Z',
      '2026-03-02T04:00:00.000Z',
    ],
    [
      'when work begins on Monday',
      { timing: 'workingHours' },
      '2026-02-28T12:00:00.000Z',
      '2026-03-02T06:00:00.000Z',
    ],
    [
      'at once in working hours',
      { timing: 'workingHours' },
      '2026-03-02T07:10:00.000Z',
      '2026-03-02T07:10:00.000Z',
    ],
    ['after the night, from before midnight', night, '2026-03-02T20:30:00.000Z', '2026-03-03T04:00:00.000Z'],
    ['after the night, from after midnight', night, '2026-03-02T22:30:00.000Z', '2026-03-03T04:00:00.000Z'],
    [
      'when the night is over, not a minute later',
      night,
      '2026-03-03T04:00:00.000Z',
      '2026-03-03T04:00:00.000Z',
    ],
    [
      'after lunch',
      { quietHours: { from: '12:00', to: '13:00' } },
      '2026-03-02T09:30:00.000Z',
      '2026-03-02T10:00:00.000Z',
    ],
    [
      'when both work and the quiet of the morning allow',
      { timing: 'workingHours', quietHours: { from: '18:00', to: '09:30' } },
      '2026-03-02T16:00:00.000Z',
      '2026-03-03T06:30:00.000Z',
    ],
    // The clocks go from 2:00 to 3:00: there is no 2:30 in Berlin that night.
    [
      'after a night that a change of the clocks made shorter',
      { timeZone: 'Europe/Berlin', quietHours: { from: '22:00', to: '07:00' } },
      '2026-03-28T22:00:00.000Z',
      '2026-03-29T05:00:00.000Z',
    ],
    // The calendar's day ends at 10:00 in New York, and only from 9 March on, when the clocks there have changed, at 11:00.
    [
      'outside of working hours where quiet leaves none of them within a fortnight',
      { timing: 'workingHours', timeZone: 'America/New_York', quietHours: { from: '00:00', to: '10:00' } },
      '2026-02-16T15:00:00.000Z',
      '2026-02-17T15:00:00.000Z',
    ],
  ])('%s', (_, preferences, now, due) => {
    expect(at(preferences, now)).toEqual({ at: due, digest: due !== now });
  });

  it('not at all to whoever wants no mail', () => {
    expect(at({ email: false }, '2026-03-02T07:00:00.000Z', true)).toBeUndefined();
  });

  it('at once at night where it is urgent and they have said so, and only then', () => {
    const midnight = '2026-03-02T21:00:00.000Z';
    const urgentAtOnce = { ...night, timing: 'daily', urgentAtOnce: true } as const;
    expect(at(urgentAtOnce, midnight, true)).toEqual({ at: midnight, digest: false });
    expect(at(urgentAtOnce, midnight, false)?.at).toBe('2026-03-03T06:00:00.000Z');
    expect(at({ ...night, urgentAtOnce: false }, midnight, true)?.at).toBe('2026-03-03T04:00:00.000Z');
  });

  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

  it('never in quiet hours, never before it happened, and within a fortnight', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...mailTimings),
        fc.tuple(clock, clock).filter(([from, to]) => from !== to),
        clock,
        fc.constantFrom(undefined, 'Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'UTC'),
        fc.date({ min: new Date('2026-01-12'), max: new Date('2026-12-01'), noInvalidDate: true }),
        (timing, [from, to], dailyAt, timeZone, date) => {
          const preferences = { timing, dailyAt, quietHours: { from, to }, ...(timeZone && { timeZone }) };
          const instant = date.toISOString();
          const time = at(preferences, instant);
          expect(time).toBeDefined();
          if (!time) return;
          expect(time.at >= instant).toBe(true);
          expect(Date.parse(time.at) - date.getTime()).toBeLessThan(15 * 86_400_000);
          const local = DateTime.fromISO(time.at, { zone: timeZone ?? calendar.timeZone }).toFormat('HH:mm');
          const quiet = to < from ? local >= from || local < to : local >= from && local < to;
          expect(quiet).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});
