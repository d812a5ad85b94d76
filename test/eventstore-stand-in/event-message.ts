import { randomUUID } from 'node:crypto';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord, ProposedRecord } from './log-record.ts';
import { shared, streams } from './protocol.ts';
import { requiredMetadataMissing } from './rpc-errors.ts';

const TICKS_PER_MILLISECOND = 10_000n;

/** A structured uuid is its two halves as signed numbers, most significant first (Uuid.cs). */
const half = (hex: string): string => `${BigInt.asIntN(64, BigInt(`0x${hex}`))}`;
const hexOf = (signed: string): string => BigInt.asUintN(64, BigInt(signed)).toString(16).padStart(16, '0');

export const uuidMessage = (id: string, structured: boolean): UUID => {
  if (!structured) return new shared.UUID().setString(id);
  const hex = id.replaceAll('-', '');
  const halves = new shared.UUID.Structured()
    .setMostSignificantBits(half(hex.slice(0, 16)))
    .setLeastSignificantBits(half(hex.slice(16)));
  return new shared.UUID().setStructured(halves);
};

export const uuidText = (message: UUID | undefined): string => {
  const structured = message?.getStructured();
  if (!structured) return (message?.getString() ?? '').toLowerCase();
  const hex = hexOf(structured.getMostSignificantBits()) + hexOf(structured.getLeastSignificantBits());
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

export const newUuid = (): string => randomUUID();

/**
 * An event as a reader gets it (`ConvertToReadEvent`, src/EventStore.Core/Services/Transport/Grpc/Enumerators.cs).
 * Commit and prepare position are the same: nothing is written in transactions of several calls any more
 * (`CommitEventRecord`, AllReader.cs).
 */
export const eventMessage = (record: LogRecord, structuredUuid: boolean): ReadResp => {
  const position = `${record.position}`;
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidMessage(record.id, structuredUuid))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(record.stream)))
    .setStreamRevision(`${record.revision}`)
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  recorded
    .getMetadataMap()
    .set('type', record.type)
    .set('created', `${BigInt(record.created) * TICKS_PER_MILLISECOND}`)
    .set('content-type', record.json ? 'application/json' : 'application/octet-stream');
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position);
  return new streams.ReadResp().setEvent(event);
};

interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

/** @throws RpcError for a message without type or content type (Streams.Append.cs). */
export const proposedRecord = (message: ProposedMessage): ProposedRecord => {
  const type = message.getMetadataMap().get('type');
  const contentType = message.getMetadataMap().get('content-type');
  if (!type) throw requiredMetadataMissing('type');
  if (!contentType) throw requiredMetadataMissing('content-type');
  return {
    id: uuidText(message.getId()),
    type,
    json: contentType === 'application/json',
    // The bytes are a view of the received frame, which would be kept alive whole.
    data: Buffer.from(message.getData_asU8()),
    metadata: Buffer.from(message.getCustomMetadata_asU8()),
  };
};

export const streamNameOf = (identifier: { getStreamName_asU8(): Uint8Array } | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
