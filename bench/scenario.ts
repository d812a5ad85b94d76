import type { BenchContext } from './context.ts';

/** What one round of a contender measured, by the name of the metric. */
export type Measured = Readonly<Record<string, number>>;

export interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
}

/** One who takes part. It is warmed up by rounds that are not counted, and is closed by the case. */
export interface Contender {
  readonly name: string;
  round(): Promise<Measured>;
}

/**
 * What a contender of ours is to reach. Without `over` it is the metric itself that is judged, with it the ratio
 * to another contender's metric (or another metric of its own), round by round.
 */
export interface Bar {
  readonly text: string;
  readonly contender: string;
  readonly metric: string;
  readonly over?: { readonly contender: string; readonly metric: string };
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A question with an answer per contender. */
export interface Case {
  readonly name: string;
  readonly title: string;
  readonly metrics: readonly Metric[];
  readonly contenders: readonly Contender[];
  readonly bars: readonly Bar[];
  /** Counted rounds, and those before them that are not counted. */
  readonly rounds: number;
  readonly warmUp: number;
  /** What must be known to read the figures. */
  readonly notes?: readonly string[];
}

/** Cases about the same work. Each is run before the next is asked for, so that a scenario can clean up in between. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** The short mode leaves it out unless it is asked for: it is about large registers, or stands beside nobody. */
  readonly isLong?: boolean;
  cases(context: BenchContext): AsyncGenerator<Case>;
}

/** `events/s`, more is better. */
export const rate = (unit: string): Metric => ({ name: 'rate', unit, better: 'more' });
export const milliseconds = (name: string): Metric => ({ name, unit: 'ms', better: 'less' });

/** At least so many times what the other reaches. */
export const atLeast = (
  times: number,
  contender: string,
  other: string,
  metric = 'rate',
  otherName = other,
): Bar => ({
  text: `≥ ${times}× ${otherName}`,
  contender,
  metric,
  over: { contender: other, metric },
  atLeast: times,
});
