/** A complete subtree: the `2 ** level` leaves from leaf `index * 2 ** level`. At level 0 it is one leaf. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** Gives the hash of a complete subtree. */
export type SubtreeHash = (subtree: Subtree) => Uint8Array;

/**
 * The complete subtrees that the leaves from `start` to before `end` fall into, from left to right, each
 * smaller than the one before. `start` must be a multiple of a power of two that is not less than the number
 * of leaves, as it is for every node of a tree.
 */
export const completeSubtrees = (start: number, end: number): readonly Subtree[] => {
  const subtrees: Subtree[] = [];
  let level = 52;
  let width = 2 ** level;
  for (let at = start; at < end; at += width) {
    while (width > end - at) {
      width /= 2;
      level -= 1;
    }
    subtrees.push({ level, index: at / width });
  }
  return subtrees;
};

/** How many of `count` leaves (at least 2) are in a node's left half: the largest power of two below it. */
export const leftHalf = (count: number): number => {
  let half = 1;
  while (half * 2 < count) half *= 2;
  return half;
};
