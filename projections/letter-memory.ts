import { LRUCache } from 'lru-cache';

/** So many are remembered, by each who remembers some: most of those that are under way in a large office. Some kilobytes each. */
export const LETTERS_REMEMBERED = 5_000;

/** Letters by their ids, as they were left by who wrote them last. */
export type LetterMemory<Letter extends object> = LRUCache<string, Letter>;

export const emptyMemory = <Letter extends object>(): LetterMemory<Letter> =>
  new LRUCache({ max: LETTERS_REMEMBERED });

/** What is remembered of these letters, and which of them have to be asked for. */
export const recall = <Letter extends object>(
  memory: LetterMemory<Letter> | undefined,
  letterIds: Iterable<string>,
): { readonly known: Map<string, Letter>; readonly unknown: readonly string[] } => {
  const known = new Map<string, Letter>();
  const unknown: string[] = [];
  for (const id of letterIds) {
    const letter = memory?.get(id);
    if (letter) known.set(id, letter);
    else unknown.push(id);
  }
  return { known, unknown };
};
