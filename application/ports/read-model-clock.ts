import type { Position } from '../../domain/event.ts';

/** How far the read models have come. */
export interface ReadModelClock {
  /**
   * Settles when they hold everything up to `position`.
   * @throws Error when they do not get there within the adapter's limit; the caller tries again later.
   */
  reached(position: Position): Promise<void>;
}
