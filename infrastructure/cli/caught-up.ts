import type { Composition } from '../composition.ts';
import { SpeakingError } from '../speaking-error.ts';

/** The read models do not show what the log has. */
export class ReadModelsBehind extends SpeakingError {
  override readonly name = 'ReadModelsBehind';
}

const WAIT_MS = 60_000;

/** Settles when the read models show everything that the log had at the call. @throws ReadModelsBehind */
export const caughtUp = async ({ readModels, eventStore }: Composition): Promise<void> => {
  if (await readModels.waitFor(await eventStore.head(), WAIT_MS)) return;
  throw new ReadModelsBehind(
    'The read models have not caught up with the log; GET /ready says how far they are.',
  );
};
