import { type EventData, jsonEvent, type MetadataType } from '@eventstore/db-client';
import type { NewEvent, StoredEvent } from '../../../application/ports/event-store.ts';
import type { StreamName } from '../../../domain/event.ts';
import { type LogPosition, toPosition } from './position.ts';

/** Who wrote an event: the command, and which call of `append` for it. Kept in the metadata, and never given out. */
export interface Stamp {
  readonly commandId: string;
  readonly attempt: string;
}

/** An event as it came out of the server, before the stamp is taken off. Metadata that is no JSON is bytes. */
export interface WireRecord {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: LogPosition | undefined;
  readonly data: string;
  readonly metadata: unknown;
}

export interface StampedEvent {
  readonly stored: StoredEvent;
  readonly stamp: Stamp | undefined;
}

/** The stamp's key in metadata that is a JSON object. Names with a dollar are the server's own. */
const KEY = 'chancery';

/** The value of JSON that comes back from it to the character; `undefined` for any other text. */
const stableJson = (text: string): { readonly value: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? { value } : undefined;
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Metadata with its stamp. A JSON object stays one, with `$correlationId` and `$causationId` where the server's tools
 * look for them. Anything else becomes bytes that are no JSON: NUL, the stamp as JSON, NUL, the metadata.
 */
const stamped = (metadata: string, { commandId, attempt }: Stamp): MetadataType => {
  const value = stableJson(metadata)?.value;
  const stamp = [commandId, attempt];
  if (isObject(value) && !Object.hasOwn(value, KEY)) return { [KEY]: stamp, ...value };
  return Uint8Array.from(Buffer.from(`\0${JSON.stringify(stamp)}\0${metadata}`));
};

const toStamp = (value: unknown): Stamp | undefined => {
  if (!Array.isArray(value)) return undefined;
  const [commandId, attempt] = value as readonly unknown[];
  return typeof commandId === 'string' && typeof attempt === 'string' ? { commandId, attempt } : undefined;
};

const unstamped = (metadata: unknown): { readonly text: string; readonly stamp: Stamp | undefined } => {
  if (metadata === undefined) return { text: '', stamp: undefined };
  if (metadata instanceof Uint8Array) {
    const all = Buffer.from(metadata).toString('utf8');
    const end = all.indexOf('\0', 1);
    if (all[0] !== '\0' || end < 0) return { text: all, stamp: undefined };
    return { text: all.slice(end + 1), stamp: toStamp(JSON.parse(all.slice(1, end))) };
  }
  const stamp = isObject(metadata) ? toStamp(metadata[KEY]) : undefined;
  if (!isObject(metadata) || !stamp) return { text: JSON.stringify(metadata), stamp };
  const { [KEY]: _, ...rest } = metadata;
  return { text: JSON.stringify(rest), stamp };
};

/**
 * The event as it is sent, and its size as the server counts it: data, metadata and two bytes per character of the
 * type (`Event.SizeOnDisk`, src/EventStore.Core/Data/Event.cs).
 *
 * The client makes text of values and values of text. JSON that would not survive that to the character, which canonical
 * JSON mostly does, is sent as bytes.
 */
export const toWire = (event: NewEvent, stamp: Stamp): { event: EventData; bytes: number } => {
  const { id, type } = event;
  const metadata = stamped(event.metadata, stamp);
  const metadataBytes =
    metadata instanceof Uint8Array ? metadata.length : Buffer.byteLength(JSON.stringify(metadata));
  const json = stableJson(event.data);
  const sent: EventData = json
    ? jsonEvent({ id, type, data: json.value as Record<string, unknown>, metadata })
    : {
        id,
        type,
        contentType: 'application/octet-stream',
        data: Uint8Array.from(Buffer.from(event.data)),
        metadata,
      };
  return { event: sent, bytes: Buffer.byteLength(event.data) + metadataBytes + 2 * type.length };
};

/** The largest position there is: what a server before 22.10 answers where it knows none. */
const NO_POSITION = 2n ** 64n - 1n;

/** @throws Error when the server does not say the position. */
export const fromWire = (record: WireRecord): StampedEvent => {
  const { id, type, stream, revision, position, data } = record;
  // Since 22.10 also in reads of a stream (https://github.com/kurrent-io/KurrentDB/pull/3459).
  if (!position || position.commit === NO_POSITION) {
    throw new Error('The event store does not say the positions of events; EventStoreDB 23.10 or newer does');
  }
  const { text, stamp } = unstamped(record.metadata);
  return {
    stored: {
      id,
      type,
      data,
      metadata: text,
      stream: stream as StreamName,
      revision: Number(revision),
      position: toPosition(position),
    },
    stamp,
  };
};
