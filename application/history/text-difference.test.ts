import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TextPart, textDifference } from './text-difference.ts';

const told = (parts: readonly TextPart[], ...kinds: readonly TextPart['kind'][]): string =>
  parts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join('');

describe('the difference of two texts', () => {
  it('goes by whole words, Russian ones too, or by lines', () => {
    expect(
      textDifference('Поставим в декабре.\nС уважением', 'Поставим в мае.\nС уважением', 'word'),
    ).toEqual([
      { kind: 'kept', text: 'Поставим в ' },
      { kind: 'removed', text: 'декабре' },
      { kind: 'added', text: 'мае' },
      { kind: 'kept', text: '.\nС уважением' },
    ]);
    expect(textDifference('первая\nвторая\n', 'первая\nтретья\n', 'line')).toEqual([
      { kind: 'kept', text: 'первая\n' },
      { kind: 'removed', text: 'вторая\n' },
      { kind: 'added', text: 'третья\n' },
    ]);
  });

  it('gives back both texts to the letter', () => {
    const text = fc
      .array(fc.constantFrom('срок', ' ', '\n', 'ответ', '10', 'ё', '.', '😀'), { maxLength: 60 })
      .map((w) => w.join(''));
    fc.assert(
      fc.property(text, text, fc.constantFrom('word' as const, 'line' as const), (old, now, unit) => {
        const parts = textDifference(old, now, unit);
        expect([told(parts, 'kept', 'removed'), told(parts, 'kept', 'added')]).toEqual([old, now]);
      }),
    );
  });

  it('sets texts that have next to nothing in common against each other', () => {
    const words = (step: number) => Array.from({ length: 5_000 }, (_, n) => `слово${n * step}`).join('\n');
    const [old, now] = [words(3), words(7)];
    expect(textDifference(old, now, 'word')).toEqual([
      { kind: 'removed', text: old },
      { kind: 'added', text: now },
    ]);
  });
});
