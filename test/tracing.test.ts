import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { traceOfNow } from '../infrastructure/logging.ts';
import { Metrics } from '../infrastructure/telemetry/metrics.ts';
import { createTelemetry, type Telemetry } from '../infrastructure/telemetry/telemetry.ts';
import { createTracing } from '../infrastructure/telemetry/tracing.ts';
import { type ApiServer, openApi } from './api-server.ts';

/** In nanoseconds. */
const at = ([seconds, nanoseconds]: readonly [number, number]): bigint =>
  BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);

/**
 * How far two spans' times may be apart from the truth, in nanoseconds. OpenTelemetry takes the start of a span from the system's clock,
 * cut to the millisecond, and adds to it what performance.now() has counted until the end. So every span is earlier than it was by a
 * part of a millisecond of its own, and a child may seem to end after its parent. The second millisecond is for a clock that is slewed.
 */
const CLOCK = 2_000_000n;

describe('a trace', () => {
  let api: ApiServer;
  let telemetry: Telemetry;
  const exporter = new InMemorySpanExporter();
  beforeAll(async () => {
    telemetry = createTelemetry(new Metrics(), createTracing(exporter));
    api = await openApi({ telemetry });
  }, 60_000);
  afterAll(async () => {
    await api.close();
    await telemetry.close();
  });

  const REGISTER =
    'mutation Register($input: RegisterIncomingLetterInput!) { registerIncomingLetter(input: $input) { letter { id } } }';
  const register = async (headers: Record<string, string> = {}, login = 'sokolova') => {
    const card = {
      counterpartyId: demoCounterpartyId('stroyinvest'),
      subject: 'О неразглашаемом',
      addressee: { departmentId: demoDepartmentId('design') },
      channel: 'email',
    };
    const answer = await api.ask(login, REGISTER, { input: { card } }, headers);
    await api.house.settled();
    return answer;
  };
  const spansDuring = async (work: () => Promise<unknown>): Promise<readonly ReadableSpan[]> => {
    await api.house.settled();
    exporter.reset();
    await work();
    return exporter.getFinishedSpans();
  };

  it('of a mutation goes from GraphQL through the command to the append, and the projection’s batch links to it', async () => {
    const spans = await spansDuring(register);
    const [graphql] = spans.filter(({ name }) => name === 'graphql mutation');
    if (!graphql) throw new Error('No span of the operation');
    const { traceId } = graphql.spanContext();
    const own = spans
      .filter((span) => span.spanContext().traceId === traceId)
      .sort((one, other) => (at(one.startTime) < at(other.startTime) ? -1 : 1));
    expect(own.map(({ name }) => name)).toEqual(
      // Within the letter's decision the journal gives a number, by a command of its own path.
      expect.arrayContaining(['graphql mutation', 'command', 'load', 'decide', 'append']),
    );
    const child = (parent: ReadableSpan, name: string): ReadableSpan => {
      const found = own.find(
        (span) => span.name === name && span.parentSpanContext?.spanId === parent.spanContext().spanId,
      );
      if (!found) throw new Error(`No ${name} within ${parent.name}`);
      expect(at(found.startTime)).toBeGreaterThanOrEqual(at(parent.startTime));
      expect(at(found.endTime)).toBeLessThanOrEqual(at(parent.endTime) + CLOCK);
      return found;
    };
    const command = child(graphql, 'command');
    expect(command.attributes).toMatchObject({
      'chancery.command': 'registerIncomingLetter',
      'chancery.command_id': expect.any(String),
    });
    const steps = ['load', 'decide', 'append'].map((name) => child(command, name));
    expect([...steps].sort((one, other) => (at(one.startTime) < at(other.startTime) ? -1 : 1))).toEqual(
      steps,
    );
    const append = steps[2];
    const batch = spans.find(
      ({ name, links }) =>
        name === 'batch correspondence' &&
        links.some(
          ({ context }) => context.spanId === append?.spanContext().spanId && context.traceId === traceId,
        ),
    );
    expect(batch?.attributes['chancery.correlation_ids']).toContain(
      command.attributes['chancery.command_id'],
    );
    expect(batch?.spanContext().traceId).not.toBe(traceId);
  });

  it('of what a subscription tells links to the append that it tells of, from when that was heard of', async () => {
    const client = await api.subscribe('lisitsyna');
    const tasks = client.iterate({ query: 'subscription { myTasks { kind } }' });
    await tasks.next();
    const before = Date.now();
    const spans = await spansDuring(async () => {
      await register();
      await tasks.next();
    });
    await client.dispose();
    const told = spans.filter(({ name }) => name === 'subscription myTasks');
    const appended = spans.filter(({ name }) => name === 'append').map((span) => span.spanContext().spanId);
    const linked = told.flatMap(({ links }) => links.map(({ context }) => context.spanId));
    expect(linked.length).toBeGreaterThan(0);
    expect(linked.filter((id) => !appended.includes(id))).toEqual([]);
    for (const span of told) {
      expect(span.attributes).toEqual({ 'chancery.subscription': 'myTasks' });
      expect(at(span.startTime)).toBeGreaterThanOrEqual(BigInt(before) * 1_000_000n);
      expect(at(span.endTime)).toBeGreaterThanOrEqual(at(span.startTime));
    }
  });

  it('goes on from the client’s', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const spans = await spansDuring(() => register({ traceparent: `00-${traceId}-b7ad6b7169203331-01` }));
    const graphql = spans.find(({ name }) => name === 'graphql mutation');
    expect(graphql?.spanContext().traceId).toBe(traceId);
    expect(graphql?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  });

  it('says that a command was refused, and holds nothing of what letters say', async () => {
    const spans = await spansDuring(() => register({}, 'ezhov'));
    expect(spans.find(({ name }) => name === 'command')?.attributes['chancery.refused']).toBe('FORBIDDEN');
    const all = JSON.stringify(
      spans.map(({ attributes, name, events, status }) => ({ attributes, name, events, status })),
    );
    expect(all).not.toContain('неразглашаемом');
    expect(all).not.toContain(demoEmployeeId('ezhov'));
  });

  it('is named in the log lines that are written within it, and in no others', async () => {
    const within = await telemetry.operation(
      { kind: 'query', name: undefined, headers: {}, outcomeOf: () => 'done' },
      async () => traceOfNow(),
    );
    expect(within).toEqual({
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(traceOfNow()).toEqual({});
  });

  it('leaves nothing of itself in the log', async () => {
    await spansDuring(() => register());
    const stored = await api.house.sealedLog.readAll('' as never, 10_000);
    expect(stored.some(({ data, metadata }) => /trace/i.test(data + metadata))).toBe(false);
  });
});
