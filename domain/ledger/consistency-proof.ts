import { climb } from './climb.ts';
import { EMPTY_ROOT, isSize, joined, nodeHash } from './merkle-tree.ts';
import { areHashes, compareRoot, faulty, type ProofVerdict } from './proof-verdict.ts';
import { completeSubtrees, leftHalf, type Subtree, type SubtreeHash } from './subtrees.ts';

/** That a tree is the beginning of a larger one: RFC 6962 §2.1.2, RFC 9162 §2.1.4. */

/**
 * SUBPROOF of the RFC for the first `old` of the leaves from `start` to before `end`, each node as the complete
 * subtrees it is made of. `known`: those `old` leaves are the whole old tree, whose root the verifier has.
 */
const subproof = (old: number, start: number, end: number, known: boolean): (readonly Subtree[])[] => {
  if (old === end - start) return known ? [] : [completeSubtrees(start, end)];
  const half = leftHalf(end - start);
  const middle = start + half;
  return old <= half
    ? [...subproof(old, start, middle, known), completeSubtrees(middle, end)]
    : [...subproof(old - half, middle, end, false), completeSubtrees(start, middle)];
};

const proofNodes = (oldSize: number, size: number): readonly (readonly Subtree[])[] => {
  if (!isSize(oldSize) || !isSize(size) || oldSize > size) {
    throw new RangeError(`A tree of ${oldSize} leaves does not grow to ${size}`);
  }
  return oldSize === 0 ? [] : subproof(oldSize, 0, size, true);
};

/** Whose hashes `consistencyProof` will ask for, so that they can be fetched in one go. @throws RangeError likewise */
export const consistencySubtrees = (oldSize: number, size: number): readonly Subtree[] =>
  proofNodes(oldSize, size).flat();

/**
 * The proof that the tree of `oldSize` leaves is the beginning of the tree of `size` leaves; empty if one of
 * them is empty or both are the same. @throws RangeError when the old tree is larger.
 */
export const consistencyProof = (oldSize: number, size: number, hashOf: SubtreeHash): readonly Uint8Array[] =>
  proofNodes(oldSize, size).map((subtrees) => joined(subtrees.map(hashOf)));

/** RFC 9162 §2.1.4.2. Beyond it: a tree without leaves has one root, so an empty old tree must have that. */
export const verifyConsistency = ({
  oldSize,
  size,
  oldRoot,
  root,
  proof,
}: {
  readonly oldSize: number;
  readonly size: number;
  readonly oldRoot: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): ProofVerdict => {
  if (!isSize(oldSize) || !isSize(size) || oldSize > size) return faulty('size');
  if (!areHashes(oldRoot, root, ...proof)) return faulty('hash-length');
  if (oldSize === 0 || oldSize === size) {
    if (proof.length > 0) return faulty('proof-too-long');
    return oldSize === size
      ? compareRoot('root', root, oldRoot)
      : compareRoot('old-root', oldRoot, EMPTY_ROOT);
  }

  // From the old tree's last node, or the complete subtree that it is the end of, and the new tree's last node.
  let place = oldSize - 1;
  let last = size - 1;
  while (place % 2 === 1) {
    place = (place - 1) / 2;
    last = Math.floor(last / 2);
  }
  // An old tree that is one complete subtree starts the proof itself.
  const [first, ...siblings] = place === 0 ? [oldRoot, ...proof] : proof;
  if (!first) return faulty('proof-too-short');
  let oldHash = first;
  let hash = first;
  const fault = climb(place, last, siblings, (sibling, side) => {
    if (side === 'left') {
      oldHash = nodeHash(sibling, oldHash);
      hash = nodeHash(sibling, hash);
    } else {
      hash = nodeHash(hash, sibling);
    }
  });
  if (fault) return faulty(fault);
  const old = compareRoot('old-root', oldRoot, oldHash);
  return old.ok ? compareRoot('root', root, hash) : old;
};
