/** Quantiles of Student's t for a two-sided interval of 95 %, by degrees of freedom from 1; the normal one's beyond the table. */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const NORMAL_975 = 1.96;

export interface Difference {
  readonly a: number;
  readonly b: number;
  /** b − a, in the mean. */
  readonly difference: number;
  /** Half the width of the 95 % interval of the difference; none for a single pair, which says nothing of chance. */
  readonly halfWidth: number | undefined;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/**
 * The difference of pairs that share their luck, so that each pair differs by the policy, and by how luck plays into it.
 * `undefined` where there is no pair.
 */
export const pairedDifference = (
  pairs: readonly (readonly [a: number, b: number])[],
): Difference | undefined => {
  if (pairs.length === 0) return undefined;
  const differences = pairs.map(([a, b]) => b - a);
  const difference = mean(differences);
  const degrees = pairs.length - 1;
  const variance =
    differences.reduce((sum, value) => sum + (value - difference) ** 2, 0) / Math.max(degrees, 1);
  return {
    a: mean(pairs.map(([a]) => a)),
    b: mean(pairs.map(([, b]) => b)),
    difference,
    halfWidth:
      degrees === 0 ? undefined : (T_975[degrees - 1] ?? NORMAL_975) * Math.sqrt(variance / pairs.length),
  };
};

/** Whether the interval leaves out that there is no difference. */
export const isCertain = ({ difference, halfWidth }: Difference): boolean =>
  halfWidth !== undefined && Math.abs(difference) > halfWidth;
