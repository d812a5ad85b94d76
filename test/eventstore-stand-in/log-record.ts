/** An event on its way into the log. */
export interface ProposedRecord {
  /** A uuid in lower case. */
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event as the log keeps it. */
export interface LogRecord extends ProposedRecord {
  readonly stream: string;
  /** Place in its stream, from 0; that of a tombstone is `DELETED_STREAM`. */
  readonly revision: bigint;
  /** Where the record begins in the log, in bytes: its commit and its prepare position. */
  readonly position: bigint;
  /** Where the next record would begin. */
  readonly postPosition: bigint;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** `EventNumber.DeletedStream`, the revision of a tombstone (src/EventStore.Core/Data/EventNumber.cs). */
export const DELETED_STREAM = 9223372036854775807n;

const FRAME = 8;
const FIXED_FIELDS = 2 + 8 + 2 + 8 + 4 + 8 + 16 + 16 + 8 + 4 + 4;

/** A string of the log is preceded by its length in groups of seven bits. */
const stringBytes = (text: string): number => {
  const length = Buffer.byteLength(text);
  return length + (length < 0x80 ? 1 : length < 0x4000 ? 2 : 3);
};

/**
 * Bytes that a prepare takes in the log, by which positions advance: unequal steps, as in reality. A record
 * is framed by its length before and after it
 * (src/EventStore.Core/TransactionLog/LogRecords/PrepareLogRecord.cs, LogRecord.cs).
 */
export const bytesInLog = (stream: string, record: ProposedRecord): number =>
  FRAME +
  FIXED_FIELDS +
  stringBytes(stream) +
  stringBytes(record.type) +
  record.data.length +
  record.metadata.length;

/** What a write is measured by (`Event.SizeOnDisk`, src/EventStore.Core/Data/Event.cs). */
export const sizeOnDisk = ({ data, metadata, type }: ProposedRecord): number =>
  data.length + metadata.length + type.length * 2;
