import type { EventFilter } from './event-filter.ts';
import type { LogRecord } from './log-record.ts';
import type { TransactionLog } from './transaction-log.ts';

/** A page of `$all`. */
export interface AllPage {
  readonly records: readonly LogRecord[];
  readonly next: bigint;
  readonly end: boolean;
  /** Events looked at, passing or not. */
  readonly considered: number;
}

/**
 * A page forwards: events at or after `from`, at most `count` that pass, looking at no more than `window`
 * (`ReadAllEventsForwardInternal`, src/EventStore.Core/Services/Storage/ReaderIndex/AllReader.cs). What `$tb`,
 * `$maxCount` and `$maxAge` hide from the reader of a stream is still in `$all` until it is scavenged.
 */
export const readAllForwards = (
  log: TransactionLog,
  from: bigint,
  count: number,
  window: number,
  passes: EventFilter = () => true,
): AllPage => {
  const records: LogRecord[] = [];
  let considered = 0;
  let next = from;
  for (let index = log.indexOf(from); records.length < count && considered < window; index += 1) {
    const record = log.records[index];
    if (!record) return { records, next, end: true, considered };
    considered += 1;
    if (passes(record)) records.push(record);
    next = record.postPosition;
  }
  return { records, next, end: false, considered };
};

/** A page backwards: events before `from`, which is the end of a record (`ReadAllEventsBackwardInternal`, there). */
export const readAllBackwards = (
  log: TransactionLog,
  from: bigint,
  count: number,
  window: number,
  passes: EventFilter = () => true,
): AllPage => {
  const records: LogRecord[] = [];
  let considered = 0;
  let next = from;
  for (let index = log.indexOf(from) - 1; records.length < count && considered < window; index -= 1) {
    const record = log.records[index];
    if (!record) return { records, next, end: true, considered };
    considered += 1;
    if (passes(record)) records.push(record);
    next = record.position;
  }
  return { records, next, end: false, considered };
};
