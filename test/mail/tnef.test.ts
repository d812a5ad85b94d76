import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTnef, readTnef } from '../../infrastructure/mail/tnef.ts';
import { type PackedFile, packed } from './winmail.ts';

const files: readonly PackedFile[] = [
  { name: 'Договор поставки.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7\n%%EOF\n') },
  { name: 'photo.png', content: Buffer.from([0x89, 0x50, 0x4e, 0x47]) },
];

describe('a winmail.dat', () => {
  it('gives back its attachments with their long names, and its text', () => {
    const bytes = packed({ text: 'Здравствуйте', files });
    expect(isTnef(bytes)).toBe(true);
    const { text, attachments } = readTnef(bytes);
    expect(text).toBe('Здравствуйте');
    expect(attachments.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
    expect(attachments.map(({ mediaType }) => mediaType)).toEqual(['application/pdf', undefined]);
    expect(attachments.map(({ content }) => Buffer.from(content))).toEqual(
      files.map(({ content }) => content),
    );
  });

  it('that was cut off gives what was whole', () => {
    const bytes = packed({ files });
    const { attachments } = readTnef(bytes.subarray(0, bytes.length - 40));
    expect(attachments.length).toBeGreaterThanOrEqual(1);
    expect(attachments[0]?.name).toBe('Договор поставки.pdf');
  });

  it('is not what anything else is', () => {
    expect(isTnef(Buffer.from('%PDF-1.7'))).toBe(false);
    expect(readTnef(Buffer.from('%PDF-1.7\n')).attachments).toEqual([]);
    expect(readTnef(Buffer.alloc(0)).attachments).toEqual([]);
  });

  it('whatever its bytes are, is read to an end without an error, and gives no more than it holds', () => {
    const whole = packed({ text: 'x', files });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          const { attachments } = readTnef(bytes.subarray(0, length));
          for (const { content } of attachments) expect(content.length).toBeLessThanOrEqual(length);
        },
      ),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (tail) => {
        readTnef(Buffer.concat([whole.subarray(0, 6), tail]));
      }),
      { numRuns: 1_000 },
    );
  });
});
