import type { Position } from '../../domain/event.ts';
import { erasedSubject } from '../../domain/personal-data/erased-subject.ts';
import type { EventSource, LogEntry } from './event-source.ts';

/** So many of the latest entries are kept, decoded, for readers that are near the end of the log. */
const KEPT = 2_000;
const CHUNK = 500;

/** All entries of the log after `after`, up to the last of them. */
interface Tail {
  readonly after: Position;
  readonly entries: readonly LogEntry[];
  /** How often the log was said to have grown before the end was found; -1 where there is more. */
  readonly asOf: number;
}

const endOf = ({ after, entries }: Tail): Position => entries.at(-1)?.position ?? after;

/** No more of it than is kept. */
const latest = ({ after, entries, asOf }: Tail): Tail => {
  const dropped = Math.max(0, entries.length - KEPT);
  return {
    after: entries[dropped - 1]?.position ?? after,
    entries: dropped > 0 ? entries.slice(dropped) : entries,
    asOf,
  };
};

/** Where in the entries, which are in log order, those after the position begin. */
const indexAfter = (entries: readonly LogEntry[], position: Position): number => {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.position ?? '') <= position) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * A log that several readers of one process follow: its end is read and decoded once for all of them. Whoever is far behind
 * reads for themselves. As with the source itself, a reader that is told of the end has everything that had been
 * announced before it asked.
 */
export const sharedSource = (source: EventSource): EventSource & { close(): void } => {
  let announced = 0;
  let tail: Tail | undefined;
  let reading: Promise<void> | undefined;
  const forget = source.onAppend(() => {
    announced += 1;
  });

  const readOn = async (from: Tail): Promise<void> => {
    const asOf = announced;
    const added = await source.readAfter(endOf(from), CHUNK);
    // What was read before somebody's data were erased still shows them: whoever is so far behind reads it anew.
    const erased = added.some(({ event }) => event && erasedSubject(event) !== undefined);
    tail = latest({
      after: erased ? endOf(from) : from.after,
      entries: erased ? added : [...from.entries, ...added],
      asOf: added.length < CHUNK ? asOf : -1,
    });
  };

  const begin = async (after: Position, limit: number): Promise<readonly LogEntry[]> => {
    const asOf = announced;
    const entries = await source.readAfter(after, limit);
    // Near the end, or nobody is nearer: what follows is read for all.
    if (entries.length < limit && (!tail || after >= tail.after)) tail = latest({ after, entries, asOf });
    return entries;
  };

  return {
    readStream: (stream, from) => source.readStream(stream, from),
    head: () => source.head(),
    onAppend: (waker) => source.onAppend(waker),
    close: forget,
    async readAfter(after, limit) {
      const asked = announced;
      for (;;) {
        if (!tail || after < tail.after || after > endOf(tail)) return begin(after, limit);
        const start = indexAfter(tail.entries, after);
        const entries = tail.entries.slice(start, start + limit);
        if (entries.length === limit || tail.asOf >= asked) return entries;
        reading ??= readOn(tail).finally(() => {
          reading = undefined;
        });
        await reading;
      }
    },
  };
};
