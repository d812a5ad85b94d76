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

/** A letter that goes on in a later batch is written anew, so batches are large; three are in memory at a time. */
const BATCH = 20_000;
/** Read and decoded at a time, so that nobody waits for the whole of a batch. */
const PAGE = 1_000;

/** The next entries of the log, fewer than a whole batch at its end. */
const readBatch = async (source: EventSource, after: Position): Promise<readonly LogEntry[]> => {
  const entries: LogEntry[] = [];
  for (let position = after; ; ) {
    const page = await source.readAfter(position, PAGE);
    entries.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE || entries.length === BATCH) return entries;
    position = last.position;
  }
};

/** Settles when all have: none may be still at work when it is told what went wrong with one. @throws what one of them threw */
const all = async (work: Iterable<Promise<unknown>>): Promise<void> => {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
};

/** It is awaited later, or not at all when something else has failed meanwhile. */
const later = <Result>(work: Promise<Result>): Promise<Result> => {
  work.catch(() => undefined);
  return work;
};

/**
 * Builds read models from the log, which is read and decoded once for all of them, until each has taken over from the live
 * one. Each goes at its own pace, a batch ahead of the slowest at most: while the rows of one are written, the next batch is folded
 * for another. Where one cannot go on, none does that has not taken over yet.
 */
export const rebuild = async (
  source: EventSource,
  models: readonly { build(): Promise<Build> }[],
  onProgress: (progress: RebuildProgress) => void = () => undefined,
): Promise<void> => {
  /** Of each that has not taken over, the last that it was given to do. */
  const lines = new Map<Build, Promise<void>>();
  let failed = false;
  let events = 0;
  /** After whatever each has to do already. */
  const each = (work: (build: Build) => Promise<void>): Promise<void> => {
    for (const [build, line] of lines) {
      lines.set(
        build,
        line
          .then(() => (failed ? undefined : work(build)))
          .catch((error) => {
            failed = true;
            throw error;
          }),
      );
    }
    return later(all(lines.values()));
  };
  const read = (after: Position) => later(readBatch(source, after));
  try {
    await all(models.map(async (model) => lines.set(await model.build(), Promise.resolve())));
    let position = [...lines.keys()].map((build) => build.position).sort()[0] ?? BEGINNING;
    let next = read(position);
    let before: Promise<void> = Promise.resolve();
    while (lines.size > 0) {
      const entries = await next;
      const last = entries.at(-1);
      const isEnd = entries.length < BATCH;
      if (last) {
        position = last.position;
        if (!isEnd) next = read(position);
        const taken = each((build) => build.take(entries.filter((entry) => entry.position > build.position)));
        await before;
        before = later(
          taken.then(() => {
            events += entries.length;
            onProgress({ events, position: last.position });
          }),
        );
      }
      if (!isEnd) continue;
      const finished = each(async (build) => {
        if (await build.finish(position)) lines.delete(build);
      });
      await before;
      await finished;
      next = read(position);
    }
  } catch (error) {
    failed = true;
    await Promise.allSettled(lines.values());
    await Promise.allSettled([...lines.keys()].map((build) => build.abandon(error)));
    throw error;
  }
};
