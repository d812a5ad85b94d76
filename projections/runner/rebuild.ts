import { BEGINNING, type Position } from '../../domain/event.ts';
import type { EventSource, LogEntry } from './event-source.ts';

/** A read model that is being built beside the live one. */
export interface Build {
  /** Where it begins, or goes on: entries up to there are taken in. */
  readonly position: Position;
  /** Takes in the next entries of the log. */
  take(entries: readonly LogEntry[]): Promise<void>;
  /** At the log's end, as far as it was read: whether it is live now. If not, there may be more to take. */
  finish(position: Position): Promise<boolean>;
  /** Ends it, because of that. */
  abandon(cause: unknown): Promise<void>;
}

export interface RebuildProgress {
  readonly events: number;
  readonly position: Position;
}

/** A letter that goes on in a later batch is written anew, so batches are large; two are in memory at a time. */
const BATCH = 20_000;

/**
 * Builds read models from the log, which is read and decoded once for all of them, until each has taken over from the live
 * one. Where one cannot go on, none does that has not taken over yet.
 */
export const rebuild = async (
  source: EventSource,
  models: readonly { build(): Promise<Build> }[],
  onProgress: (progress: RebuildProgress) => void = () => undefined,
): Promise<void> => {
  const read = (after: Position): Promise<readonly LogEntry[]> => {
    const entries = source.readAfter(after, BATCH);
    // It is awaited later, or not at all when writing has failed meanwhile.
    entries.catch(() => undefined);
    return entries;
  };
  const unfinished = new Set<Build>();
  let events = 0;
  const each = async (work: (build: Build) => Promise<void>): Promise<void> => {
    // Until all have ended: none may be still at work when it is told what went wrong with one.
    const results = await Promise.allSettled([...unfinished].map(work));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  };
  try {
    for (const model of models) unfinished.add(await model.build());
    let position = [...unfinished].map((build) => build.position).sort()[0] ?? BEGINNING;
    let next = read(position);
    while (unfinished.size > 0) {
      const entries = await next;
      const last = entries.at(-1);
      const isEnd = entries.length < BATCH;
      if (last) {
        position = last.position;
        // The next are read and decoded while the database is busy with these.
        if (!isEnd) next = read(position);
        await each((build) => build.take(entries.filter((entry) => entry.position > build.position)));
        events += entries.length;
        onProgress({ events, position });
      }
      if (!isEnd) continue;
      await each(async (build) => {
        if (await build.finish(position)) unfinished.delete(build);
      });
      next = read(position);
    }
  } catch (error) {
    await Promise.allSettled([...unfinished].map((build) => build.abandon(error)));
    throw error;
  }
};
