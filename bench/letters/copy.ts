import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { payloadBytes } from '../../application/ports/event-store.ts';
import type { LoggedEvent } from './log.ts';

/** COPY's binary format: a signature, flags, length of an extension (PostgreSQL documentation, sql-copy, "Binary Format"). */
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
const CHUNK_BYTES = 1 << 20;
const COLUMNS = 8;

const field = (value: Buffer): readonly [Buffer, Buffer] => {
  const length = Buffer.allocUnsafe(4);
  length.writeInt32BE(value.length);
  return [length, value];
};

const int8 = (value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

const int4 = (value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
};

const columnCount = Buffer.from([0, COLUMNS]);

const tuple = (event: LoggedEvent, position: number): readonly Buffer[] => [
  columnCount,
  ...field(int8(position)),
  ...field(Buffer.from(event.stream)),
  ...field(int4(event.revision)),
  ...field(Buffer.from(event.id.replaceAll('-', ''), 'hex')),
  ...field(Buffer.from(event.type)),
  ...field(Buffer.from(event.data)),
  ...field(Buffer.from(event.metadata)),
  ...field(Buffer.from(event.commandId)),
];

export interface Copied {
  readonly events: number;
  /** Of data and metadata together. */
  readonly bytes: number;
}

/**
 * Writes events into a table with the log's columns, in their order, at positions from `first` on, as fast as the
 * server takes them.
 */
export const copyEvents = async (
  client: pg.ClientBase,
  table: string,
  events: Iterable<LoggedEvent>,
  first: number,
  onProgress: (events: number) => void = () => undefined,
): Promise<Copied> => {
  let count = 0;
  let payload = 0;
  function* chunks(): Generator<Buffer> {
    let parts: Buffer[] = [HEADER];
    let size = 0;
    for (const event of events) {
      for (const part of tuple(event, first + count)) {
        parts.push(part);
        size += part.length;
      }
      count += 1;
      payload += payloadBytes(event);
      if (size >= CHUNK_BYTES) {
        yield Buffer.concat(parts);
        parts = [];
        size = 0;
        onProgress(count);
      }
    }
    yield Buffer.concat([...parts, TRAILER]);
  }
  const columns = 'position, stream, revision, id, type, data, metadata, command_id';
  await pipeline(
    Readable.from(chunks()),
    client.query(copyFrom(`copy ${table} (${columns}) from stdin with (format binary)`)),
  );
  return { events: count, bytes: payload };
};
