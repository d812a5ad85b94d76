import { hash } from 'node:crypto';
import type { Subtree } from '../../domain/ledger/subtrees.ts';

// Trees all of whose leaves are alike: their roots can be reckoned at any size, with one hash for each level.

const nodeOf = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  new Uint8Array(hash('sha256', Buffer.concat([Uint8Array.of(1), left, right]), 'buffer'));

const levels: Uint8Array[] = [new Uint8Array(32).fill(7)];
for (let level = 1; level < 53; level += 1) {
  const half = levels[level - 1] as Uint8Array;
  levels.push(nodeOf(half, half));
}

/** Of a complete subtree, whichever of its level. */
export const hashOfAlike = ({ level }: Pick<Subtree, 'level'>): Uint8Array => levels[level] as Uint8Array;

/** The root over `size` such leaves, at least one: each 1 in its binary digits is a complete subtree. */
export const rootOfAlike = (size: number): Uint8Array =>
  [...size.toString(2)]
    .reverse()
    .flatMap((digit, level) => (digit === '1' ? [hashOfAlike({ level })] : []))
    .reduce((right, left) => nodeOf(left, right));

/** Sizes at which arithmetic in 32 bits, or with rounding, goes wrong. */
export const HUGE_SIZES = [2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1, 2 ** 33 + 12_345, Number.MAX_SAFE_INTEGER];
