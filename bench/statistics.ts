/** What a figure came to over the rounds of a run. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

/** The quantile of values that are sorted upwards, interpolated between neighbours; `at` from 0 to 1. */
export const quantile = (sorted: readonly number[], at: number): number => {
  if (sorted.length === 0) throw new Error('A quantile of nothing');
  const place = (sorted.length - 1) * at;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
};

export const sorted = (values: readonly number[]): readonly number[] =>
  [...values].sort((one, other) => one - other);

export const spreadOf = (values: readonly number[]): Spread => {
  const inOrder = sorted(values);
  return {
    median: quantile(inOrder, 0.5),
    min: quantile(inOrder, 0),
    max: quantile(inOrder, 1),
    lowerQuartile: quantile(inOrder, 0.25),
    upperQuartile: quantile(inOrder, 0.75),
  };
};
