import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentHash } from './content-hash.ts';

it('is SHA-256 of the canonical JSON of subject, text and files, whatever they say', () => {
  const text = fc.string({ unit: 'grapheme' });
  const file = fc.record({ name: text, sha256: text, size: fc.nat(), mediaType: text });
  fc.assert(
    fc.property(text, fc.option(text, { nil: undefined }), fc.array(file), (subject, body, files) => {
      const hashed = contentHash({ subject, files, ...(body !== undefined && { text: body }) });
      const content = {
        text: body ?? '',
        subject,
        files: files.map(({ sha256, name }) => ({ sha256, name })),
      };
      expect(hashed).toBe(
        createHash('sha256')
          .update(canonicalize(content) ?? '')
          .digest('hex'),
      );
    }),
  );
});
