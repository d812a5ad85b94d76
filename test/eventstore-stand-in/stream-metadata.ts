import { DELETED_STREAM, type LogRecord } from './log-record.ts';

/** What a stream's `$$` stream says about which of its events may still be read. */
export interface StreamMetadata {
  readonly maxCount?: bigint;
  /** Milliseconds. */
  readonly maxAge?: number;
  readonly truncateBefore?: bigint;
}

/** `$$stream` holds the metadata of `stream` (src/EventStore.Core/Services/SystemNames.cs). */
export const metastreamOf = (stream: string): string => `$$${stream}`;
export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
export const originalStreamOf = (metastream: string): string => metastream.slice(2);

/**
 * The largest `$tb` means deleted and does not fit a JavaScript number, so the digits are read as text.
 */
const integer = (json: string, key: string): bigint | undefined => {
  const found = new RegExp(`"${key.replace('$', '\\$')}"\\s*:\\s*(\\d+)`).exec(json)?.[1];
  return found === undefined ? undefined : BigInt(found);
};

/** The metadata that a metastream's last event states; none where it is not JSON. */
export const parseStreamMetadata = (last: LogRecord | undefined): StreamMetadata => {
  if (!last) return {};
  const json = Buffer.from(last.data).toString('utf8');
  const maxCount = integer(json, '$maxCount');
  const maxAge = integer(json, '$maxAge');
  const truncateBefore = integer(json, '$tb');
  return {
    ...(maxCount !== undefined && { maxCount }),
    ...(maxAge !== undefined && { maxAge: Number(maxAge) * 1000 }),
    ...(truncateBefore !== undefined && { truncateBefore }),
  };
};

/** A soft delete is a `$tb` beyond every event (StorageWriterService.cs, WriteDelete). */
export const isSoftDeleted = ({ truncateBefore }: StreamMetadata): boolean =>
  truncateBefore === DELETED_STREAM;
