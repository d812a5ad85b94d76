import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../../domain/ledger/bytes.ts';
import { consistencyProof, consistencySubtrees } from '../../domain/ledger/consistency-proof.ts';
import { append, EMPTY_FRONTIER } from '../../domain/ledger/frontier.ts';
import { inclusionProof, inclusionSubtrees } from '../../domain/ledger/inclusion-proof.ts';
import { Malformed } from '../../domain/ledger/malformed.ts';
import type { Subtree } from '../../domain/ledger/subtrees.ts';
import {
  type EntryBundle,
  entriesOf,
  entryBundle,
  nodesOver,
  nodesWithin,
  parseTilePath,
  placeOf,
  subtreesOf,
  type Tile,
  tilePath,
  tilesAdded,
} from '../../domain/ledger/tiles.ts';
import { NaiveTree } from './naive-tree.ts';

const SIZE = 70_000;
const tree = NaiveTree.ofNumbers(SIZE);
/** The hashes of the complete subtrees, by level and index. */
const complete: Uint8Array[][] = [];
append(EMPTY_FRONTIER, tree.leaves, ({ level, index }, hash) => {
  complete[level] ??= [];
  complete[level][index] = hash;
});

/** A tile's bytes, out of the hashes that appending tells of. */
const tileBytes = (tile: Tile): Uint8Array =>
  concat(
    ...subtreesOf(tile).map(({ level, index }) => {
      const hash = complete[level]?.[index];
      if (!hash) throw new Error(`No subtree ${level}/${index}`);
      return hash;
    }),
  );

describe('the path of a tile', () => {
  const paths: Record<string, Tile | EntryBundle> = {
    'tile/0/000': { level: 0, index: 0, width: 256 },
    'tile/0/x001/234.p/5': { level: 0, index: 1234, width: 5 },
    'tile/1/x001/x234/067': { level: 1, index: 1_234_067, width: 256 },
    'tile/63/999': { level: 63, index: 999, width: 256 },
    'tile/5/x123/x456/078.p/2': { level: 5, index: 123_456_078, width: 2 },
    'tile/entries/x003/x057/500.p/255': { level: 'entries', index: 3_057_500, width: 255 },
  };

  it('is written and read', () => {
    for (const [path, tile] of Object.entries(paths)) {
      expect(tilePath(tile)).toBe(path);
      expect(parseTilePath(path)).toEqual(tile);
    }
    fc.assert(
      fc.property(
        fc.oneof(fc.nat({ max: 63 }), fc.constant('entries' as const)),
        fc.maxSafeNat(),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          const tile = { level, index, width } as Tile | EntryBundle;
          expect(parseTilePath(tilePath(tile))).toEqual(tile);
        },
      ),
    );
  });

  it('is refused in any other spelling', () => {
    for (const path of [
      '',
      'tile/0/1',
      'tile/0/0001',
      'tile/00/001',
      'tile/64/001',
      'tile/-1/001',
      'tile/8/0/001',
      'tile/0/x000/001',
      'tile/0/001/002',
      'tile/0/x001',
      'tile/0/123/456/078',
      'tile/0/001.p/0',
      'tile/0/001.p/05',
      'tile/0/001.p/256',
      'tile/0/001.p/999',
      'tile/0/001.p',
      'tile/data/001',
      '/tile/0/001',
      'tile/0/001\n',
      'tile/0/x009/x007/x199/x254/x740/992',
    ]) {
      expect(() => parseTilePath(path), path).toThrow(Malformed);
    }
  });
});

