import {
  type Context,
  context,
  propagation,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';
import type { Step, StepDetails } from '../../application/ports/instruments.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { LogEntry } from '../../projections/runner/event-source.ts';
import type { DeliveryWatcher } from '../graphql/change-feed.ts';
import type { WatchedOperation } from './watched-operation.ts';

/** Appends whose spans are remembered, to be linked from the batches that take them in. */
const REMEMBERED = 10_000;
/** A batch of a rebuild has thousands of events; so many of them are linked. */
const LINKS = 100;

/** Traces by OpenTelemetry. It is loaded only where there is somebody who collects them. */
export interface Tracing {
  operation<Answer>(watched: WatchedOperation<Answer>, work: () => Promise<Answer>): Promise<Answer>;
  step<Result>(step: Step, details: StepDetails, work: () => Promise<Result>): Promise<Result>;
  batch(follower: string, entries: readonly LogEntry[], work: () => Promise<void>): Promise<void>;
  readonly delivery: DeliveryWatcher;
  close(): Promise<void>;
}

const attributesOf = ({ command, commandId, correlationId, stream, events }: StepDetails) => ({
  ...(command && { 'chancery.command': command }),
  ...(commandId && { 'chancery.command_id': commandId }),
  ...(correlationId && { 'chancery.correlation_id': correlationId }),
  ...(stream && { 'chancery.stream': stream }),
  ...(events !== undefined && { 'chancery.events': events }),
});

/** A failure's class and no more: a message may quote what is nobody's business. */
const failed = (span: Span, error: unknown): void => {
  const name = error instanceof Error ? error.name : 'Error';
  span.setAttribute('error.type', name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: name });
};

/** `exporter`: for tests; else what the environment says (OTEL_EXPORTER_OTLP_…, OTEL_SERVICE_NAME). */
export const createTracing = (exporter?: SpanExporter): Tracing => {
  const provider = new NodeTracerProvider({
    spanProcessors: [
      exporter ? new SimpleSpanProcessor(exporter) : new BatchSpanProcessor(new OTLPTraceExporter()),
    ],
  });
  provider.register();
  const tracer = trace.getTracer('chancery');
  /** By the command's id, which its events carry: nothing of a trace is in the log. */
  const appends = new Map<string, SpanContext>();

  const remember = (commandId: string, append: SpanContext): void => {
    appends.set(commandId, append);
    if (appends.size <= REMEMBERED) return;
    const [oldest] = appends.keys();
    if (oldest !== undefined) appends.delete(oldest);
  };

  const linksTo = (commandIds: readonly string[]) =>
    commandIds
      .flatMap((id) => appends.get(id) ?? [])
      .slice(0, LINKS)
      .map((linked) => ({ context: linked }));

  const within = async <Result>(
    span: Span,
    parent: Context,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await context.with(trace.setSpan(parent, span), work);
    } catch (error) {
      failed(span, error);
      throw error;
    } finally {
      span.end();
    }
  };

  return {
    operation(watched, work) {
      const parent = propagation.extract(context.active(), watched.headers);
      const span = tracer.startSpan(
        `graphql ${watched.kind}`,
        {
          kind: SpanKind.SERVER,
          attributes: {
            'graphql.operation.type': watched.kind,
            ...(watched.name && { 'graphql.operation.name': watched.name.slice(0, 200) }),
          },
        },
        parent,
      );
      return within(span, parent, async () => {
        const answer = await work();
        const outcome = watched.outcomeOf(answer);
        span.setAttribute('chancery.outcome', outcome);
        if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
        return answer;
      });
    },
    step(step, details, work) {
      const parent = context.active();
      const span = tracer.startSpan(step, { attributes: attributesOf(details) }, parent);
      // Before the work: whoever follows the log may be told of the events before the append is answered.
      if (step === 'append' && details.commandId) remember(details.commandId, span.spanContext());
      return within(span, parent, async () => {
        const result = await work();
        if (step === 'command' && isRefusal(result as Refusal)) {
          span.setAttribute('chancery.refused', (result as Refusal).refused);
        }
        return result;
      });
    },
    batch(follower, entries, work) {
      const commandIds = [...new Set(entries.flatMap(({ event }) => event?.metadata.commandId ?? []))];
      const correlationIds = [
        ...new Set(entries.flatMap(({ event }) => event?.metadata.$correlationId ?? [])),
      ];
      const span = tracer.startSpan(
        `batch ${follower}`,
        {
          kind: SpanKind.CONSUMER,
          root: true,
          links: linksTo(commandIds),
          attributes: {
            'chancery.follower': follower,
            'chancery.events': entries.length,
            'chancery.correlation_ids': correlationIds.slice(0, LINKS),
          },
        },
        context.active(),
      );
      return within(span, context.active(), work);
    },
    // A subscription lasts for hours: what has a beginning and an end is each time that it tells something.
    delivery(subscription, commandIds, heardAt) {
      const attributes = { 'chancery.subscription': subscription };
      tracer
        .startSpan(
          `subscription ${subscription}`,
          { kind: SpanKind.PRODUCER, root: true, startTime: heardAt, links: linksTo(commandIds), attributes },
          context.active(),
        )
        .end();
    },
    async close() {
      await provider.shutdown();
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
};
