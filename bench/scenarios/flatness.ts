import type { Corpus } from '../letters/corpus.ts';
import type { Bar } from '../scenario.ts';

const WITHIN = 1.3;

export const nameOf = ({ letters }: Pick<Corpus, 'letters'>): string =>
  `${letters.toLocaleString('en')} letters`;

export const notesOn = (sizes: readonly Corpus[]): readonly string[] =>
  sizes.map(
    (size) =>
      `${nameOf(size)}: ${size.events.toLocaleString('en')} events of ${Math.round(size.bytesPerEvent)} bytes on the average.`,
  );

/** What is slower or larger than in the smallest by more than that is not flat. */
export const flat = (sizes: readonly Corpus[], metric: string, better: 'more' | 'less'): readonly Bar[] => {
  const [smallest, ...larger] = sizes.map(nameOf);
  if (!smallest) return [];
  return larger.map((contender) => ({
    text: `within ${WITHIN}× of ${smallest}`,
    contender,
    metric,
    over: { contender: smallest, metric },
    ...(better === 'less' ? { atMost: WITHIN } : { atLeast: 1 / WITHIN }),
  }));
};
