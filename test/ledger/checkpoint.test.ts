import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCheckpoint, parseCheckpoint } from '../../domain/ledger/checkpoint.ts';
import { Malformed } from '../../domain/ledger/malformed.ts';
import { parseNote } from '../../domain/ledger/signed-note.ts';
import { fromBase64 } from './bytes.ts';
import vectors from './vectors/notes.json' with { type: 'json' };

const root = fromBase64('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

describe('a checkpoint', () => {
  it('is read and written', () => {
    const { goChecksums, c2sp } = vectors;
    for (const [note, origin, size] of [
      [c2sp.checkpoint, 'example.com/behind-the-sofa', 20_852_163],
      [goChecksums.note, goChecksums.origin, goChecksums.size],
    ] as const) {
      const checkpoint = parseCheckpoint(parseNote(note).text);
      expect(checkpoint).toMatchObject({ origin, size, extensions: [] });
      expect(formatCheckpoint(checkpoint)).toBe(parseNote(note).text);
    }
    expect(parseCheckpoint(`${text}6086d1a9\nWaxing gibbous\n`).extensions).toEqual([
      '6086d1a9',
      'Waxing gibbous',
    ]);
    const line = fc.string({ unit: fc.constantFrom(...'aя —+=-.0𝄞\u2028\r\t'), minLength: 1 });
    fc.assert(
      fc.property(
        fc.record({
          origin: line,
          size: fc.maxSafeNat(),
          root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
          extensions: fc.array(line, { maxLength: 3 }),
        }),
        (checkpoint) => {
          expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
        },
      ),
    );
  });

  it('is refused when malformed, with the reason', () => {
    const [origin, size, hash] = text.split('\n');
    for (const [wrong, reason] of [
      ['', 'newline'],
      [text.slice(0, -1), 'newline'],
      [`\n${size}\n${hash}\n`, 'origin'],
      [`${origin}\n`, 'size'],
      [`${origin}\n${size}\n`, 'root'],
      [`${origin}\nbananas\n${hash}\n`, 'size'],
      [`${origin}\n-34\n${hash}\n`, 'size'],
      [`${origin}\n+34\n${hash}\n`, 'size'],
      [`${origin}\n034\n${hash}\n`, 'size'],
      [`${origin}\n3.0\n${hash}\n`, 'size'],
      [`${origin}\n1e3\n${hash}\n`, 'size'],
      [`${origin}\n0xab\n${hash}\n`, 'size'],
      [`${origin}\n 34\n${hash}\n`, 'size'],
      [`${origin}\n9007199254740993\n${hash}\n`, 'size'],
      [`${origin}\n3438945738945739845734895735\n${hash}\n`, 'size'],
      [`${origin}\n${size}\nThisIsn'tBase64\n`, 'root'],
      [`${origin}\n${size}\nYmFuYW5hcw==\n`, 'root'],
      [`${origin}\n${size}\n${hash?.slice(0, -1)}\n`, 'root'],
      [`${text}\n`, 'extension'],
      [`${text}one\n\ntwo\n`, 'extension'],
    ] as const) {
      expect(() => parseCheckpoint(wrong), JSON.stringify(wrong)).toThrow(
        new Malformed('checkpoint', reason),
      );
    }
  });

  it('is not written when it would be read as another', () => {
    const fine = { origin: 'example.com/log', size: 1, root, extensions: ['one'] };
    expect(formatCheckpoint(fine).split('\n')).toHaveLength(5);
    for (const wrong of [
      { ...fine, origin: '' },
      { ...fine, size: -1 },
      { ...fine, size: 0.5 },
      { ...fine, root: root.subarray(1) },
      { ...fine, origin: 'example.com/log\n7' },
      { ...fine, extensions: [''] },
      { ...fine, extensions: ['one\ntwo'] },
    ]) {
      expect(() => formatCheckpoint(wrong), JSON.stringify(wrong)).toThrow(Malformed);
    }
  });
});
