import type { Position } from '../domain/event.ts';
import type { Composition } from '../infrastructure/composition.ts';

/**
 * Settles when the policies have followed everything and the read models show it.
 *
 * @throws Error when an event was put aside.
 */
export const settled = async ({
  eventStore,
  readModels,
}: Pick<Composition, 'eventStore' | 'readModels'>): Promise<void> => {
  for (;;) {
    const head = await eventStore.head();
    const reached = (position: string): boolean => position >= (head as string);
    await readModels.waitFor(head as Position, 20_000);
    while (!readModels.status().every(({ position }) => reached(position))) {
      await new Promise((settle) => setTimeout(settle, 5));
    }
    const blocked = readModels.status().filter(({ blockedStreams }) => blockedStreams > 0);
    if (blocked.length > 0) throw new Error(`Put aside: ${JSON.stringify(blocked)}`);
    // Policies may have added to the log meanwhile.
    if ((await eventStore.head()) === head) return;
  }
};
