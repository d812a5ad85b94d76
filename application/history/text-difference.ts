import { diffArrays } from 'diff';

/** A piece of two texts: in both, in the old one only, or in the new one only. */
export interface TextPart {
  readonly kind: 'kept' | 'removed' | 'added';
  readonly text: string;
}

export type TextUnit = 'word' | 'line';

/** So many words or lines may differ; the work grows with the square of it. */
const MOST_EDITS = 500;

const words = new Intl.Segmenter('ru', { granularity: 'word' });

const unitsOf: Readonly<Record<TextUnit, (text: string) => string[]>> = {
  word: (text) => Array.from(words.segment(text), ({ segment }) => segment),
  line: (text) => text.split(/(?<=\n)/),
};

/**
 * What became of a text, by words or by lines; the kept and the added parts together are the new text, the kept and
 * the removed the old. Texts that have too little in common for words are compared by lines, and failing that
 * one stands whole against the other, so that no text keeps the server from its other work.
 */
export const textDifference = (old: string, now: string, unit: TextUnit): readonly TextPart[] => {
  const parts = diffArrays(unitsOf[unit](old), unitsOf[unit](now), { maxEditLength: MOST_EDITS });
  if (parts) {
    return parts.map(({ value, added, removed }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'kept',
      text: value.join(''),
    }));
  }
  if (unit === 'word') return textDifference(old, now, 'line');
  return [
    { kind: 'removed', text: old },
    { kind: 'added', text: now },
  ];
};
