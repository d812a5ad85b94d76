import { HASH_BYTES, isSize, joined, nodeHash } from './merkle-tree.ts';
import { completeSubtrees, type Subtree } from './subtrees.ts';

/**
 * All that must be remembered of a tree to append to it: the hashes of the complete subtrees that its leaves
 * fall into, from left to right, one for each bit that is set in its size (a compact range from leaf 0).
 */
export interface Frontier {
  /** How many leaves. */
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

/** A frontier that was kept somewhere. @throws RangeError when these cannot be the hashes of a tree of this size. */
export const restoredFrontier = (size: number, hashes: readonly Uint8Array[]): Frontier => {
  if (!isSize(size)) throw new RangeError(`No tree has ${size} leaves`);
  const expected = completeSubtrees(0, size).length;
  if (hashes.length !== expected || hashes.some(({ length }) => length !== HASH_BYTES)) {
    throw new RangeError(`The frontier of ${size} leaves is ${expected} hashes of ${HASH_BYTES} bytes`);
  }
  return { size, hashes };
};

/**
 * The frontier after these leaves. The old one stays as it is.
 *
 * @param completed is told of each subtree that becomes complete, the leaves themselves included, in the
 *   order in which they do: what tiles are made of.
 */
export const append = (
  frontier: Frontier,
  leafHashes: Iterable<Uint8Array>,
  completed?: (subtree: Subtree, hash: Uint8Array) => void,
): Frontier => {
  const hashes = [...frontier.hashes];
  let { size } = frontier;
  for (const leaf of leafHashes) {
    let hash = leaf;
    let level = 0;
    let index = size;
    completed?.({ level, index }, hash);
    // A subtree with an odd index is a right half, and its left half is the last hash of the frontier.
    while (index % 2 === 1) {
      hash = nodeHash(hashes.pop() as Uint8Array, hash);
      level += 1;
      index = (index - 1) / 2;
      completed?.({ level, index }, hash);
    }
    hashes.push(hash);
    size += 1;
  }
  return { size, hashes };
};

/** The root of the tree, at any time. */
export const rootOf = (frontier: Frontier): Uint8Array => joined(frontier.hashes);

/** The root over these leaves. */
export const rootOfLeaves = (leafHashes: Iterable<Uint8Array>): Uint8Array =>
  rootOf(append(EMPTY_FRONTIER, leafHashes));
