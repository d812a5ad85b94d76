import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf, pick } from './chance.ts';
import { distributionOf, quantile } from './distribution.ts';

const observations = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });

describe('an empirical distribution', () => {
  it('draws what was observed and nothing else, the more of it the greater the share', () => {
    fc.assert(
      fc.property(observations, fc.double({ min: 0, max: 1, noNaN: true }), (observed, share) => {
        const distribution = distributionOf(observed);
        const drawn = quantile(distribution, share);
        expect(observed).toContain(drawn);
        const below = distribution.filter((value) => value <= drawn).length;
        expect(below / observed.length).toBeGreaterThanOrEqual(share);
        expect(quantile(distribution, Math.min(share + 0.1, 1))).toBeGreaterThanOrEqual(drawn);
      }),
    );
  });

  it('has the lower median, and the ends', () => {
    const distribution = distributionOf([40, 10, 30, 20]);
    expect([0, 0.25, 0.5, 0.51, 0.9, 1].map((share) => quantile(distribution, share))).toEqual([
      10, 10, 20, 30, 40, 40,
    ]);
  });

  it('is not made of nothing', () => {
    expect(() => distributionOf([])).toThrow(RangeError);
  });
});

describe('chance', () => {
  it('is the same for the same seed and name, whatever was asked before, and another for another', () => {
    const one = chanceOf(1);
    const first = one('delay', 'letter', 3);
    one('something else');
    expect(one('delay', 'letter', 3)).toBe(first);
    expect(chanceOf(1)('delay', 'letter', 3)).toBe(first);
    expect(chanceOf(2)('delay', 'letter', 3)).not.toBe(first);
    // The parts of a name do not run into each other.
    expect(one('a', 'bc')).not.toBe(one('ab', 'c'));
  });

  it('is spread evenly over [0, 1)', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    const chance = chanceOf(5);
    for (let index = 0; index < 10_000; index += 1) {
      const tenth = Math.floor(chance('even', index) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 1,000 in each is expected, with a standard deviation of 30.
    for (const times of tenths) expect(Math.abs(times - 1_000)).toBeLessThan(150);
  });

  it('picks one of the items', () => {
    expect(pick(['a', 'b', 'c'], 0.34)).toBe('b');
    expect(pick(['a', 'b', 'c'], 0.999)).toBe('c');
    expect(() => pick([], 0.5)).toThrow(RangeError);
  });
});
