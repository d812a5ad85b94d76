import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda.ts';

describe('an agenda', () => {
  it('gives back what is due in the order of moments, and of one moment in the order in which it was put down', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (moments) => {
        const agenda = new Agenda<number>();
        for (const [index, at] of moments.entries()) agenda.put(at, index);
        expect(agenda.next).toBe(moments.length > 0 ? Math.min(...moments) : undefined);
        const inOrder = moments
          .map((at, index) => ({ at, index }))
          .toSorted((one, other) => one.at - other.at)
          .map(({ index }) => index);
        expect(agenda.take(20)).toEqual(inOrder);
        expect(agenda.size).toBe(0);
      }),
    );
  });

  it('is the same whether it is asked at once or moment by moment, with more put down in between', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 1 }), (entries) => {
        const agenda = new Agenda<string>();
        for (const [at] of entries) agenda.put(at, `first ${at}`);
        const taken: number[] = [];
        for (let now = 0; now <= 41; now += 1) {
          for (const item of agenda.take(now)) {
            taken.push(now);
            if (item.startsWith('first')) agenda.put(now + 1 + (entries[0]?.[1] ?? 0), 'second');
          }
        }
        expect(taken).toHaveLength(2 * entries.length);
        expect(taken).toEqual(taken.toSorted((one, other) => one - other));
      }),
    );
  });
});
