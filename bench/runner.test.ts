import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCase } from './runner.ts';
import { atLeast, type Case, rate, type Scenario } from './scenario.ts';

const scenario: Scenario = { name: 'test', title: 'A test', async *cases() {} };

/** Two contenders whose rounds measure these values in turn, the first of them while warming up. */
const caseOf = (ours: number[], theirs: number[], turns: string[] = []): Case => {
  const contender = (name: string, values: number[]) => ({
    name,
    async round() {
      turns.push(name);
      return { rate: values.shift() ?? Number.NaN };
    },
  });
  return {
    name: 'case',
    title: 'a case',
    metrics: [rate('events/s')],
    contenders: [contender('ours', ours), contender('theirs', theirs)],
    bars: [atLeast(2, 'ours', 'theirs')],
    rounds: 3,
    warmUp: 1,
  };
};

test('a bar is judged by the median of the ratios of each round, without the warm-up', async () => {
  // The ratios are 3, 1.5 and 1.8, while the ratio of the medians is 2.4.
  const result = await runCase(scenario, caseOf([99, 30, 12, 90], [1, 10, 8, 50]), () => undefined);
  assert.equal(result.bars[0]?.median, 1.8);
  assert.equal(result.bars[0]?.met, false);
  assert.deepEqual(result.contenders[0]?.metrics.rate?.rounds, [30, 12, 90]);
});

test('contenders take turns, every other round backwards', async () => {
  const turns: string[] = [];
  await runCase(scenario, caseOf([1, 1, 1, 1], [1, 1, 1, 1], turns), () => undefined);
  assert.deepEqual(turns.join(' '), 'theirs ours ours theirs theirs ours ours theirs');
});

test('a round that did not measure what is judged is an error, not a figure', async () => {
  const incomplete = caseOf([1, 1, 1, 1], [1, 1, 1, 1]);
  const [ours, theirs] = incomplete.contenders;
  const broken = { ...incomplete, contenders: [{ ...ours, round: async () => ({}) }, theirs] } as Case;
  await assert.rejects(
    runCase(scenario, broken, () => undefined),
    /did not measure rate/,
  );
});
