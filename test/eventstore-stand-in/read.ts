import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { readAllBackwards, readAllForwards } from './all-reader.ts';
import { subscribeToAll } from './all-subscription.ts';
import { READ_BATCH, readFilter } from './event-filter.ts';
import { eventMessage, streamNameOf } from './event-message.ts';
import type { LogRecord } from './log-record.ts';
import { type NodeContext, requiresLeader } from './node-context.ts';
import { shared, streams } from './protocol.ts';
import { ResponseWriter } from './response-writer.ts';
import { invalidArgument, notLeader, notReady, streamDeleted } from './rpc-errors.ts';
import { readStreamBackwards, readStreamForwards, type StreamPage } from './stream-reader.ts';
import { subscribeToStream } from './stream-subscription.ts';

const { Options } = streams.ReadReq;

interface Reading {
  readonly context: NodeContext;
  readonly writer: ResponseWriter;
  readonly options: ReadReq.Options;
  readonly structuredUuid: boolean;
}

/** Writes at most as many as the request wants; the answer says whether it has them all. */
const counted = ({ writer, options, structuredUuid }: Reading) => {
  const wanted = BigInt(options.getCount());
  let sent = 0n;
  return async (records: readonly LogRecord[]): Promise<boolean> => {
    for (const record of records) {
      if (sent >= wanted) return true;
      await writer.write(eventMessage(record, structuredUuid));
      sent += 1n;
    }
    return sent >= wanted;
  };
};

const readStream = async (reading: Reading, request: ReadReq.Options.StreamOptions): Promise<void> => {
  const { context, writer, options } = reading;
  const { log, faults } = context;
  const stream = streamNameOf(request.getStreamIdentifier());
  const backwards = options.getReadDirection() === Options.ReadDirection.BACKWARDS;
  const { RevisionOptionCase: Case } = Options.StreamOptions;
  const start = request.getRevisionOptionCase();
  let from = start === Case.REVISION ? BigInt(request.getRevision()) : start === Case.END ? undefined : 0n;
  const send = counted(reading);
  for (;;) {
    const page: StreamPage = backwards
      ? readStreamBackwards(log, stream, from)
      : readStreamForwards(log, stream, from ?? log.lastRevision(stream) + 1n);
    if (page.result === 'streamDeleted') throw streamDeleted(stream);
    if (page.result === 'noStream') {
      const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
      const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier);
      return writer.write(new streams.ReadResp().setStreamNotFound(missing));
    }
    if ((await send(page.records)) || page.end) return;
    from = page.next;
    await writer.pause(faults.pageDelay);
  }
};

const readAll = async (reading: Reading, request: ReadReq.Options.AllOptions): Promise<void> => {
  const { context, writer, options } = reading;
  const { log, faults } = context;
  const filter = options.hasFilter() ? readFilter(options.getFilter() ?? fail()) : undefined;
  const backwards = options.getReadDirection() === Options.ReadDirection.BACKWARDS;
  const { AllOptionCase: Case } = Options.AllOptions;
  const start = request.getAllOptionCase();
  const position = BigInt(request.getPosition()?.getCommitPosition() ?? 0);
  let from = start === Case.POSITION ? position : start === Case.END ? log.end : 0n;
  const send = counted(reading);
  const readPage = backwards ? readAllBackwards : readAllForwards;
  for (;;) {
    const page = readPage(log, from, READ_BATCH, filter?.window ?? READ_BATCH, filter?.passes);
    if ((await send(page.records)) || page.end) return;
    from = page.next;
    await writer.pause(faults.pageDelay);
  }
};

const fail = (): never => {
  throw invalidArgument('A part of the request that its case names is missing');
};

const carryOut = async (reading: Reading): Promise<void> => {
  const { context, writer, options } = reading;
  await writer.pause(context.faults.answerDelay);
  const stream = options.getStream();
  const all = options.getAll();
  const forwards = options.getReadDirection() === Options.ReadDirection.FORWARDS;
  if (options.hasSubscription()) {
    // Of the combinations of options, these alone are known (`Read`, Streams.Read.cs).
    if (!forwards || (stream && options.hasFilter())) throw invalidArgument('The combination is invalid');
    if (stream) return subscribeToStream(context, writer, stream, reading.structuredUuid);
    const filter = options.hasFilter() ? readFilter(options.getFilter() ?? fail()) : undefined;
    return subscribeToAll(context, writer, all ?? fail(), filter, reading.structuredUuid);
  }
  if (stream) await readStream(reading, stream);
  else await readAll(reading, all ?? fail());
  writer.end();
};

/** `Streams.Read`: of a stream or of `$all`, as far as it goes or for ever. */
export const read =
  (context: NodeContext) =>
  (call: ServerWritableStream<ReadReq, ReadResp>): void => {
    const writer = new ResponseWriter(call);
    const options = call.request.getOptions();
    const leader = context.leader();
    const denied = context.denied(call.metadata);
    if (denied) writer.fail(denied);
    else if (!options) writer.fail(invalidArgument('No options were sent'));
    else if (!context.isLeader() && requiresLeader(call.metadata)) {
      writer.fail(leader ? notLeader(leader.host, leader.port) : notReady());
    } else {
      const structuredUuid = options.getUuidOption()?.hasStructured() ?? false;
      carryOut({ context, writer, options, structuredUuid }).catch((error) => writer.fail(error));
    }
  };
