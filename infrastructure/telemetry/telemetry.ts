import type { Instruments } from '../../application/ports/instruments.ts';
import type { BatchWatcher } from '../../projections/runner/follower.ts';
import type { DeliveryWatcher } from '../graphql/change-feed.ts';
import type { Metrics } from './metrics.ts';
import type { Tracing } from './tracing.ts';
import type { WatchedOperation } from './watched-operation.ts';

/** Counts and, where it is asked for, traces what the house does. */
export interface Telemetry {
  readonly metrics: Metrics;
  readonly instruments: Instruments;
  readonly watchBatch: BatchWatcher;
  readonly watchDelivery: DeliveryWatcher | undefined;
  readonly onGroup: (appends: number) => void;
  operation<Answer>(watched: WatchedOperation<Answer>, work: () => Promise<Answer>): Promise<Answer>;
  /** Sends what has not been sent. */
  close(): Promise<void>;
}

/** Metrics always; traces where there is somebody who collects them. */
export const createTelemetry = (metrics: Metrics, tracing?: Tracing): Telemetry => ({
  metrics,
  instruments: {
    step(step, details, work) {
      const traced = tracing ? () => tracing.step(step, details, work) : work;
      return metrics.step(step, details, traced);
    },
  },
  watchBatch(follower, entries, work) {
    const traced = tracing ? () => tracing.batch(follower, entries, work) : work;
    return metrics.batch(follower, entries.length, traced);
  },
  watchDelivery: tracing?.delivery,
  onGroup: (appends) => metrics.appendGroup.observe(appends),
  operation(watched, work) {
    const traced = tracing ? () => tracing.operation(watched, work) : work;
    return metrics.operation(watched, traced);
  },
  close: async () => tracing?.close(),
});
