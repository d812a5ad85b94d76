import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  append,
  EMPTY_FRONTIER,
  restoredFrontier,
  rootOf,
  rootOfLeaves,
} from '../../domain/ledger/frontier.ts';
import { EMPTY_ROOT, leafHash } from '../../domain/ledger/merkle-tree.ts';
import type { Subtree } from '../../domain/ledger/subtrees.ts';
import { hex } from './bytes.ts';
import { NaiveTree } from './naive-tree.ts';
import vectors from './vectors/rfc6962.json' with { type: 'json' };

const tree = NaiveTree.ofNumbers(1100);

describe('the frontier of a tree', () => {
  it('has the published roots of 0 to 8 leaves', () => {
    const leaves = vectors.leaves.map((leaf) => leafHash(hex(leaf)));
    vectors.roots.forEach((root, size) => {
      expect(rootOfLeaves(leaves.slice(0, size))).toEqual(hex(root));
    });
  });

  it('hashes a text as its UTF-8', () => {
    for (const text of ['', 'leaf', 'письмо', '𝄞\u0000'])
      expect(leafHash(text)).toEqual(leafHash(Buffer.from(text)));
  });

  it('has the root of the RFC at every size, one leaf at a time', () => {
    let frontier = EMPTY_FRONTIER;
    expect(rootOf(frontier)).toEqual(EMPTY_ROOT);
    tree.leaves.forEach((leaf, at) => {
      frontier = append(frontier, [leaf]);
      expect(frontier.size).toBe(at + 1);
      expect(rootOf(frontier)).toEqual(tree.root(0, at + 1));
    });
  });

  it('is the same however the leaves are cut into batches, and whether or not it was kept between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 200 }), { maxLength: 8 }), (batches) => {
        let frontier = EMPTY_FRONTIER;
        for (const batch of batches) {
          const before = frontier;
          const copy = structuredClone(before);
          const grown = append(before, tree.leaves.slice(before.size, before.size + batch));
          expect(before).toEqual(copy);
          frontier = restoredFrontier(grown.size, [...structuredClone(grown.hashes)]);
        }
        expect(frontier).toEqual(append(EMPTY_FRONTIER, tree.leaves.slice(0, frontier.size)));
        expect(rootOf(frontier)).toEqual(tree.root(0, frontier.size));
      }),
    );
  });

  it('tells of every subtree that becomes complete, once, with its hash', () => {
    const told = new Map<string, Uint8Array>();
    const remember = ({ level, index }: Subtree, hash: Uint8Array) => {
      expect(told.has(`${level}/${index}`)).toBe(false);
      told.set(`${level}/${index}`, hash);
    };
    append(append(EMPTY_FRONTIER, tree.leaves.slice(0, 300), remember), tree.leaves.slice(300), remember);
    let count = 0;
    for (let width = 1, level = 0; width <= tree.leaves.length; width *= 2, level += 1) {
      for (let index = 0; (index + 1) * width <= tree.leaves.length; index += 1) {
        expect(told.get(`${level}/${index}`)).toEqual(tree.root(index * width, (index + 1) * width));
        count += 1;
      }
    }
    expect(told.size).toBe(count);
  });

  it('is not restored from what is no frontier', () => {
    const { hashes } = append(EMPTY_FRONTIER, tree.leaves.slice(0, 5));
    const [first = EMPTY_ROOT] = hashes;
    expect(restoredFrontier(5, hashes).hashes).toEqual(hashes);
    for (const size of [4, 7, -1, 5.5, Number.NaN, 2 ** 53]) {
      expect(() => restoredFrontier(size, hashes)).toThrow(RangeError);
    }
    expect(() => restoredFrontier(5, [first])).toThrow(RangeError);
    expect(() => restoredFrontier(5, [first, first.subarray(1)])).toThrow(RangeError);
  });
});
