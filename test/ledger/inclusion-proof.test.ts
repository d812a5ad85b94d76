import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inclusionProof, inclusionSubtrees, verifyInclusion } from '../../domain/ledger/inclusion-proof.ts';
import { EMPTY_ROOT, leafHash } from '../../domain/ledger/merkle-tree.ts';
import type { Subtree } from '../../domain/ledger/subtrees.ts';
import { flipped, fromBase64, hex, sameHashes } from './bytes.ts';
import { NaiveTree } from './naive-tree.ts';
import argon from './vectors/argon2020.json' with { type: 'json' };
import vectors from './vectors/rfc6962.json' with { type: 'json' };

type Claim = Parameters<typeof verifyInclusion>[0];

const tree = NaiveTree.ofNumbers(3000);
const hashOf = ({ level, index }: Subtree) => tree.root(index * 2 ** level, (index + 1) * 2 ** level);
const claim = (index: number, size: number): Claim => ({
  index,
  size,
  leafHash: tree.leaves[index] as Uint8Array,
  proof: inclusionProof(index, size, hashOf),
  root: tree.root(0, size),
});
const fault = (forged: Claim) => {
  const verdict = verifyInclusion(forged);
  return verdict.ok ? 'none' : verdict.fault;
};

describe('an inclusion proof', () => {
  const published: readonly Claim[] = vectors.inclusion.map(({ index, size, proof }) => ({
    index,
    size,
    leafHash: leafHash(hex(vectors.leaves[index] ?? '')),
    proof: proof.map(hex),
    root: hex(vectors.roots[size] ?? ''),
  }));

  it('verifies where it was published, and is made as it was published', () => {
    const known = new NaiveTree(vectors.leaves.map((leaf) => leafHash(hex(leaf))));
    for (const one of published) {
      expect(verifyInclusion(one)).toEqual({ ok: true });
      expect(
        inclusionProof(one.index, one.size, ({ level, index }) =>
          known.root(index * 2 ** level, (index + 1) * 2 ** level),
        ),
      ).toEqual(one.proof);
    }
  });

  it('verifies for the real log Argon 2020 of 961,984,013 leaves', () => {
    const { index, leaf, proof } = argon.inclusion;
    const real: Claim = {
      index,
      size: argon.size,
      leafHash: leafHash(fromBase64(leaf)),
      proof: proof.map(fromBase64),
      root: fromBase64(argon.root),
    };
    expect(verifyInclusion(real)).toEqual({ ok: true });
    expect(fault({ ...real, index: index + 1 })).toBe('root');
    expect(fault({ ...real, leafHash: leafHash(fromBase64(leaf).subarray(1)) })).toBe('root');
  });

  it('is refused in each of the published forgeries', () => {
    const someHash = hex(vectors.someHash);
    for (const one of published) {
      const { index, size, proof, root } = one;
      const forgeries: Record<string, Partial<Claim>> = {
        'leafIdx - 1': { index: index - 1 },
        'leafIdx - 1 as an unsigned number': { index: index === 0 ? 2 ** 64 - 1 : index - 1 },
        'leafIdx + 1': { index: index + 1 },
        'leafIdx ^ 2': { index: index ^ 2 },
        'treeSize * 2': { size: size * 2 },
        'treeSize / 2': { size: Math.floor(size / 2) },
        'wrong leaf': { leafHash: Buffer.from('WrongLeaf') },
        'empty root': { root: EMPTY_ROOT },
        'random root': { root: someHash },
        'trailing garbage': { proof: [...proof, new Uint8Array()] },
        'trailing root': { proof: [...proof, root] },
        'preceding garbage': { proof: [new Uint8Array(), ...proof] },
        'preceding root': { proof: [root, ...proof] },
        ...Object.fromEntries(
          proof.map((_, at) => [
            `modified proof[${at}] bit 3`,
            { proof: proof.map((hash, place) => (place === at ? flipped(hash, 3) : hash)) },
          ]),
        ),
        ...(proof.length > 0 && { 'removed component': { proof: proof.slice(0, -1) } }),
        ...(proof.length > 1 && {
          'inserted component': { proof: [...proof.slice(0, 1), someHash, ...proof.slice(1)] },
        }),
      };
      for (const [name, forgery] of Object.entries(forgeries)) {
        expect(verifyInclusion({ ...one, ...forgery }), `${index} of ${size}, ${name}`).toMatchObject({
          ok: false,
        });
      }
    }
    for (const [index, size] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [2, 1],
    ] as const) {
      const probe = { index, size, proof: [] };
      for (const [leaf, root] of [
        [someHash, new Uint8Array()],
        [new Uint8Array(), EMPTY_ROOT],
        [new Uint8Array(), new Uint8Array()],
        [someHash, EMPTY_ROOT],
      ] as const) {
        expect(verifyInclusion({ ...probe, leafHash: leaf, root })).toMatchObject({ ok: false });
      }
    }
  });

  it('verifies for every leaf of every tree up to 300, and is that of the RFC', () => {
    // 45,150 proofs: the ones that are wrong are gathered, since an expectation for each would take longer than all else.
    const wrong: string[] = [];
    for (let size = 1; size <= 300; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const one = claim(index, size);
        const asInRfc = sameHashes(one.proof, tree.path(index, 0, size));
        if (!asInRfc || !verifyInclusion(one).ok) wrong.push(`${index} of ${size}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('verifies for leaves of larger trees', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 3000 })
          .chain((size) => fc.tuple(fc.nat({ max: size - 1 }), fc.constant(size))),
        ([index, size]) => {
          const one = claim(index, size);
          expect(one.proof).toEqual(tree.path(index, 0, size));
          expect(verifyInclusion(one).ok).toBe(true);
        },
      ),
    );
  });

  it('asks for the hashes it says it needs, and no others', () => {
    for (const [index, size] of [
      [0, 1],
      [5, 7],
      [1000, 2999],
    ] as const) {
      const asked: Subtree[] = [];
      inclusionProof(index, size, (subtree) => {
        asked.push(subtree);
        return hashOf(subtree);
      });
      expect(asked).toEqual(inclusionSubtrees(index, size));
    }
  });

  it('is refused when anything in it is changed', () => {
    for (let size = 1; size <= 24; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const one = claim(index, size);
        const { proof, leafHash: leaf, root } = one;
        for (let bit = 0; bit < 256; bit += 31) {
          expect(fault({ ...one, leafHash: flipped(leaf, bit) })).toBe('root');
          expect(fault({ ...one, root: flipped(root, bit) })).toBe('root');
          proof.forEach((hash, at) => {
            expect(fault({ ...one, proof: proof.with(at, flipped(hash, bit)) })).toBe('root');
          });
        }
        proof.forEach((hash, at) => {
          expect(fault({ ...one, proof: proof.toSpliced(at, 1) })).toBe('proof-too-short');
          expect(fault({ ...one, proof: proof.toSpliced(at, 0, hash) })).toBe('proof-too-long');
          expect(fault({ ...one, proof: proof.with(at, hash.subarray(1)) })).toBe('hash-length');
          const next = proof[at + 1];
          if (next) expect(fault({ ...one, proof: proof.with(at, next).with(at + 1, hash) })).toBe('root');
        });
        expect(fault({ ...one, proof: [...proof, root] })).toBe('proof-too-long');
        for (let other = 0; other < size; other += 1) {
          if (other !== index) expect(verifyInclusion({ ...one, index: other }).ok).toBe(false);
        }
        for (const other of [-1, size, 0.5, Number.NaN, 2 ** 53])
          expect(fault({ ...one, index: other })).toBe('index');
        for (const other of [-1, 0.5, Number.NaN, 2 ** 53])
          expect(fault({ ...one, size: other })).toBe('size');
      }
    }
  });

  it('shows both roots where it leads to another', () => {
    const one = claim(3, 7);
    const root = flipped(one.root, 0);
    expect(verifyInclusion({ ...one, root })).toEqual({
      ok: false,
      fault: 'root',
      claimed: root,
      computed: one.root,
    });
  });

  it('cannot be made for a leaf that is not there', () => {
    for (const [index, size] of [
      [0, 0],
      [3, 3],
      [-1, 3],
      [0, 2 ** 53],
      [0.5, 2],
    ] as const) {
      expect(() => inclusionProof(index, size, hashOf)).toThrow(RangeError);
      expect(() => inclusionSubtrees(index, size)).toThrow(RangeError);
    }
  });

  it('is reckoned exactly in the largest tree there can be', () => {
    const size = Number.MAX_SAFE_INTEGER;
    for (const index of [0, 2 ** 52, size - 1]) {
      const hash = ({ level, index: at }: Subtree) => leafHash(`${level}/${at}`);
      const proof = inclusionProof(index, size, hash);
      const verdict = verifyInclusion({
        index,
        size,
        leafHash: hash({ level: 0, index }),
        proof,
        root: EMPTY_ROOT,
      });
      expect(verdict).toMatchObject({ fault: 'root' });
    }
  });
});
