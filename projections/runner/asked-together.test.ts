import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedTogether } from './asked-together.ts';

describe('a question that is asked together', () => {
  /** Something that changes, and takes a moment to say how it was when it was asked. */
  const changing = () => {
    let [value, underWay, most, asked] = [0, 0, 0, 0];
    const ask = askedTogether(async () => {
      asked += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      const seen = value;
      await turn();
      underWay -= 1;
      return seen;
    });
    return { ask, change: () => ++value, most: () => most, asked: () => asked };
  };

  it('is answered with nothing older than the question, one answer at a time', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('ask', 'change', 'wait')), async (steps) => {
        const { ask, change, most } = changing();
        let value = 0;
        const answers: Promise<void>[] = [];
        for (const step of steps) {
          if (step === 'change') value = change();
          else if (step === 'wait') await turn();
          else {
            const atLeast = value;
            answers.push(ask().then((answer) => expect(answer).toBeGreaterThanOrEqual(atLeast)));
          }
        }
        await Promise.all(answers);
        expect(most()).toBe(answers.length > 0 ? 1 : 0);
      }),
    ));

  it('is put once for all who ask meanwhile', async () => {
    const { ask, asked } = changing();
    const first = ask();
    await Promise.resolve();
    await Promise.all([first, ...Array.from({ length: 20 }, ask)]);
    expect(asked()).toBe(2);
  });

  it('is put again after it failed, and only those fail who shared the answer', async () => {
    const outcomes = [() => Promise.reject(new Error('broken')), async () => 'whole'];
    const ask = askedTogether(() => outcomes.shift()?.() as Promise<string>);
    const first = ask();
    await expect(Promise.all([first, ask()])).rejects.toThrow('broken');
    expect(await ask()).toBe('whole');
  });
});
