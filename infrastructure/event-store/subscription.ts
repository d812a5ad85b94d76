import type { StoredEvent, Subscription } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';

const BATCH = 1_000;

/**
 * A subscription made of reading on and being woken: every event once, in order, for as long as it is open.
 * A read that fails is tried again; a handler that fails ends the subscription.
 */
export const subscribeByReading = (
  readAll: (after: Position, limit: number) => Promise<readonly StoredEvent[]>,
  onAppend: (waker: () => void) => () => void,
  after: Position,
  handler: (batch: readonly StoredEvent[]) => Promise<void>,
): Subscription => {
  let open = true;
  let awake = true;
  let wake = (): void => undefined;
  const rouse = (): void => {
    awake = true;
    wake();
  };
  const forget = onAppend(rouse);

  const run = async (): Promise<void> => {
    let position = after;
    while (open) {
      awake = false;
      // The wake-up by the clock comes round again, so a store that is away is asked once a second.
      const batch = await readAll(position, BATCH).catch(() => []);
      const last = batch.at(-1);
      if (last && open) {
        await handler(batch);
        position = last.position;
        awake = true;
      }
      if (!awake && open) await new Promise<void>((settle) => (wake = settle));
    }
  };

  const closed = run().finally(() => {
    open = false;
    forget();
  });
  closed.catch(() => undefined);
  return {
    closed,
    async close() {
      open = false;
      rouse();
      await closed.catch(() => undefined);
    },
  };
};
