import type { BarResult, CaseResult } from './results.ts';
import type { Bar, Case, Measured, Scenario } from './scenario.ts';
import { spreadOf } from './statistics.ts';

type Rounds = ReadonlyMap<string, readonly Measured[]>;

const valuesOf = (rounds: Rounds, contender: string, metric: string): readonly number[] => {
  const values = (rounds.get(contender) ?? []).map((measured) => measured[metric]);
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) {
    throw new Error(`${contender} did not measure ${metric} in every round`);
  }
  return known;
};

const judge = (bar: Bar, rounds: Rounds): BarResult => {
  const values = valuesOf(rounds, bar.contender, bar.metric);
  const others = bar.over && valuesOf(rounds, bar.over.contender, bar.over.metric);
  const judged = others ? values.map((value, round) => value / (others[round] as number)) : values;
  const spread = spreadOf(judged);
  const limit = bar.atLeast ?? bar.atMost ?? Number.NaN;
  const met = bar.atLeast !== undefined ? spread.median >= limit : spread.median <= limit;
  const { text, contender, metric } = bar;
  return { text, contender, metric, limit, isRatio: others !== undefined, met, ...spread };
};

/**
 * Runs a case: round by round, in each round every contender once, so that whatever else the machine does meets
 * them all alike. Every other round goes backwards, so that none always follows the same one.
 */
export const runCase = async (
  scenario: Scenario,
  { name, title, metrics, contenders, bars, rounds, warmUp, notes = [] }: Case,
  progress: (text: string) => void,
): Promise<Omit<CaseResult, 'commit' | 'machine' | 'mode'>> => {
  const measured = new Map<string, Measured[]>(contenders.map((contender) => [contender.name, []]));
  for (let round = -warmUp; round < rounds; round += 1) {
    progress(`${scenario.name} · ${title} · ${round < 0 ? 'warm-up' : `round ${round + 1} of ${rounds}`}`);
    const order = round % 2 === 0 ? contenders : [...contenders].reverse();
    for (const contender of order) {
      const result = await contender.round();
      if (round >= 0) measured.get(contender.name)?.push(result);
    }
  }
  return {
    date: new Date().toISOString(),
    scenario: scenario.name,
    scenarioTitle: scenario.title,
    name,
    title,
    metrics,
    rounds,
    notes,
    contenders: contenders.map((contender) => ({
      name: contender.name,
      metrics: Object.fromEntries(
        metrics
          .filter((metric) =>
            measured.get(contender.name)?.some((values) => values[metric.name] !== undefined),
          )
          .map((metric) => {
            const values = valuesOf(measured, contender.name, metric.name);
            return [metric.name, { ...spreadOf(values), rounds: values }];
          }),
      ),
    })),
    bars: bars.map((bar) => judge(bar, measured)),
  };
};
