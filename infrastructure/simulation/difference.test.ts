import { describe, expect, it } from 'vitest';
import { isCertain, pairedDifference } from './difference.ts';

describe('a paired difference', () => {
  it('is that of the pairs, with the interval of Student’s t', () => {
    // Differences 1, 2, 3: mean 2, standard deviation 1, t(2; 0.975) = 4.303.
    const found = pairedDifference([
      [10, 11],
      [20, 22],
      [30, 33],
    ]);
    expect(found).toMatchObject({ a: 20, b: 22, difference: 2 });
    expect(found?.halfWidth).toBeCloseTo(4.303 / Math.sqrt(3), 3);
    expect(found && isCertain(found)).toBe(false);
  });

  it('is certain where luck has little part in it, however far the runs lie apart', () => {
    const found = pairedDifference([
      [10, 12],
      [200, 202.1],
      [3_000, 3_001.9],
    ]);
    expect(found && isCertain(found)).toBe(true);
  });

  it('says nothing of chance for one pair, and nothing at all for none', () => {
    const one = pairedDifference([[1, 3]]);
    expect(one).toEqual({ a: 1, b: 3, difference: 2, halfWidth: undefined });
    expect(one && isCertain(one)).toBe(false);
    expect(pairedDifference([])).toBeUndefined();
  });
});
