import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BEGINNING, type Position } from '../../domain/event.ts';
import type { EventSource, LogEntry } from './event-source.ts';
import { type Build, rebuild } from './rebuild.ts';

const at = (place: number): Position => String(place).padStart(6, '0') as Position;

const logOf = (size: number): EventSource => {
  const entries = Array.from(
    { length: size },
    (_, index): LogEntry => ({
      position: at(index + 1),
      stream: 'letter-x',
      revision: index,
      event: undefined,
    }),
  );
  return {
    async readAfter(after, limit) {
      await turn();
      const from = after === BEGINNING ? 0 : Number(after);
      return entries.slice(from, from + limit);
    },
    readStream: async () => [],
    head: async () => at(size),
    onAppend: () => () => undefined,
  };
};

/** A build that says what it was told, and is as slow as `pace` lets it be. */
const buildOf = ({
  from = BEGINNING,
  pace = async () => undefined,
}: {
  from?: Position;
  pace?: () => Promise<void>;
} = {}) => {
  const taken: Position[] = [];
  let [batches, working, finishes, abandoned] = [0, false, 0, false];
  const work = async (does: () => Promise<void>) => {
    if (working) throw new Error('It was given more while it was at work');
    working = true;
    try {
      await does();
    } finally {
      working = false;
    }
  };
  const build: Build = {
    position: from,
    take: (entries) =>
      work(async () => {
        await pace();
        for (const { position } of entries) taken.push(position);
        batches += 1;
      }),
    finish: async () => {
      await work(async () => turn());
      finishes += 1;
      return finishes === 2;
    },
    async abandon() {
      if (working) throw new Error('It was abandoned while it was at work');
      abandoned = true;
    },
  };
  return {
    model: { build: async () => build },
    taken,
    batches: () => batches,
    isLive: () => finishes === 2,
    isAbandoned: () => abandoned,
  };
};

const places = (from: number, to: number): Position[] =>
  Array.from({ length: to - from + 1 }, (_, index) => at(from + index));

describe('read models that are built together', () => {
  it('are each given every entry once and in order, from where they begin', async () => {
    const whole = buildOf();
    const resumed = buildOf({ from: at(25_000), pace: async () => turn() });
    const progress: number[] = [];
    await rebuild(logOf(70_500), [whole.model, resumed.model], ({ events }) => progress.push(events));
    expect(whole.taken).toEqual(places(1, 70_500));
    expect(resumed.taken).toEqual(places(25_001, 70_500));
    expect([whole.isLive(), resumed.isLive()]).toEqual([true, true]);
    expect(progress).toEqual([20_000, 40_000, 60_000, 70_500]);
  });

  it('go each at its own pace, the fastest a batch ahead of the slowest', async () => {
    const fast = buildOf();
    const ahead: number[] = [];
    const slow = buildOf({
      async pace() {
        for (let turns = 0; turns < 300; turns += 1) await turn();
        ahead.push(fast.batches() - slow.batches());
      },
    });
    await rebuild(logOf(100_000), [slow.model, fast.model]);
    // When the slow one is done with a batch, the fast one is done with the next, where there is one.
    expect(ahead).toEqual([2, 2, 2, 2, 1]);
  });

  it('are given up together, and none while it is at work', async () => {
    const slow = buildOf({
      async pace() {
        for (let turns = 0; turns < 500; turns += 1) await turn();
      },
    });
    const failing = buildOf({
      pace: async () => {
        if (failing.batches() === 1) throw new Error('no room');
      },
    });
    const idle = buildOf();
    await expect(rebuild(logOf(100_000), [slow.model, failing.model, idle.model])).rejects.toThrow('no room');
    for (const one of [slow, failing, idle]) {
      expect(one.isAbandoned()).toBe(true);
      expect(one.isLive()).toBe(false);
    }
    // What it had been given to do next it was not to begin.
    expect(slow.batches()).toBe(1);
  });

  it('are given up where one cannot begin', async () => {
    const other = buildOf();
    const refused = { build: () => Promise.reject(new Error('taken')) };
    await expect(rebuild(logOf(10), [refused, other.model])).rejects.toThrow('taken');
    expect(other.isAbandoned()).toBe(true);
    expect(other.taken).toEqual([]);
  });
});
