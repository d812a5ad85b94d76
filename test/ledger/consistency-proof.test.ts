import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  consistencySubtrees,
  verifyConsistency,
} from '../../domain/ledger/consistency-proof.ts';
import { EMPTY_ROOT, leafHash } from '../../domain/ledger/merkle-tree.ts';
import type { Subtree } from '../../domain/ledger/subtrees.ts';
import { flipped, fromBase64, hex } from './bytes.ts';
import { NaiveTree } from './naive-tree.ts';
import argon from './vectors/argon2020.json' with { type: 'json' };
import vectors from './vectors/rfc6962.json' with { type: 'json' };

type Claim = Parameters<typeof verifyConsistency>[0];

const tree = NaiveTree.ofNumbers(3000);
const hashOf = ({ level, index }: Subtree) => tree.root(index * 2 ** level, (index + 1) * 2 ** level);
const claim = (oldSize: number, size: number): Claim => ({
  oldSize,
  size,
  oldRoot: tree.root(0, oldSize),
  root: tree.root(0, size),
  proof: consistencyProof(oldSize, size, hashOf),
});
const fault = (forged: Claim) => {
  const verdict = verifyConsistency(forged);
  return verdict.ok ? 'none' : verdict.fault;
};

describe('a consistency proof', () => {
  const published: readonly Claim[] = vectors.consistency.map(({ oldSize, size, proof }) => ({
    oldSize,
    size,
    oldRoot: hex(vectors.roots[oldSize] ?? ''),
    root: hex(vectors.roots[size] ?? ''),
    proof: proof.map(hex),
  }));

  it('verifies where it was published, and is made as it was published', () => {
    const known = new NaiveTree(vectors.leaves.map((leaf) => leafHash(hex(leaf))));
    for (const one of published) {
      expect(verifyConsistency(one)).toEqual({ ok: true });
      expect(
        consistencyProof(one.oldSize, one.size, ({ level, index }) =>
          known.root(index * 2 ** level, (index + 1) * 2 ** level),
        ),
      ).toEqual(one.proof);
    }
  });

  it('verifies for the real log Argon 2020, from 3,654,490 to 961,984,013 leaves', () => {
    const { oldSize, oldRoot, proof } = argon.consistency;
    const real: Claim = {
      oldSize,
      size: argon.size,
      oldRoot: fromBase64(oldRoot),
      root: fromBase64(argon.root),
      proof: proof.map(fromBase64),
    };
    expect(verifyConsistency(real)).toEqual({ ok: true });
    expect(fault({ ...real, oldRoot: flipped(real.oldRoot, 5) })).toBe('old-root');
    expect(fault({ ...real, root: flipped(real.root, 5) })).toBe('root');
  });

  it('is refused in each of the published forgeries', () => {
    for (const one of published.filter(({ proof }) => proof.length > 0)) {
      const { oldSize, size, oldRoot, root, proof } = one;
      const wrong = Buffer.from('WrongRoot');
      const forgeries: Record<string, Partial<Claim>> = {
        'size1 - 1': { oldSize: oldSize - 1 },
        'size1 + 1': { oldSize: oldSize + 1 },
        'size1 ^ 2': { oldSize: oldSize ^ 2 },
        'size2 * 2': { size: size * 2 },
        'size2 / 2': { size: Math.floor(size / 2) },
        'wrong root1': { oldRoot: wrong },
        'wrong root2': { root: wrong },
        'swapped roots': { oldRoot: root, root: oldRoot },
        'empty proof': { proof: [] },
        'trailing garbage': { proof: [...proof, new Uint8Array()] },
        'trailing root1': { proof: [...proof, oldRoot] },
        'trailing root2': { proof: [...proof, root] },
        'preceding garbage': { proof: [new Uint8Array(), ...proof] },
        'preceding root1': { proof: [oldRoot, ...proof] },
        'preceding root2': { proof: [root, ...proof] },
        'preceding proof[0]': { proof: [...proof.slice(0, 1), ...proof] },
        'truncated proof': { proof: proof.slice(0, -1) },
        ...Object.fromEntries(
          proof.map((hash, at) => [
            `modified proof[${at}] bit 4`,
            { proof: proof.with(at, flipped(hash, 4)) },
          ]),
        ),
      };
      for (const [name, forgery] of Object.entries(forgeries)) {
        expect(verifyConsistency({ ...one, ...forgery }), `${oldSize} to ${size}, ${name}`).toMatchObject({
          ok: false,
        });
      }
    }
  });

  it('needs no hashes for a tree that did not grow or began with nothing, and takes none', () => {
    const [one, other] = [tree.root(0, 1), tree.root(0, 2)];
    const same = { oldSize: 1, size: 1, oldRoot: one, root: one, proof: [] };
    const fromNothing = { oldSize: 0, size: 1, oldRoot: EMPTY_ROOT, root: one, proof: [] };
    const nothing = { oldSize: 0, size: 0, oldRoot: EMPTY_ROOT, root: EMPTY_ROOT, proof: [] };
    for (const fine of [same, fromNothing, nothing]) {
      expect(fault(fine)).toBe('none');
      expect(fault({ ...fine, proof: [EMPTY_ROOT] })).toBe('proof-too-long');
    }
    expect(fault({ ...same, root: other })).toBe('root');
    expect(fault({ ...nothing, root: other })).toBe('root');
    // Stricter than the published verifiers, which take any root for that of an empty tree.
    expect(fault({ ...fromNothing, oldRoot: other })).toBe('old-root');
  });

  it('is refused for a journey back in time, and without hashes where it needs some', () => {
    const roots = { oldRoot: tree.root(0, 1), root: tree.root(0, 2), proof: [] };
    expect(fault({ oldSize: 1, size: 0, ...roots })).toBe('size');
    expect(fault({ oldSize: 2, size: 1, ...roots })).toBe('size');
    expect(fault({ oldSize: 1, size: 2, ...roots })).toBe('proof-too-short');
    expect(fault({ oldSize: 3, size: 5, ...roots })).toBe('proof-too-short');
  });

  it('verifies between any two trees up to 100, and is that of the RFC', () => {
    for (let size = 0; size <= 100; size += 1) {
      for (let oldSize = 0; oldSize <= size; oldSize += 1) {
        const one = claim(oldSize, size);
        if (oldSize > 0) expect(one.proof).toEqual(tree.proof(oldSize, size));
        expect(verifyConsistency(one).ok).toBe(true);
      }
    }
  });

  it('verifies between larger trees', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 3000 })
          .chain((size) => fc.tuple(fc.integer({ min: 1, max: size }), fc.constant(size))),
        ([oldSize, size]) => {
          const one = claim(oldSize, size);
          expect(one.proof).toEqual(tree.proof(oldSize, size));
          expect(verifyConsistency(one).ok).toBe(true);
        },
      ),
    );
  });

  it('asks for the hashes it says it needs, and no others', () => {
    for (const [oldSize, size] of [
      [0, 5],
      [4, 7],
      [1000, 2999],
    ] as const) {
      const asked: Subtree[] = [];
      consistencyProof(oldSize, size, (subtree) => {
        asked.push(subtree);
        return hashOf(subtree);
      });
      expect(asked).toEqual(consistencySubtrees(oldSize, size));
    }
  });

  it('is refused when anything in it is changed', () => {
    for (let size = 2; size <= 24; size += 1) {
      for (let oldSize = 1; oldSize < size; oldSize += 1) {
        const one = claim(oldSize, size);
        const { proof, oldRoot, root } = one;
        for (let bit = 0; bit < 256; bit += 31) {
          expect(verifyConsistency({ ...one, oldRoot: flipped(oldRoot, bit) }).ok).toBe(false);
          expect(fault({ ...one, root: flipped(root, bit) })).toBe('root');
          proof.forEach((hash, at) => {
            expect(verifyConsistency({ ...one, proof: proof.with(at, flipped(hash, bit)) }).ok).toBe(false);
          });
        }
        proof.forEach((hash, at) => {
          expect(fault({ ...one, proof: proof.toSpliced(at, 1) })).toBe('proof-too-short');
          expect(fault({ ...one, proof: proof.toSpliced(at, 0, hash) })).toBe('proof-too-long');
          expect(fault({ ...one, proof: proof.with(at, hash.subarray(1)) })).toBe('hash-length');
          const next = proof[at + 1];
          if (next) {
            const swapped = proof.with(at, next).with(at + 1, hash);
            expect(verifyConsistency({ ...one, proof: swapped }).ok).toBe(false);
          }
        });
        for (let other = 0; other <= size; other += 1) {
          if (other !== oldSize) expect(verifyConsistency({ ...one, oldSize: other }).ok).toBe(false);
        }
        for (const other of [-1, 0.5, Number.NaN, 2 ** 53]) {
          expect(fault({ ...one, oldSize: other })).toBe('size');
          expect(fault({ ...one, size: other })).toBe('size');
        }
      }
    }
  });

  it('is refused for another history of the same size', () => {
    const rewritten = new NaiveTree(tree.leaves.with(2, leafHash('another')));
    for (let size = 4; size <= 64; size += 1) {
      for (let oldSize = 3; oldSize < size; oldSize += 1) {
        expect(verifyConsistency({ ...claim(oldSize, size), oldRoot: rewritten.root(0, oldSize) }).ok).toBe(
          false,
        );
      }
    }
  });

  it('cannot be made for a tree that shrinks', () => {
    for (const [oldSize, size] of [
      [2, 1],
      [-1, 1],
      [1, 2 ** 53],
    ] as const) {
      expect(() => consistencyProof(oldSize, size, hashOf)).toThrow(RangeError);
      expect(() => consistencySubtrees(oldSize, size)).toThrow(RangeError);
    }
  });
});
