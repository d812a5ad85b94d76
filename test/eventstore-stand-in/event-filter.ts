import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord } from './log-record.ts';
import { streams } from './protocol.ts';

export type EventFilter = (record: LogRecord) => boolean;

const { FilterCase, WindowCase } = streams.ReadReq.Options.FilterOptions;

/** `ReadBatchSize`, the page of every reader (src/EventStore.Core/Services/Transport/Grpc/Enumerators.cs). */
export const READ_BATCH = 32;

export interface FilterOptions {
  readonly passes: EventFilter;
  /** Events looked at for one page. */
  readonly window: number;
  /** Events looked at between two checkpoints. */
  readonly checkpointInterval: number;
}

/**
 * The filter of a request. A regular expression has precedence over prefixes, and no window means one page
 * (`ConvertToEventFilter`, src/EventStore.Core/Services/Transport/Grpc/Streams.Read.cs; `_checkpointInterval`,
 * Enumerators.AllSubscriptionFiltered.cs).
 *
 * @throws RangeError for a checkpoint interval of 0 and for a filter on nothing.
 */
export const readFilter = (options: ReadReq.Options.FilterOptions): FilterOptions => {
  const onStream = options.getFilterCase() === FilterCase.STREAM_IDENTIFIER;
  const expression = onStream ? options.getStreamIdentifier() : options.getEventType();
  if (!expression) throw new RangeError('A filter names neither streams nor event types');
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  const window = options.getWindowCase() === WindowCase.MAX ? options.getMax() : READ_BATCH;
  const multiplier = options.getCheckpointintervalmultiplier();
  if (multiplier === 0 || window === 0) throw new RangeError('A checkpoint interval must be positive');
  return {
    window,
    checkpointInterval: multiplier * window,
    passes: ({ stream, type }) => {
      const subject = onStream ? stream : type;
      return regex ? regex.test(subject) : prefixes.some((prefix) => subject.startsWith(prefix));
    },
  };
};
