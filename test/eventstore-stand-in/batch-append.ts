import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import { type AppendOutcome, carryOutAppend } from './append.ts';
import { batchStatus } from './batch-status.ts';
import type { Expected } from './commit-check.ts';
import { proposedRecord, streamNameOf, uuidMessage, uuidText } from './event-message.ts';
import type { Refusal } from './faults.ts';
import { type ProposedRecord, sizeOnDisk } from './log-record.ts';
import { type NodeContext, requiresLeader } from './node-context.ts';
import { shared, streams, wellKnown } from './protocol.ts';
import { isRpcError, notLeader, notReady, type RpcError } from './rpc-errors.ts';

interface PendingWrite {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedRecord[];
  size: number;
}

const { ExpectedStreamPositionCase: Case } = streams.BatchAppendReq.Options;

const expectedOf = (options: BatchAppendReq.Options): Expected | undefined => {
  switch (options.getExpectedStreamPositionCase()) {
    case Case.STREAM_POSITION:
      return BigInt(options.getStreamPosition());
    case Case.NO_STREAM:
      return 'noStream';
    case Case.STREAM_EXISTS:
      return 'streamExists';
    case Case.ANY:
      return 'any';
    default:
      return undefined;
  }
};

const answerTo = (correlationId: string, stream: string): BatchAppendResp =>
  new streams.BatchAppendResp()
    .setCorrelationId(uuidMessage(correlationId, true))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)));

/** Every other end of an append, as a `google.rpc.Status` with typed details. */
const errorOf = ({ stream, expected }: PendingWrite, outcome: AppendOutcome): Status | undefined => {
  if (outcome.decision === 'deleted') return batchStatus.streamDeleted(stream);
  if (outcome.decision === 'wrongExpectedVersion') {
    return batchStatus.wrongExpectedVersion(expected, outcome.current);
  }
  return undefined;
};

const successOf = (outcome: AppendOutcome & { last: bigint; position: bigint }): BatchAppendResp.Success => {
  const success = new streams.BatchAppendResp.Success();
  if (outcome.last < 0n) success.setNoStream(new wellKnown.Empty());
  else success.setCurrentRevision(`${outcome.last}`);
  if (outcome.position < 0n) return success.setNoPosition(new wellKnown.Empty());
  const position = `${outcome.position}`;
  return success.setPosition(
    new shared.AllStreamPosition().setCommitPosition(position).setPreparePosition(position),
  );
};

/** Why this node does not take an append now. */
const refusalOf = (context: NodeContext, wantsLeader: boolean): Refusal | undefined => {
  if (!context.writeLog()) return 'not-ready';
  return !context.isLeader() && wantsLeader ? 'not-leader' : context.faults.takeRefusal();
};

/**
 * `Streams.BatchAppend`: one call carries the appends of a client for as long as it lasts, each told by its
 * correlation id (src/EventStore.Core/Services/Transport/Grpc/Streams.BatchAppend.cs). What fails is said in
 * the answer; only what concerns the node, as not being the leader, ends the call with a status.
 */
export const batchAppend =
  (context: NodeContext) =>
  (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void => {
    const pending = new Map<string, PendingWrite>();
    const wantsLeader = requiresLeader(call.metadata);
    const denied = context.denied(call.metadata);
    let open = true;
    let unanswered = 0;
    let halfClosed = false;

    const finish = (): void => {
      if (open && halfClosed && unanswered === 0) call.end();
    };
    const answer = (message: BatchAppendResp): void => {
      unanswered += 1;
      const send = (): void => {
        if (open) call.write(message);
        unanswered -= 1;
        finish();
      };
      if (context.faults.answerDelay > 0) setTimeout(send, context.faults.answerDelay);
      else send();
    };
    const fail = (error: RpcError): void => {
      open = false;
      call.emit('error', error);
    };
    /** Whether the write was refused, which is then already said. */
    const refused = (correlationId: string, { stream }: PendingWrite): boolean => {
      const leader = context.leader();
      const cause = refusalOf(context, wantsLeader);
      if (!cause) return false;
      if (cause === 'not-leader' && leader) fail(notLeader(leader.host, leader.port));
      else if (cause === 'unavailable') fail(notReady());
      else {
        const status =
          cause === 'deadline' ? batchStatus.timeout() : batchStatus.notHandled('Server Is Not Ready');
        answer(answerTo(correlationId, stream).setError(status));
      }
      return true;
    };

    /** What is wrong with a request before any event of it is looked at. */
    const problemOf = (options: BatchAppendReq.Options): Status | undefined => {
      const deadline = options.getDeadline()?.toDate().getTime() ?? Number.POSITIVE_INFINITY;
      if (denied) return batchStatus.accessDenied();
      if (!options.hasStreamIdentifier()) {
        return batchStatus.badRequest('Required field StreamIdentifier not set.');
      }
      return deadline <= Date.now() ? batchStatus.timeout() : undefined;
    };

    const begin = (correlationId: string, options: BatchAppendReq.Options): void => {
      const stream = streamNameOf(options.getStreamIdentifier());
      const expected = expectedOf(options);
      const problem = problemOf(options);
      if (!problem && expected !== undefined) {
        pending.set(correlationId, { stream, expected, events: [], size: 0 });
      } else {
        const error = problem ?? batchStatus.badRequest('No expected position is set');
        answer(answerTo(correlationId, stream).setError(error));
      }
    };

    const carryOut = (correlationId: string, write: PendingWrite): void => {
      const log = context.writeLog();
      if (refused(correlationId, write) || !log) return;
      const outcome = carryOutAppend(log, write.stream, write.expected, write.events);
      if (context.faults.takeLoss()) {
        open = false;
        context.cut(call.getPeer());
        return;
      }
      const message = answerTo(correlationId, write.stream);
      const error = errorOf(write, outcome);
      if (error) answer(message.setError(error));
      else if ('last' in outcome) answer(message.setSuccess(successOf(outcome)));
    };

    const receive = (request: BatchAppendReq): void => {
      const correlationId = uuidText(request.getCorrelationId());
      const options = request.getOptions();
      if (options) begin(correlationId, options);
      const write = pending.get(correlationId);
      if (!write) return;
      for (const proposed of request.getProposedMessagesList()) {
        const event = proposedRecord(proposed);
        write.size += sizeOnDisk(event);
        write.events.push(event);
      }
      if (write.size > context.maxAppendSize) {
        pending.delete(correlationId);
        const exceeded = batchStatus.maximumAppendSizeExceeded(context.maxAppendSize);
        answer(answerTo(correlationId, write.stream).setError(exceeded));
      } else if (request.getIsFinal()) {
        pending.delete(correlationId);
        carryOut(correlationId, write);
      }
    };

    // False credentials end the call; an anonymous caller is denied in each answer.
    if (denied?.code === status.UNAUTHENTICATED) fail(denied);
    call.on('data', (request: BatchAppendReq) => {
      if (!open) return;
      try {
        receive(request);
      } catch (error) {
        if (!isRpcError(error)) throw error;
        const correlationId = uuidText(request.getCorrelationId());
        const stream = streamNameOf(request.getOptions()?.getStreamIdentifier());
        answer(answerTo(correlationId, stream).setError(batchStatus.badRequest(error.details)));
      }
    });
    call.on('end', () => {
      halfClosed = true;
      finish();
    });
    call.on('cancelled', () => {
      open = false;
    });
  };
