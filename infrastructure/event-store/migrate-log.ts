import {
  type AppendResult,
  type EventStore,
  EventTooLarge,
  payloadBytes,
  type StoredEvent,
} from '../../application/ports/event-store.ts';
import { BEGINNING, type Position } from '../../domain/event.ts';
import { differenceOf, LogDigest, type LogSummary } from './migration/log-digest.ts';
import { LogReader, persistently } from './migration/log-reader.ts';
import { MigrationRefused } from './migration/migration-refused.ts';
import { commandIdOf, type OriginalAppend, originalAppends } from './migration/original-appends.ts';

/** `examining`: the source is counted, and what the target has is compared with it; nothing is written yet. */
export type MigrationPhase = 'examining' | 'copying' | 'proving';

/** `total` grows with `done` while it is not known yet. */
export type MigrationProgress = (phase: MigrationPhase, done: number, total: number) => void;

/** Where two logs part: the number of the event in log order, from 1, and what each log has there. */
export interface Difference {
  readonly event: number;
  /** The field that differs, or `missing` when one log ends there. */
  readonly in: string;
  readonly source: StoredEvent | undefined;
  readonly target: StoredEvent | undefined;
}

export interface MigrationReport {
  /** What the target had of the source's events before this run. */
  readonly found: number;
  readonly copied: number;
  readonly copyingMs: number;
  readonly source: LogSummary;
  readonly target: LogSummary;
  /** The first difference of the two logs, as both were read at the end. None: they are equal. */
  readonly difference?: Difference;
  /** The source has grown since the run began: those events are not in the target. */
  readonly sourceGrew: boolean;
}

const PROGRESS_EVENTS = 100;

/**
 * Copies the whole log of `source` to `target`, which is empty or holds the beginning of it: where the target
 * ends is where the copying goes on, so a run that was interrupted in whatever way is repeated, and a run on a
 * complete target writes nothing.
 *
 * Kept are ids, types, data and metadata to the byte, streams and revisions, the one order of all events, and
 * which events were written as one, so a command that is repeated on the target is answered as it was on the
 * source. Positions are each store's own. What the source has when the run begins is copied; then both logs are
 * read from the beginning and compared.
 *
 * Appends are awaited one by one. The port promises no order among appends to different streams that are under
 * way together, and an order that came out differently could not be mended afterwards.
 *
 * @throws MigrationRefused. Before anything is written: when the target has events that are not the beginning
 *   of the source, and when an event of the source cannot be written to the target.
 * @throws EventStoreUnavailable when one of the stores cannot be reached for about twenty seconds.
 */
export const migrateLog = async (
  source: EventStore,
  target: EventStore,
  progress: MigrationProgress = () => undefined,
): Promise<MigrationReport> => {
  const head = await persistently(() => source.head());
  const { found, after, total } = await examine(source, target, head, progress);
  const begun = performance.now();
  const copied = await copy(source, target, { after, until: head }, found, total, progress);
  const copyingMs = performance.now() - begun;
  const proof = await prove(source, target, head, total, progress);
  const sourceGrew = (await persistently(() => source.head())) !== head;
  return { found, copied, copyingMs, ...proof, sourceGrew };
};

interface Examined {
  readonly found: number;
  /** Position in the source of the last event that the target has. */
  readonly after: Position;
  readonly total: number;
}

/** Counts the source and holds what the target has against it, before a single event is written. */
const examine = async (
  source: EventStore,
  target: EventStore,
  head: Position,
  progress: MigrationProgress,
): Promise<Examined> => {
  const theirs = new LogReader(target);
  let after = BEGINNING;
  let [found, total] = [0, 0];
  let there = await theirs.next();
  for await (const event of new LogReader(source, { until: head })) {
    checkWritable(event, target);
    total += 1;
    if (total % PROGRESS_EVENTS === 0) progress('examining', total, total);
    if (!there) continue;
    const field = differenceOf(event, there);
    if (field) throw hasOtherEvents(total, `${field}: ${describe(there)} instead of ${describe(event)}`);
    found += 1;
    after = event.position;
    there = await theirs.next();
  }
  // A source that has grown may have been copied further by another run; the proof would call that a difference.
  if (there)
    throw hasOtherEvents(total + 1, `${describe(there)}, after all that the source had when this began`);
  progress('examining', total, total);
  return { found, after, total };
};

