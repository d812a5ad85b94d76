import { describe, expect, it } from 'vitest';
import { together } from './loaders.ts';

describe('what is found together', () => {
  it('is asked for once for all of a turn, each id once, and anew in the next', async () => {
    const asked: (readonly string[])[] = [];
    const shared = together(async (ids) => {
      asked.push(ids);
      return new Map(ids.map((id) => [id, `${id}${asked.length}`]));
    });
    const find = async (ids: readonly string[]) => {
      const found = await shared.loadMany(ids);
      return new Map(ids.map((id, index) => [id, found[index]]));
    };
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
    const shared = together((ids) => {
      asked.push(ids);
      return new Promise<Map<string, string>>((settle) => {
        answer = settle;
      });
    });
    const first = shared.load('a');
    await new Promise((settle) => setImmediate(settle));
    const second = shared.load('a');
    answer(new Map([['a', 'old']]));
    expect(await first).toBe('old');
    await new Promise((settle) => setImmediate(settle));
    answer(new Map([['a', 'new']]));
    expect(await second).toBe('new');
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('fails for everybody who asked, and not for those who come after them', async () => {
    let failing = true;
    const shared = together(async (ids) => {
      if (failing) throw new Error('Away');
      return new Map(ids.map((id) => [id, id]));
    });
    const both = await Promise.allSettled([shared.load('a'), shared.load('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    failing = false;
    expect(await shared.load('a')).toBe('a');
  });
});
