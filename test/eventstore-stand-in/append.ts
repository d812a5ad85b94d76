import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import { type CommitDecision, checkCommit, type Expected, expectedVersion } from './commit-check.ts';
import { proposedRecord, streamNameOf } from './event-message.ts';
import { type ProposedRecord, sizeOnDisk } from './log-record.ts';
import { type NodeContext, requiresLeader } from './node-context.ts';
import { shared, streams } from './protocol.ts';
import {
  deadlineExceeded,
  invalidArgument,
  maxAppendSizeExceeded,
  notLeader,
  notReady,
  type RpcError,
  streamDeleted,
  unknown,
} from './rpc-errors.ts';
import type { TransactionLog } from './transaction-log.ts';

/** What the log made of an append. */
export type AppendOutcome =
  | { readonly decision: 'ok'; readonly last: bigint; readonly position: bigint }
  | Exclude<CommitDecision, { decision: 'ok' }>;

/** Decides and writes. An append of no events succeeds at the current revision. */
export const carryOutAppend = (
  log: TransactionLog,
  stream: string,
  expected: Expected,
  events: readonly ProposedRecord[],
): AppendOutcome => {
  const decided = checkCommit(log, stream, expected, events);
  if (decided.decision !== 'ok') return decided;
  const last = log.write(stream, events).at(-1);
  return {
    decision: 'ok',
    last: last?.revision ?? log.lastRevision(stream),
    position: last?.position ?? -1n,
  };
};

/** The node's own error for an append that it does not take, in the words of a call of its own. */
const refusalOf = (context: NodeContext, wantsLeader: boolean): RpcError | undefined => {
  const leader = context.leader();
  // A follower forwards an append, unless the caller insists on a leader (RequestForwardingService.cs).
  if (!leader) return notReady();
  if (!context.isLeader() && wantsLeader) return notLeader(leader.host, leader.port);
  const cause = context.faults.takeRefusal();
  if (cause === 'not-leader') return notLeader(leader.host, leader.port);
  if (cause === 'deadline') return deadlineExceeded();
  return cause ? notReady() : undefined;
};

const { ExpectedStreamRevisionCase: Case } = streams.AppendReq.Options;

const expectedOf = (options: AppendReq.Options): Expected => {
  switch (options.getExpectedStreamRevisionCase()) {
    case Case.REVISION:
      return BigInt(options.getRevision());
    case Case.NO_STREAM:
      return 'noStream';
    case Case.STREAM_EXISTS:
      return 'streamExists';
    case Case.ANY:
      return 'any';
    default:
      throw invalidArgument('No expected revision is set');
  }
};

/** Both generations of the fields are set, the first for clients before 20.6.1 (Streams.Append.cs). */
const wrongExpectedVersionMessage = (
  expected: Expected,
  current: bigint,
): AppendResp.WrongExpectedVersion => {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  const empty = new shared.Empty();
  if (current < 0n) wrong.setCurrentNoStream(empty).setNoStream2060(empty);
  else wrong.setCurrentRevision(`${current}`).setCurrentRevision2060(Number(current));
  if (expected === 'any') return wrong.setExpectedAny(empty).setAny2060(empty);
  if (expected === 'streamExists') return wrong.setExpectedStreamExists(empty).setStreamExists2060(empty);
  if (expected === 'noStream') return wrong.setExpectedNoStream(empty);
  return wrong.setExpectedRevision(`${expectedVersion(expected)}`).setExpectedRevision2060(Number(expected));
};

const answerOf = (stream: string, expected: Expected, outcome: AppendOutcome): AppendResp => {
  if (outcome.decision === 'deleted') throw streamDeleted(stream);
  if (outcome.decision === 'wrongExpectedVersion') {
    const wrong = wrongExpectedVersionMessage(expected, outcome.current);
    return new streams.AppendResp().setWrongExpectedVersion(wrong);
  }
  const success = new streams.AppendResp.Success();
  if (outcome.last < 0n) success.setNoStream(new shared.Empty());
  else success.setCurrentRevision(`${outcome.last}`);
  if (outcome.position < 0n) success.setNoPosition(new shared.Empty());
  else {
    const position = `${outcome.position}`;
    success.setPosition(
      new streams.AppendResp.Position().setCommitPosition(position).setPreparePosition(position),
    );
  }
  return new streams.AppendResp().setSuccess(success);
};

/** `Streams.Append`: a stream of one message of options and one for each event, one answer. */
export const append =
  (context: NodeContext) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>): void => {
    const events: ProposedRecord[] = [];
    let options: AppendReq.Options | undefined;
    let size = 0;
    let settled = false;
    const settle = (error: RpcError | null, answer?: AppendResp): void => {
      if (settled) return;
      settled = true;
      if (error) callback(error);
      else callback(null, answer);
    };
    const guarded = (step: () => void) => (): void => {
      try {
        if (!settled) step();
      } catch (error) {
        settle(unknown(error));
      }
    };
    const denied = context.denied(call.metadata);
    if (denied) settle(denied);

    call.on('data', (message: AppendReq) =>
      guarded(() => {
        const proposed = message.getProposedMessage();
        if (!proposed) {
          options = message.getOptions();
          return;
        }
        const event = proposedRecord(proposed);
        size += sizeOnDisk(event);
        if (size > context.maxAppendSize) throw maxAppendSizeExceeded(context.maxAppendSize);
        events.push(event);
      })(),
    );
    const carryOut = guarded(() => {
      if (call.cancelled) return;
      if (!options) throw invalidArgument('No options were sent');
      const refused = refusalOf(context, requiresLeader(call.metadata));
      if (refused) throw refused;
      const stream = streamNameOf(options.getStreamIdentifier());
      const expected = expectedOf(options);
      const log = context.writeLog();
      if (!log) throw notReady();
      const outcome = carryOutAppend(log, stream, expected, events);
      if (context.faults.takeLoss()) return context.cut(call.getPeer());
      const answer = guarded(() => settle(null, answerOf(stream, expected, outcome)));
      if (context.faults.answerDelay > 0) setTimeout(answer, context.faults.answerDelay);
      else answer();
    });
    // A connection that breaks in the middle of an append ends the call as well, in grpc-js before it says so. Kestrel
    // makes the reading of the request fail instead (`requestStream.MoveNext()` in Streams.Append.cs), and nothing is
    // written.
    call.on('end', () => setImmediate(carryOut));
  };
