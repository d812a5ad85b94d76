import type { LoggedEvent } from '../letters/log.ts';
import { withValues } from '../letters/samples.ts';
import type { EmmettLog } from './emmett.ts';

/**
 * By one writer: Emmett orders by transaction and goes on from a global position (readMessagesBatch), so that of what
 * was written at the same time a reader by pages misses some. Its appends take whole streams, so the order is another
 * than ours.
 */
export const fillEmmett = async (emmett: EmmettLog, events: readonly LoggedEvent[]): Promise<void> => {
  for (const [stream, its] of Map.groupBy(events, (event) => event.stream)) {
    let expected: bigint | 'new' = 'new';
    for (let from = 0; from < its.length; from += 500) {
      expected = await emmett.append(stream, expected, its.slice(from, from + 500).map(withValues));
    }
  }
};
