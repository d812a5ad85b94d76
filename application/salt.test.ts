import { expect, it } from 'vitest';
import { newSalt } from './salt.ts';

it('is another for each event, of sixteen bytes, however many are asked for', () => {
  const salts = Array.from({ length: 2_000 }, newSalt);
  expect(new Set(salts).size).toBe(2_000);
  for (const salt of salts) expect(salt).toMatch(/^[\w-]{22}$/);
  // Every byte of them is drawn: none has one value throughout, which a piece of the pool that was not filled would have.
  const bytes = salts.map((salt) => Buffer.from(salt, 'base64url'));
  for (let at = 0; at < 16; at += 1) expect(new Set(bytes.map((one) => one[at])).size).toBeGreaterThan(200);
});
