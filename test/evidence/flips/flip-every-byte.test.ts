import { expect, test } from 'vitest';
import { crc32 } from '../../../domain/evidence/crc32.ts';
import { storedZip } from '../../../domain/evidence/stored-zip.ts';
import { FOLDER, memoryBundle, sampleBundle } from '../sample-bundle.ts';
import { flipEveryByte } from './flip-every-byte.ts';
import { flipZip } from './flip-zip.ts';
import { checksumsFlipped } from './flipped-checksums.ts';
import type { Part } from './progress.ts';

const zipOf = async (files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> => {
  const inputs = [...files].map(([path, bytes]) => ({
    path,
    size: bytes.length,
    async *content() {
      yield bytes;
    },
  }));
  const pieces: Uint8Array[] = [];
  for await (const piece of storedZip(FOLDER, inputs)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
};

test('every byte of a bundle, flipped in turn, is found and laid at its file’s door', async () => {
  const { files } = sampleBundle(2);
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const { flips, named, whole, proved, missed } = await flipEveryByte(memoryBundle(FOLDER, files), {
    wholeEvery: 50,
    hubsEvery: 5,
  });
  expect(missed).toEqual([]);
  expect([flips, named]).toEqual([bytes, bytes]);
  expect(whole).toBeGreaterThan(100);
  expect(proved).toBeGreaterThan(1_000);
}, 120_000);

test('and every byte of its zip', async () => {
  const { files } = sampleBundle(2);
  const some = [...files].filter(([path]) => /\.txt$|letter/.test(path)).slice(0, 6);
  const zip = await zipOf(new Map(some));
  const { flips, named, whole, missed } = await flipZip(zip, { wholeEvery: 10 });
  expect(missed).toEqual([]);
  expect([flips, named]).toEqual([zip.length, zip.length]);
  expect(whole).toBeGreaterThan(900);
}, 120_000);

test('parts are each a share, and all of it together', async () => {
  const { files } = sampleBundle(2);
  const zip = await zipOf(files);
  const of = 3;
  const shares = await Promise.all(
    Array.from({ length: of }, (_, at): Part => ({ number: at + 1, of })).map((part) =>
      flipZip(Uint8Array.from(zip), { wholeEvery: 1_000_000, part }),
    ),
  );
  for (const { flips } of shares) expect(flips).toBeLessThan(zip.length);
  expect(shares.reduce((sum, { flips }) => sum + flips, 0)).toBe(zip.length);
}, 120_000);

test('checksums of all flips in one go are those of each', () => {
  const content = Uint8Array.from({ length: 300 }, (_, at) => (at * 7) % 256);
  const sums = checksumsFlipped(content, (at) => 1 << (at % 8));
  for (let at = 0; at < content.length; at += 1) {
    const flipped = content.with(at, (content[at] ?? 0) ^ (1 << (at % 8)));
    expect(sums[at]).toBe(crc32(flipped));
  }
});
