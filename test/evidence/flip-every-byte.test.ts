import { expect, test } from 'vitest';
import { flipEveryByte } from './flip-every-byte.ts';
import { FOLDER, memoryBundle, sampleBundle } from './sample-bundle.ts';

test('every byte of a bundle, flipped in turn, is found and laid at its file’s door', async () => {
  const { files } = sampleBundle(2);
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const { flips, whole, missed } = await flipEveryByte(memoryBundle(FOLDER, files), 50);
  expect(missed).toEqual([]);
  expect(flips).toBe(bytes);
  expect(whole).toBeGreaterThan(100);
}, 120_000);
