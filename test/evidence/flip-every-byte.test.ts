import { expect, test } from 'vitest';
import { storedZip } from '../../domain/evidence/stored-zip.ts';
import { flipContainer, flipEveryByte } from './flip-every-byte.ts';
import { FOLDER, memoryBundle, sampleBundle } from './sample-bundle.ts';

test('every byte of a bundle, flipped in turn, is found and laid at its file’s door', async () => {
  const { files } = sampleBundle(2);
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const { flips, whole, proved, missed } = await flipEveryByte(memoryBundle(FOLDER, files), {
    wholeEvery: 50,
    hubsEvery: 5,
  });
  expect(missed).toEqual([]);
  expect(flips).toBe(bytes);
  expect(whole).toBeGreaterThan(100);
  expect(proved).toBeGreaterThan(1_000);
}, 120_000);

test('and every byte between the files of its zip', async () => {
  const { files } = sampleBundle(2);
  const pieces: Uint8Array[] = [];
  const some = [...files].filter(([path]) => /\.txt$|letter/.test(path)).slice(0, 6);
  const inputs = some.map(([path, bytes]) => ({
    path,
    size: bytes.length,
    async *content() {
      yield bytes;
    },
  }));
  for await (const piece of storedZip(FOLDER, inputs)) pieces.push(piece);
  const { flips, missed } = await flipContainer(new Uint8Array(Buffer.concat(pieces)));
  expect(missed).toEqual([]);
  expect(flips).toBeGreaterThan(900);
}, 120_000);
