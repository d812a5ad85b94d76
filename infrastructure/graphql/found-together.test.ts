import { describe, expect, it } from 'vitest';
import { foundTogether } from './found-together.ts';

describe('what is found together', () => {
  it('is asked for once for all of a turn, each id once, and anew in the next', async () => {
    const asked: (readonly string[])[] = [];
    const find = foundTogether(async (ids) => {
      asked.push(ids);
      return new Map(ids.map((id) => [id, `${id}${asked.length}`]));
    });
    const [one, other] = await Promise.all([
      find(['a', 'b']),
      Promise.resolve().then(() => find(['b', 'c'])),
    ]);
    expect(asked).toEqual([['a', 'b', 'c']]);
    expect([one.get('b'), other.get('b'), other.get('c')]).toEqual(['b1', 'b1', 'c1']);
    // Whatever has changed meanwhile is seen.
    expect((await find(['b'])).get('b')).toBe('b2');
  });

  it('does not hand on what asked while it was under way', async () => {
    let answer: (found: Map<string, string>) => void = () => undefined;
    const asked: (readonly string[])[] = [];
    const find = foundTogether((ids) => {
      asked.push(ids);
      return new Promise<Map<string, string>>((settle) => {
        answer = settle;
      });
    });
    const first = find(['a']);
    await new Promise((settle) => setImmediate(settle));
    const second = find(['a']);
    answer(new Map([['a', 'old']]));
    expect((await first).get('a')).toBe('old');
    await new Promise((settle) => setImmediate(settle));
    answer(new Map([['a', 'new']]));
    expect((await second).get('a')).toBe('new');
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('fails for everybody who asked, and not for those who come after them', async () => {
    let failing = true;
    const find = foundTogether(async (ids) => {
      if (failing) throw new Error('Away');
      return new Map(ids.map((id) => [id, id]));
    });
    const both = await Promise.allSettled([find(['a']), find(['b'])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failing = false;
    expect((await find(['a'])).get('a')).toBe('a');
  });
});
