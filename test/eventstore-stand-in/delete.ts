import type {
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { checkCommit, type Expected, expectedVersion } from './commit-check.ts';
import { newUuid, streamNameOf } from './event-message.ts';
import { DELETED_STREAM } from './log-record.ts';
import type { NodeContext } from './node-context.ts';
import { streams } from './protocol.ts';
import { invalidArgument, notReady, streamDeleted, unknown, wrongExpectedVersion } from './rpc-errors.ts';
import { metastreamOf } from './stream-metadata.ts';

const expectedOf = (options: DeleteReq.Options | TombstoneReq.Options): Expected => {
  if (options.hasRevision()) return BigInt(options.getRevision());
  if (options.hasNoStream()) return 'noStream';
  return options.hasStreamExists() ? 'streamExists' : 'any';
};

/** Position of the record that deletes; `WriteDelete`, src/EventStore.Core/Services/Storage/StorageWriterService.cs. */
const carryOut = (
  context: NodeContext,
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
  hard: boolean,
): string => {
  const log = context.writeLog();
  if (!options) throw invalidArgument('No options were sent');
  if (!log) throw notReady();
  const stream = streamNameOf(options.getStreamIdentifier());
  const expected = expectedOf(options);
  const id = newUuid();
  const decided = checkCommit(log, stream, expected, [{ id }]);
  if (decided.decision === 'deleted') throw streamDeleted(stream);
  const wrong = (current: bigint) =>
    wrongExpectedVersion('Delete', stream, expectedVersion(expected), current);
  if (decided.decision === 'wrongExpectedVersion') throw wrong(decided.current);
  if (hard) return `${log.tombstone(stream, id).position}`;
  const metastream = metastreamOf(stream);
  if (log.lastRevision(stream) < 0n && log.lastRevision(metastream) < 0n) throw wrong(-1n);
  const data = Buffer.from(`{"$tb":${DELETED_STREAM}}`);
  const record = { id, type: '$metadata', json: true, data, metadata: Buffer.alloc(0) };
  return `${log.write(metastream, [record])[0]?.position}`;
};

/** `Streams.Delete`: the stream is gone for readers and an append brings it back. */
export const deleteStream =
  (context: NodeContext) =>
  (call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>): void => {
    try {
      const denied = context.denied(call.metadata);
      if (denied) throw denied;
      const at = carryOut(context, call.request.getOptions(), false);
      const position = new streams.DeleteResp.Position().setCommitPosition(at).setPreparePosition(at);
      callback(null, new streams.DeleteResp().setPosition(position));
    } catch (error) {
      callback(unknown(error));
    }
  };

/** `Streams.Tombstone`: the stream is gone and its name can never be used again. */
export const tombstone =
  (context: NodeContext) =>
  (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>): void => {
    try {
      const denied = context.denied(call.metadata);
      if (denied) throw denied;
      const at = carryOut(context, call.request.getOptions(), true);
      const position = new streams.TombstoneResp.Position().setCommitPosition(at).setPreparePosition(at);
      callback(null, new streams.TombstoneResp().setPosition(position));
    } catch (error) {
      callback(unknown(error));
    }
  };
