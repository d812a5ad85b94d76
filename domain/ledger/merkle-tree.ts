import { concat } from './bytes.ts';
import { sha256 } from './sha256.ts';

/** The hashes of the Merkle tree of RFC 6962 §2.1 and RFC 9162 §2.1, with SHA-256. */

export const HASH_BYTES = 32;

/** The root of a tree without leaves. */
export const EMPTY_ROOT = sha256('');

/** The hash of a leaf: of 0x00, which is U+0000 in a text, and the entry. A text stands for its UTF-8. */
export const leafHash = (entry: Uint8Array | string): Uint8Array =>
  sha256(typeof entry === 'string' ? `\0${entry}` : concat(Uint8Array.of(0x00), entry));

// Filled anew for every node: a log of ten million events has as many.
const node = new Uint8Array(1 + 2 * HASH_BYTES);
node[0] = 0x01;

export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => {
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return sha256(node);
};

/** The root over complete subtrees that lie side by side, each smaller than the one to its left. */
export const joined = (hashes: readonly Uint8Array[]): Uint8Array =>
  hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right));

/** Whether a tree can have so many leaves: what a number holds exactly. */
export const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;
