import Holidays from 'date-holidays';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { WorkingCalendar } from './events.ts';
import { emptyOrganization } from './organization.ts';
import {
  addWorkingMinutes,
  calendarProblem,
  dateIn,
  subtractWorkingMinutes,
  workingMinutesBetween,
} from './working-time.ts';

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

  it('that has been taken away comes again', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 60 * DAY }),
        (to, minutes) => {
          const end = to.toISOString();
          const start = subtractWorkingMinutes(calendar, end, minutes);
          expect(start < end).toBe(true);
          expect(workingMinutesBetween(calendar, start, end)).toBeCloseTo(minutes, 6);
          // And that is the last such instant: a minute later there is less.
          const later = new Date(Date.parse(start) + 60_000).toISOString();
          expect(workingMinutesBetween(calendar, later, end)).toBeLessThan(minutes);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of two stretches in a row is that of both together', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 20 * DAY }),
        fc.integer({ min: 1, max: 20 * DAY }),
        (from, first, second) => {
          const start = from.toISOString();
          const middle = addWorkingMinutes(calendar, start, first);
          expect(addWorkingMinutes(calendar, middle, second)).toBe(
            addWorkingMinutes(calendar, start, first + second),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is what the clock on the wall says, quarter of an hour by quarter of an hour, wherever that is put forward or back', () => {
    const QUARTER = 15;
    // Where each is a day of its own.
    const japanese = [2000, 2001, 2011, 2012, 2026, 2027].flatMap((year) =>
      new Holidays('JP').getHolidays(year),
    );
    const holidays = new Set(
      japanese.filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10)),
    );
    /** Whether work is done in the quarter that begins then. */
    const works = ({ timeZone, week, exceptions }: WorkingCalendar, quarter: number): boolean => {
      const wall = DateTime.fromMillis(quarter, { zone: timeZone });
      const today = wall.toISODate() ?? '';
      const usual = holidays.has(today) ? undefined : week.find(({ weekday }) => weekday === wall.weekday);
      const { hours } = exceptions.find(({ date }) => date === today) ?? usual ?? { hours: [] };
      return hours.some(({ from, to }) => from <= wall.toFormat('HH:mm') && wall.toFormat('HH:mm') < to);
    };
    const end = (of: WorkingCalendar, from: number, minutes: number): string => {
      let at = from;
      for (let remaining = minutes; remaining > 0; at += QUARTER * 60_000) {
        if (works(of, at)) remaining -= QUARTER;
      }
      return new Date(at).toISOString();
    };
    // Clocks are set at night; what of an hour that comes twice is worked, the clock does not say.
    const clock = fc.integer({ min: 4 * 4, max: 23 * 4 }).map((quarter) => {
      const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * QUARTER];
      return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    });
    const hours = fc
      .uniqueArray(clock, { minLength: 4, maxLength: 4 })
      .map((times) => times.toSorted())
      .map(([a = '', b = '', c = '', d = '']) => [
        { from: a, to: b },
        { from: c, to: d },
      ]);
    const day = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), hours });
    const exception = fc.record({
      day: fc.integer({ min: -8, max: 8 }),
      hours: fc.option(hours, { nil: [] }),
    });
    const changes = [
      ['Europe/Berlin', '2026-03-29'],
      ['Europe/Berlin', '2026-10-25'],
      ['America/New_York', '2026-11-01'],
      ['Australia/Lord_Howe', '2026-04-05'],
      // There was no 30 December.
      ['Pacific/Apia', '2011-12-30'],
      ['Pacific/Kiritimati', '2026-07-15'],
      ['Etc/GMT+12', '2026-07-15'],
      // Set forward on the eighth, and back again a week later.
      ['America/Boa_Vista', '2000-10-15'],
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.uniqueArray(day, { minLength: 1, selector: ({ weekday }) => weekday }),
        fc.array(exception, { maxLength: 4 }),
        fc.integer({ min: -8 * 96, max: 2 * 96 }),
        fc.integer({ min: 1, max: 60 }),
        ([timeZone, date], week, exceptions, quarters, worked) => {
          const change = Date.parse(date);
          const exact: WorkingCalendar = {
            ...calendar,
            timeZone,
            country: 'JP',
            week,
            exceptions: exceptions.map(({ day, hours }) => ({
              date: new Date(change + day * 24 * 3_600_000).toISOString().slice(0, 10),
              hours,
            })),
          };
          const from = change + quarters * QUARTER * 60_000;
          expect(addWorkingMinutes(exact, new Date(from).toISOString(), worked * QUARTER)).toBe(
            end(exact, from, worked * QUARTER),
          );
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

describe('the date in a time zone', () => {
  it.each(['Europe/Berlin', 'America/Havana', 'Pacific/Apia', 'Pacific/Kiritimati', 'Etc/GMT+12'])(
    'is that of the clocks in %s, whichever day was asked for before',
    (timeZone) => {
      for (const around of ['2011-12-30', '2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01']) {
        // Forth and back, over midnights and changes of the clocks.
        for (const hours of [-30, -14, -13.5, 0, 10, 23.99, 24, 3.99, 4, 5, -0.01, 1, 0.99, 25, -25, 12]) {
          const instant = new Date(Date.parse(around) + hours * 3_600_000);
          expect(dateIn(timeZone, instant.toISOString())).toBe(
            new Intl.DateTimeFormat('en-CA', { timeZone }).format(instant),
          );
        }
      }
    },
  );
});
