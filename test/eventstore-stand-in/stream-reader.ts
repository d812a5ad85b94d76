import { READ_BATCH } from './event-filter.ts';
import { DELETED_STREAM, type LogRecord } from './log-record.ts';
import { isSoftDeleted } from './stream-metadata.ts';
import type { TransactionLog } from './transaction-log.ts';

export type StreamPage =
  | { readonly result: 'noStream' }
  | { readonly result: 'streamDeleted' }
  | {
      readonly result: 'success';
      readonly records: readonly LogRecord[];
      readonly next: bigint;
      readonly end: boolean;
    };

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Revisions that `$maxCount` and `$tb` leave to a reader, and whether `$maxAge` leaves an event. */
const visible = (log: TransactionLog, stream: string) => {
  const { maxCount, maxAge, truncateBefore = 0n } = log.metadataOf(stream);
  const last = log.lastRevision(stream);
  const lowest = maxCount === undefined ? truncateBefore : max(truncateBefore, last - maxCount + 1n);
  const oldest = maxAge === undefined ? 0 : Date.now() - maxAge;
  return { last, lowest, young: ({ created }: LogRecord) => created >= oldest };
};

const missing = (log: TransactionLog, stream: string): StreamPage | undefined => {
  const last = log.lastRevision(stream);
  if (last === DELETED_STREAM) return { result: 'streamDeleted' };
  return last < 0n || isSoftDeleted(log.metadataOf(stream)) ? { result: 'noStream' } : undefined;
};

/**
 * A page of a stream forwards. A page that lies wholly below what is visible is empty and names the first
 * visible revision as the next: reading a truncated stream from 0 begins at `$tb`
 * (`ReadStreamEventsForwardInternal`, src/EventStore.Core/Services/Storage/ReaderIndex/IndexReader.cs).
 */
export const readStreamForwards = (log: TransactionLog, stream: string, from: bigint): StreamPage => {
  const gone = missing(log, stream);
  if (gone) return gone;
  const { last, lowest, young } = visible(log, stream);
  const to = from + BigInt(READ_BATCH) - 1n;
  if (to < lowest) return { result: 'success', records: [], next: lowest, end: false };
  const start = max(from, lowest);
  if (start > last) return { result: 'success', records: [], next: last + 1n, end: true };
  const records = log
    .streamRecords(stream)
    .slice(Number(start), Number(min(to, last)) + 1)
    .filter(young);
  return { result: 'success', records, next: min(to, last) + 1n, end: to >= last };
};

/** A page of a stream backwards, from the end where `from` is undefined (`ReadStreamEventsBackwardInternal`, there). */
export const readStreamBackwards = (
  log: TransactionLog,
  stream: string,
  from: bigint | undefined,
): StreamPage => {
  const gone = missing(log, stream);
  if (gone) return gone;
  const { last, lowest, young } = visible(log, stream);
  const top = from === undefined ? last : min(from, last);
  const bottom = max(top - BigInt(READ_BATCH) + 1n, lowest);
  if (top < lowest) return { result: 'success', records: [], next: -1n, end: true };
  const page = log
    .streamRecords(stream)
    .slice(Number(bottom), Number(top) + 1)
    .filter(young);
  return { result: 'success', records: page.toReversed(), next: bottom - 1n, end: bottom <= lowest };
};
