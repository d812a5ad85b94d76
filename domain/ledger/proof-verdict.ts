import { sameBytes } from './bytes.ts';
import { HASH_BYTES } from './merkle-tree.ts';

export type ProofFault =
  /** A size is no number of leaves, or the older tree is larger than the newer one. */
  | 'size'
  /** The leaf's index is not in the tree. */
  | 'index'
  /** A root, the leaf's hash or a hash of the proof does not have 32 bytes. */
  | 'hash-length'
  | 'proof-too-short'
  | 'proof-too-long'
  | 'root'
  | 'old-root';

/** What became of a proof. Where it leads to another root than was claimed, both are there to be shown. */
export type ProofVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: Exclude<ProofFault, 'root' | 'old-root'> }
  | {
      readonly ok: false;
      readonly fault: 'root' | 'old-root';
      readonly claimed: Uint8Array;
      readonly computed: Uint8Array;
    };

export const PROVED: ProofVerdict = { ok: true };

export const faulty = (fault: Exclude<ProofFault, 'root' | 'old-root'>): ProofVerdict => ({
  ok: false,
  fault,
});

export const compareRoot = (
  fault: 'root' | 'old-root',
  claimed: Uint8Array,
  computed: Uint8Array,
): ProofVerdict => (sameBytes(claimed, computed) ? PROVED : { ok: false, fault, claimed, computed });

export const areHashes = (...hashes: readonly Uint8Array[]): boolean =>
  hashes.every(({ length }) => length === HASH_BYTES);
