import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { eventMessage, streamNameOf } from './event-message.ts';
import { LiveDelivery } from './live-delivery.ts';
import type { LogRecord } from './log-record.ts';
import type { NodeContext } from './node-context.ts';
import { streams } from './protocol.ts';
import type { ResponseWriter } from './response-writer.ts';
import { streamDeleted } from './rpc-errors.ts';
import { readStreamForwards } from './stream-reader.ts';
import { caughtUp, confirmation } from './subscription-messages.ts';

const { RevisionOptionCase: Case } = streams.ReadReq.Options.StreamOptions;

/**
 * A subscription to a stream, which need not exist yet, from after a revision
 * (src/EventStore.Core/Services/Transport/Enumerators/Enumerator.StreamSubscription.cs). A tombstone ends it.
 */
export const subscribeToStream = async (
  { log, faults }: NodeContext,
  writer: ResponseWriter,
  request: ReadReq.Options.StreamOptions,
  structuredUuid: boolean,
): Promise<void> => {
  writer.onClose(faults.opened({ end: (error) => writer.fail(error), silence: () => writer.silence() }));
  const stream = streamNameOf(request.getStreamIdentifier());
  const start = request.getRevisionOptionCase();
  let from = start === Case.REVISION ? BigInt(request.getRevision()) + 1n : 0n;
  if (start === Case.END) from = log.lastRevision(stream) + 1n;
  await writer.write(confirmation());
  for (;;) {
    const page = readStreamForwards(log, stream, from);
    if (page.result === 'streamDeleted') throw streamDeleted(stream);
    if (page.result === 'noStream') break;
    if (page.end && page.records.length === 0) break;
    for (const record of page.records) await writer.write(eventMessage(record, structuredUuid));
    from = page.next;
    await writer.pause(faults.pageDelay);
  }

  const live = new LiveDelivery(writer);
  live.push(caughtUp());
  const deliver = (record: LogRecord): void => {
    if (record.stream !== stream || record.revision < from) return;
    if (record.type === '$streamDeleted') writer.fail(streamDeleted(stream));
    else live.push(eventMessage(record, structuredUuid));
  };
  writer.onClose(log.onCommitted(deliver));
};
