/** What was observed, sorted; a draw is one of the observations and never anything between them. */
export type Distribution = readonly number[];

/** @throws RangeError of nothing, since nothing can be drawn from it. */
export const distributionOf = (observations: readonly number[]): Distribution => {
  if (observations.length === 0) throw new RangeError('Nothing was observed');
  return observations.toSorted((one, other) => one - other);
};

/** The inverse of the empirical distribution function: `quantile(d, 0.5)` is the lower median. `share` in [0, 1]. */
export const quantile = (distribution: Distribution, share: number): number => {
  const index = Math.min(Math.max(Math.ceil(share * distribution.length) - 1, 0), distribution.length - 1);
  return distribution[index] as number;
};