const hasOtherEvents = (number: number, what: string): MigrationRefused =>
  new MigrationRefused(
    'TARGET_HAS_OTHER_EVENTS',
    `the target is not empty, and what it has is not the beginning of the source: event ${number} is another (${what}). ` +
      'Nothing was written. Copy to an empty store, or to one that an interrupted copy of this very log has left.',
  );

const checkWritable = (event: StoredEvent, target: EventStore): void => {
  commandIdOf(event);
  const bytes = payloadBytes(event);
  if (bytes > target.maxEventBytes) {
    throw tooLarge(event, `${bytes} bytes, and the target takes ${target.maxEventBytes}`);
  }
};

const tooLarge = (event: StoredEvent, how: string, cause?: unknown): MigrationRefused =>
  new MigrationRefused(
    'EVENT_TOO_LARGE',
    `${describe(event)} cannot be written to the target: ${how}.`,
    cause,
  );

const describe = ({ type, stream, revision, id }: StoredEvent): string =>
  `${type} ${stream}@${revision} ${id}`;

const copy = async (
  source: EventStore,
  target: EventStore,
  range: { readonly after: Position; readonly until: Position },
  found: number,
  total: number,
  progress: MigrationProgress,
): Promise<number> => {
  let copied = 0;
  progress('copying', found, total);
  for await (const original of originalAppends(new LogReader(source, range))) {
    await append(target, original);
    const before = copied;
    copied += original.events.length;
    if (Math.floor(before / PROGRESS_EVENTS) !== Math.floor(copied / PROGRESS_EVENTS)) {
      progress('copying', found + copied, total);
    }
  }
  progress('copying', found + copied, total);
  return copied;
};

/**
 * A store may take less in one write than another: EventStoreDB 1 MiB for all of its events together
 * (`MaxAppendSize`). Such a write is made in parts, one after the other. A command whose facts are there is still
 * answered from them; that it was indivisible matters no more, since it happened.
 */
const append = async (target: EventStore, { commandId, events }: OriginalAppend): Promise<void> => {
  const [first, ...rest] = events;
  const { stream } = first;
  const expected = first.revision === 0 ? 'none' : first.revision - 1;
  const newEvents = events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }));
  let result: AppendResult;
  try {
    result = await persistently(() => target.append(stream, expected, newEvents, commandId));
  } catch (error) {
    if (!(error instanceof EventTooLarge)) throw error;
    const half = Math.ceil(events.length / 2);
    const [next, ...others] = events.slice(half);
    if (!next) throw tooLarge(first, error.message, error);
    await append(target, { commandId, events: [first, ...rest.slice(0, half - 1)] });
    return append(target, { commandId, events: [next, ...others] });
  }
  if (result.ok) return;
  const actual = result.conflict === 'wrong-revision' ? result.actual : undefined;
  if (actual === 'none' || (actual !== undefined && actual < first.revision - 1)) {
    throw new MigrationRefused(
      'SOURCE_INCOMPLETE',
      `the source has no events of ${stream} before revision ${first.revision}: they were truncated or scavenged, ` +
        'which Chancery never does. Restore the source from a backup that has them, and copy that to an empty store.',
    );
  }
  throw new MigrationRefused(
    'TARGET_CHANGED',
    `${stream} was written to by somebody else while the log was copied (${result.conflict}). ` +
      'Stop whatever writes to the target, and begin again on an empty store.',
  );
};

/** Reads both logs from their beginnings, side by side, to the end of the target. */
const prove = async (
  source: EventStore,
  target: EventStore,
  head: Position,
  total: number,
  progress: MigrationProgress,
): Promise<Pick<MigrationReport, 'source' | 'target' | 'difference'>> => {
  const [ours, theirs] = [new LogReader(source, { until: head }), new LogReader(target)];
  const [digest, copyDigest] = [new LogDigest(), new LogDigest()];
  let difference: Difference | undefined;
  for (let number = 1; ; number += 1) {
    const [one, other] = await Promise.all([ours.next(), theirs.next()]);
    if (one) digest.add(one);
    if (other) copyDigest.add(other);
    if (!one && !other) break;
    const field = one && other ? differenceOf(one, other) : 'missing';
    if (field && !difference) difference = { event: number, in: field, source: one, target: other };
    if (number % PROGRESS_EVENTS === 0) progress('proving', number, Math.max(total, number));
  }
  progress('proving', total, total);
  return { source: digest.summary(), target: copyDigest.summary(), ...(difference && { difference }) };
};
