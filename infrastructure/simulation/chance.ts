import { createHash } from 'node:crypto';

const RANGE = 2 ** 48;

/**
 * Chance that is asked by name: the same seed and name always give the same number, in [0, 1), whatever else has been asked.
 *
 * So two policies on the same history meet the same luck, letter by letter and stage by stage (common random numbers), and
 * what differs between them is theirs.
 */
export type Chance = (...name: readonly (string | number)[]) => number;

export const chanceOf =
  (seed: number): Chance =>
  (...name) =>
    createHash('sha256')
      .update(JSON.stringify([seed, ...name]))
      .digest()
      .readUIntBE(0, 6) / RANGE;

/** One of the items, each as likely as the next. @throws RangeError where there is none. */
export const pick = <Item>(items: readonly Item[], chance: number): Item => {
  const item = items[Math.floor(chance * items.length)];
  if (item === undefined) throw new RangeError('There is nothing to pick from');
  return item;
};
