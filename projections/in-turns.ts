import { setImmediate as turn } from 'node:timers/promises';

/** Nobody who is served beside it waits longer for that. */
const MOST_MS = 5;

/**
 * Does the work for each of the items, one after the other, and lets the event loop go round every few milliseconds: a batch
 * of thousands would keep everything else waiting, the sockets of others' rows as well as the requests of clients. A few
 * items are done in one turn.
 */
export const inTurns = async <Item, Result>(
  items: Iterable<Item>,
  work: (item: Item) => Result,
): Promise<Result[]> => {
  const results: Result[] = [];
  let begun = performance.now();
  for (const item of items) {
    results.push(work(item));
    if (performance.now() - begun < MOST_MS) continue;
    await turn();
    begun = performance.now();
  }
  return results;
};
