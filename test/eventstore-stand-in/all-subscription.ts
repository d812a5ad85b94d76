import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { readAllForwards } from './all-reader.ts';
import { type FilterOptions, READ_BATCH } from './event-filter.ts';
import { eventMessage } from './event-message.ts';
import { LiveDelivery } from './live-delivery.ts';
import type { LogRecord } from './log-record.ts';
import type { NodeContext } from './node-context.ts';
import { streams } from './protocol.ts';
import type { ResponseWriter } from './response-writer.ts';
import { caughtUp, checkpoint, confirmation } from './subscription-messages.ts';
import type { TransactionLog } from './transaction-log.ts';

const { AllOptionCase: Case } = streams.ReadReq.Options.AllOptions;

/**
 * Where reading begins. After a position means after the first event at or behind it, whatever that is
 * (`Subscribe`, Enumerators.AllSubscriptionFiltered.cs, reads one event there and goes on behind it).
 */
const beginning = (log: TransactionLog, start: ReadReq.Options.AllOptions): bigint => {
  if (start.getAllOptionCase() === Case.END) return log.end;
  if (start.getAllOptionCase() !== Case.POSITION) return 0n;
  const position = BigInt(start.getPosition()?.getCommitPosition() ?? 0);
  return readAllForwards(log, position, 1, 1).next;
};

/**
 * A subscription to `$all`, filtered or not: first what is there, by pages, then what comes. Settles when it
 * is live; it lasts until its reader goes or a fault ends it.
 *
 * With a filter, a checkpoint is sent for every so many events looked at. While catching up it names the last
 * event of the page that passed or, where none did, where the page began, not where it ended
 * (`CatchUp`, Enumerators.AllSubscriptionFiltered.cs); when live, the event at which the count was reached
 * (`ProcessEventCommitted`, src/EventStore.Core/Services/SubscriptionsService.cs). A log that does not grow
 * sends none: silence is no sign of life.
 */
export const subscribeToAll = async (
  { log, faults }: NodeContext,
  writer: ResponseWriter,
  start: ReadReq.Options.AllOptions,
  filter: FilterOptions | undefined,
  structuredUuid: boolean,
): Promise<void> => {
  writer.onClose(faults.opened({ end: (error) => writer.fail(error), silence: () => writer.silence() }));
  let from = beginning(log, start);
  let prepare = from === 0n ? 0n : from;
  let considered = 0;
  await writer.write(confirmation());
  for (;;) {
    const page = readAllForwards(log, from, READ_BATCH, filter?.window ?? READ_BATCH, filter?.passes);
    // Nothing is awaited between finding the end and listening, so no event falls between.
    if (page.end && page.considered === 0) break;
    for (const record of page.records) await writer.write(eventMessage(record, structuredUuid));
    considered += page.considered;
    if (filter && !page.end && considered >= filter.checkpointInterval) {
      considered %= filter.checkpointInterval;
      const last = page.records.at(-1)?.position;
      await writer.write(checkpoint(last ?? from, last ?? prepare));
    }
    from = page.next;
    // The next position behind a record has 0 as its prepare position (`nextPos`, AllReader.cs).
    prepare = 0n;
    await writer.pause(faults.pageDelay);
  }

  const live = new LiveDelivery(writer);
  live.push(caughtUp());
  const deliver = (record: LogRecord): void => {
    if (!filter || filter.passes(record)) live.push(eventMessage(record, structuredUuid));
    if (!filter) return;
    considered += 1;
    if (considered < filter.checkpointInterval) return;
    considered = 0;
    live.push(checkpoint(record.position, record.position));
  };
  writer.onClose(log.onCommitted(deliver));
};
