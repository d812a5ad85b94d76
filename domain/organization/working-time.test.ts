import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkingCalendar } from './events.ts';
import { emptyOrganization } from './organization.ts';
import { addWorkingMinutes, calendarProblem, workingMinutesBetween } from './working-time.ts';

const { calendar } = emptyOrganization;
const DAY = 8 * 60;
/** An instant by Moscow's clock. */
const moscow = (local: string): string => new Date(`${local}+03:00`).toISOString();

describe('working time', () => {
  it.each([
    ['within a morning', '2026-03-03T10:00', 60, '2026-03-03T11:00'],
    ['over the lunch break', '2026-03-03T12:30', 60, '2026-03-03T14:30'],
    ['a whole day, to its end', '2026-03-03T09:00', DAY, '2026-03-03T18:00'],
    ['over a night', '2026-03-03T17:00', 2 * 60, '2026-03-04T10:00'],
    ['over a weekend', '2026-02-27T17:00', 2 * 60, '2026-03-02T10:00'],
    ['from a night on', '2026-03-03T23:00', 60, '2026-03-04T10:00'],
    ['over International Women’s Day, moved to Monday', '2026-03-06T17:00', 2 * 60, '2026-03-10T10:00'],
    ['over the New Year holidays', '2025-12-31T18:00', 60, '2026-01-12T10:00'],
    ['over Victory Day', '2025-05-08T17:00', 2 * 60, '2025-05-12T10:00'],
  ])('%s', (_, from, minutes, expected) => {
    const holidays = { date: '2026-03-09', hours: [], note: 'перенос с 8 марта' };
    const ended = { date: '2026-01-09', hours: [] };
    const exact = { ...calendar, exceptions: [holidays, ended] };
    expect(addWorkingMinutes(exact, moscow(from), minutes)).toBe(moscow(expected));
  });

  it('takes a shortened day and a Saturday that is worked as the exceptions have them', () => {
    const exceptions = [
      { date: '2026-03-06', hours: [{ from: '09:00', to: '12:00' }], note: 'сокращённый день' },
      { date: '2026-03-07', hours: [{ from: '10:00', to: '12:00' }], note: 'рабочая суббота' },
    ];
    const exact = { ...calendar, exceptions };
    expect(addWorkingMinutes(exact, moscow('2026-03-06T11:00'), 120)).toBe(moscow('2026-03-07T11:00'));
  });

  it('keeps to the clock on the wall when that is put forward', () => {
    const berlin: WorkingCalendar = { ...calendar, timeZone: 'Europe/Berlin', country: 'DE' };
    // 29 March 2026, a Sunday, has 23 hours there.
    expect(addWorkingMinutes(berlin, '2026-03-27T16:00:00.000Z', 120)).toBe('2026-03-30T08:00:00.000Z');
  });

  it('that has been added has passed', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 60 * DAY }),
        (from, minutes) => {
          const start = from.toISOString();
          const end = addWorkingMinutes(calendar, start, minutes);
          expect(workingMinutesBetween(calendar, start, end)).toBeCloseTo(minutes, 6);
          expect(end >= start).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of which there is none is an error, not an endless search', () => {
    const never: WorkingCalendar = { ...calendar, week: [], exceptions: [] };
    expect(() => addWorkingMinutes(never, moscow('2026-03-03T09:00'), 1)).toThrow('no working time');
  });

  it.each([
    ['a time zone that there is not', { timeZone: 'Europe/Nowhere' }],
    ['a country that there is not', { country: 'XX' }],
    ['hours that end before they begin', { week: [{ weekday: 1, hours: [{ from: '18:00', to: '09:00' }] }] }],
    [
      'hours that overlap',
      {
        week: [
          {
            weekday: 1,
            hours: [
              { from: '09:00', to: '13:00' },
              { from: '12:00', to: '18:00' },
            ],
          },
        ],
      },
    ],
    [
      'a weekday that is named twice',
      {
        week: [
          { weekday: 1, hours: [{ from: '09:00', to: '13:00' }] },
          { weekday: 1, hours: [{ from: '14:00', to: '18:00' }] },
        ],
      },
    ],
  ])('a calendar with %s is found wrong', (_, change) => {
    expect(calendarProblem({ ...calendar, ...change })).toBeTypeOf('string');
    expect(calendarProblem(calendar)).toBeUndefined();
  });
});
