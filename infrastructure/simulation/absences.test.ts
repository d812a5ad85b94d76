import { describe, expect, it } from 'vitest';
import { dayAfter, illnessesOf, leavingOf } from './absences.ts';
import { chanceOf } from './chance.ts';

const period = { from: '2026-01-01', to: '2026-12-31' };
const people = { illness: 0.02, illnessDays: 10, substituted: 0.5, leave: 0.3 };
const employees = Array.from({ length: 200 }, (_, index) => `employee ${index}`);

describe('absences', () => {
  it('of a person follow each other, and none is longer than they may be', () => {
    for (const employee of employees) {
      let last = '';
      for (const { from, to } of illnessesOf(employee, period, people, chanceOf(1))) {
        expect(from > last).toBe(true);
        expect(to >= from && to <= dayAfter(from, 9)).toBe(true);
        last = to;
      }
    }
  });

  it('are as frequent as the people of the scenario are, and some of the ill are substituted', () => {
    const all = employees.flatMap((employee) => illnessesOf(employee, period, people, chanceOf(1)));
    // Well days are 365 less those ill, of which an illness has 5.5 in the mean: 365 × 0.02 ÷ (1 + 0.02 × 4.5).
    expect(all.length / employees.length).toBeCloseTo(6.7, 0);
    expect(all.filter(({ isSubstituted }) => isSubstituted).length / all.length).toBeCloseTo(0.5, 1);
    const leaving = employees.filter((employee) => leavingOf(employee, period, people, chanceOf(1)));
    expect(leaving.length / employees.length).toBeCloseTo(0.3, 1);
  });

  it('do not come where nobody falls ill or leaves', () => {
    const well = { ...people, illness: 0, leave: 0 };
    expect(illnessesOf('somebody', period, well, chanceOf(1))).toEqual([]);
    expect(leavingOf('somebody', period, well, chanceOf(1))).toBeUndefined();
  });
});
