/** PostgreSQL takes guillemets, dashes and «№» for letters in some locales; here a word is letters and digits alone. */
const spelled = (text: string): string => text.normalize('NFKC').replaceAll('ё', 'е').replaceAll('Ё', 'Е');

/**
 * Text as it is searched: words without punctuation, ё as е, what holds a digit taken apart, numbers with and without
 * leading zeros, so that `Вх-2026/00042` is found by `вх 2026`, by `00042` and by `42`.
 */
export const searchWords = (text: string): string =>
  (spelled(text).match(/\S+/gu) ?? [])
    .flatMap((word) => {
      const parts = /\p{N}/u.test(word) ? word.match(/\p{N}+|\p{L}+/gu) : word.match(/[\p{L}\p{M}]+/gu);
      return (parts ?? []).flatMap((part) => (/^0+\d/.test(part) ? [part, part.replace(/^0+/, '')] : [part]));
    })
    .join(' ');

/** What is looked for, in the same spelling; quotes of any kind and a leading minus keep their meaning. */
export const searchQuery = (query: string): string =>
  spelled(query)
    .replaceAll(/[«»„“”]/g, '"')
    // A minus before a quote is left where it is: it excludes what is quoted.
    .replaceAll(/-(?!")[^\s"]*|[^\s"-][^\s"]*/gu, (word) => {
      const sign = word.startsWith('-') ? '-' : '';
      const parts = word.match(/\p{N}/u) ? word.match(/\p{N}+|\p{L}+/gu) : word.match(/[\p{L}\p{M}]+/gu);
      return (parts ?? []).map((part) => sign + part).join(' ');
    });
