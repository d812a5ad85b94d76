import { describe, expect, it } from 'vitest';
import { Memory } from './memory.ts';
import type { Projection } from './projection.ts';

const counting = { remember: () => ({ batches: 0 }) } as unknown as Projection;
const count = (remembered: () => unknown): number => {
  const memory = remembered() as { batches: number };
  memory.batches += 1;
  return memory.batches;
};

describe('what a projection remembers', () => {
  /** Takes batches in, of each of which it is said how many the projection remembers with it. */
  const batches = () => {
    const memory = new Memory(counting);
    const found: number[] = [];
    return {
      found,
      take: (key: string, epoch: string) =>
        memory.during(key, epoch, async (remembered) => {
          found.push(count(remembered));
        }),
      during: memory.during.bind(memory),
    };
  };

  it('goes from batch to batch', async () => {
    const { found, take } = batches();
    for (let batch = 0; batch < 3; batch += 1) await take('letters_v1', '1');
    expect(found).toEqual([1, 2, 3]);
  });

  it('is forgotten when another process may have written meanwhile, and when the tables are others', async () => {
    const { found, take } = batches();
    for (const key of ['a', 'b']) await take(key, '1');
    for (const epoch of ['2', '3', '3']) await take('b', epoch);
    expect(found).toEqual([1, 1, 1, 1, 2]);
  });

  it('is forgotten when a batch was not committed', async () => {
    const { found, take, during } = batches();
    await take('a', '1');
    const failing = during('a', '1', async (remembered) => {
      found.push(count(remembered));
      throw new Error('not committed');
    });
    await expect(failing).rejects.toThrow('not committed');
    await take('a', '1');
    expect(found).toEqual([1, 2, 1]);
  });

  it('is forgotten when a batch is undone and written again', async () => {
    const { found, take, during } = batches();
    await take('a', '1');
    await during('a', '1', async (remembered) => {
      found.push(count(remembered), count(remembered));
    });
    await take('a', '1');
    expect(found).toEqual([1, 2, 1, 2]);
  });

  it('is nothing where a projection remembers nothing', async () => {
    const memory = new Memory({} as Projection);
    await memory.during('a', '1', async (remembered) => expect(remembered()).toBeUndefined());
  });
});