describe('the tiles of a tree', () => {
  const counted = (tiles: readonly Tile[]) =>
    [0, 1, 2, 3].map((level) => ({
      full: tiles.filter((tile) => tile.level === level && tile.width === 256).length,
      partial: tiles.filter((tile) => tile.level === level && tile.width < 256).map(({ width }) => width),
    }));

  it('are those of the examples of the specification', () => {
    expect(counted(tilesAdded(0, 70_000))).toEqual([
      { full: 273, partial: [112] },
      { full: 1, partial: [17] },
      { full: 0, partial: [1] },
      { full: 0, partial: [] },
    ]);
    expect(tilesAdded(0, 256)).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect(tilesAdded(0, 0)).toEqual([]);
    expect(tilesAdded(1000, 1000)).toEqual([]);
    expect(tilesAdded(1000, 1001)).toEqual([{ level: 0, index: 3, width: 233 }]);
    expect(tilesAdded(1023, 1025)).toEqual([
      { level: 0, index: 3, width: 256 },
      { level: 0, index: 4, width: 1 },
      { level: 1, index: 0, width: 4 },
    ]);
  });

  it('added from size to size are all there are, and none was there before', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: SIZE }), { minLength: 1, maxLength: 5 }), (steps) => {
        const sizes = [0, ...steps.toSorted((a, b) => a - b)];
        const last = sizes.at(-1) ?? 0;
        const added = sizes
          .slice(1)
          .flatMap((size, step) => tilesAdded(sizes[step] ?? 0, size).map(tilePath));
        const there = new Set(added);
        expect(there.size).toBe(added.length);
        expect(tilesAdded(0, last).filter((tile) => !there.has(tilePath(tile)))).toEqual([]);
      }),
    );
  });

  /** What a store keeps of a tile, and the hash of a subtree out of it, as a store gives it. */
  const keptOf = (size: number) => {
    const kept = new Map(
      tilesAdded(0, size).map((tile) => {
        const hashes = tileBytes(tile);
        return [`${tile.level}/${tile.index}`, { hashes, nodes: nodesOver(hashes) }];
      }),
    );
    return (subtree: Subtree): Uint8Array => {
      const { level, index, part, at } = placeOf(subtree);
      return kept.get(`${level}/${index}`)?.[part].subarray(at * 32, (at + 1) * 32) ?? new Uint8Array();
    };
  };
  const hashOf = keptOf(SIZE);

  it('and the nodes over their hashes are every complete subtree, each in its place', () => {
    fc.assert(
      fc.property(
        fc
          .nat({ max: 16 })
          .chain((level) => fc.tuple(fc.constant(level), fc.nat({ max: Math.floor(SIZE / 2 ** level) - 1 }))),
        ([level, index]) => {
          expect(hashOf({ level, index })).toEqual(tree.root(index * 2 ** level, (index + 1) * 2 ** level));
        },
      ),
    );
  });

  it('only get more when they grow: what there is stays where it is', () => {
    const hashes = tileBytes({ level: 0, index: 3, width: 256 });
    const whole = nodesOver(hashes);
    for (let width = 0; width <= 256; width += 1) {
      const nodes = nodesOver(hashes.subarray(0, width * 32));
      expect(nodes.length).toBe(nodesWithin(width) * 32);
      expect(nodes).toEqual(whole.subarray(0, nodes.length));
    }
    expect(nodesWithin(256)).toBe(254);
  });

  it('do not have the hash of a subtree that is not complete', () => {
    const short = keptOf(15);
    expect(short({ level: 0, index: 15 })).toHaveLength(0);
    expect(short({ level: 3, index: 1 })).toHaveLength(0);
    expect(short({ level: 8, index: 0 })).toHaveLength(0);
    expect(short({ level: 2, index: 2 })).toHaveLength(32);
  });

  it('are enough for every proof, of which none is larger than the tree is high', () => {
    const size = 66_000;
    const stored = keptOf(size);
    fc.assert(
      fc.property(fc.nat({ max: size - 1 }), fc.integer({ min: 1, max: size }), (index, oldSize) => {
        expect(inclusionSubtrees(index, size).length).toBeLessThanOrEqual(2 * 17);
        expect(inclusionProof(index, size, stored)).toEqual(tree.path(index, 0, size));
        expect(consistencySubtrees(oldSize, size).length).toBeLessThanOrEqual(3 * 17);
        expect(consistencyProof(oldSize, size, stored)).toEqual(tree.proof(oldSize, size));
      }),
    );
  });
});

describe('a bundle of entries', () => {
  it('gives back the entries', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 256 }), (entries) => {
        const bundle = entryBundle(entries);
        expect(bundle.length).toBe(entries.reduce((bytes, entry) => bytes + 2 + entry.length, 0));
        expect(entriesOf(bundle, entries.length)).toEqual(entries);
      }),
    );
  });

  it('has lengths as big-endian uint16', () => {
    expect(entryBundle([Uint8Array.of(7), new Uint8Array(258)]).subarray(0, 5)).toEqual(
      Uint8Array.of(0, 1, 7, 1, 2),
    );
  });

  it('takes entries up to 65,535 bytes', () => {
    const largest = new Uint8Array(65_535).fill(9);
    expect(entriesOf(entryBundle([largest]), 1)).toEqual([largest]);
    expect(() => entryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });

  it('is refused with an entry too few, or bytes too many or too few', () => {
    const bundle = entryBundle([Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)]);
    expect(entriesOf(bundle, 3)).toHaveLength(3);
    expect(() => entriesOf(bundle, 4)).toThrow('too-short');
    expect(() => entriesOf(bundle, 2)).toThrow('too-long');
    for (let end = 0; end < bundle.length; end += 1) {
      expect(() => entriesOf(bundle.subarray(0, end), 3)).toThrow('too-short');
    }
    expect(() => entriesOf(Buffer.concat([bundle, Uint8Array.of(0)]), 3)).toThrow('too-long');
  });
});
