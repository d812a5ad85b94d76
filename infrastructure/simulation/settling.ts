import type { Composition } from '../composition.ts';

const LIMIT_MS = 120_000;

/** The system did not get done with what had happened; what would follow would not be told by the seed alone. */
export class NotSettled extends Error {
  override readonly name = 'NotSettled';
}

/** Settles when the policies have followed everything that has happened, what they did included, and queries show it. */
export const settle = async (
  { eventStore, readModels }: Pick<Composition, 'eventStore' | 'readModels'>,
  which: 'all' | 'present' = 'present',
): Promise<void> => {
  let head = await eventStore.head();
  for (;;) {
    if (!(await readModels.waitForReactions(head, LIMIT_MS))) throw new NotSettled('The policies are behind');
    const next = await eventStore.head();
    if (next === head) break;
    head = next;
  }
  if (!(await readModels.waitFor(head, LIMIT_MS, which))) throw new NotSettled('The read models are behind');
};
