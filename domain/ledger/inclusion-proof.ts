import { climb } from './climb.ts';
import { isSize, joined, nodeHash } from './merkle-tree.ts';
import { areHashes, compareRoot, faulty, type ProofVerdict } from './proof-verdict.ts';
import { completeSubtrees, leftHalf, type Subtree, type SubtreeHash } from './subtrees.ts';

/** That a leaf is at its index in a tree: RFC 6962 §2.1.1, RFC 9162 §2.1.3. */

/** The nodes of the proof from the leaf up, each as the complete subtrees it is made of. */
const path = (index: number, start: number, end: number): (readonly Subtree[])[] => {
  if (end - start === 1) return [];
  const middle = start + leftHalf(end - start);
  return index < middle
    ? [...path(index, start, middle), completeSubtrees(middle, end)]
    : [...path(index, middle, end), completeSubtrees(start, middle)];
};

const proofNodes = (index: number, size: number): readonly (readonly Subtree[])[] => {
  if (!isSize(size) || !isSize(index) || index >= size) {
    throw new RangeError(`A tree of ${size} leaves has no leaf ${index}`);
  }
  return path(index, 0, size);
};

/** Whose hashes `inclusionProof` will ask for, so that they can be fetched in one go. @throws RangeError likewise */
export const inclusionSubtrees = (index: number, size: number): readonly Subtree[] =>
  proofNodes(index, size).flat();

/** The proof that leaf `index` is in the tree of `size` leaves. @throws RangeError when it has no such leaf. */
export const inclusionProof = (index: number, size: number, hashOf: SubtreeHash): readonly Uint8Array[] =>
  proofNodes(index, size).map((subtrees) => joined(subtrees.map(hashOf)));

/** RFC 9162 §2.1.3.2. */
export const verifyInclusion = ({
  index,
  size,
  leafHash,
  proof,
  root,
}: {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}): ProofVerdict => {
  if (!isSize(size)) return faulty('size');
  if (!isSize(index) || index >= size) return faulty('index');
  if (!areHashes(leafHash, root, ...proof)) return faulty('hash-length');
  let hash = leafHash;
  const fault = climb(index, size - 1, proof, (sibling, side) => {
    hash = side === 'left' ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
  });
  return fault ? faulty(fault) : compareRoot('root', root, hash);
};
