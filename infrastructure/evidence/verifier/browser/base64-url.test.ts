import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as inNode from '../../../../domain/personal-data/base64-url.ts';
import * as inBrowser from './base64-url.ts';

const text = fc.oneof(
  fc.uint8Array().map(inNode.base64Url),
  fc.string({ unit: fc.constantFrom('A', 'B', 'Q', '-', '_', '+', '/', '=', ' ', '\n', 'я') }),
  fc.string(),
);

it('base64 of a browser is that of Node.js, and so is what is none', () => {
  fc.assert(
    fc.property(fc.uint8Array(), text, (bytes, text) => {
      const written = inNode.base64Url(bytes);
      expect(inBrowser.base64Url(bytes)).toBe(written);
      expect([...(inNode.fromBase64Url(written) ?? [])]).toEqual([...bytes]);
      const [one, other] = [inNode.fromBase64Url(text), inBrowser.fromBase64Url(text)];
      expect([text, one && [...one]]).toEqual([text, other && [...other]]);
    }),
    { numRuns: 2_000 },
  );
});
