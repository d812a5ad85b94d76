import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Step, StepDetails } from '../../application/ports/instruments.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { WatchedOperation } from './watched-operation.ts';

/** From a millisecond to ten seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const COUNTS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

const elapsed = (since: bigint): number => Number(process.hrtime.bigint() - since) / 1e9;

/** What a scrape asks for, at that moment. Labels are of few values each: names of the house's own parts. */
export interface Gauges {
  readonly followers: readonly {
    readonly name: string;
    readonly leads: boolean;
    readonly lagEvents: number;
    readonly lagSeconds: number;
    readonly blockedStreams: number;
    readonly stuck: boolean;
  }[];
  readonly ledger: {
    readonly size: number;
    readonly signedSize: number;
    readonly unsigned: number;
    readonly problem: boolean;
  };
  readonly tasks: readonly { readonly kind: string; readonly open: number; readonly overdue: number }[];
  /** Mails that are due; `undefined` where there is no outbox. */
  readonly outbox: number | undefined;
}

/**
 * The metrics of a process, as Prometheus reads them. Nothing that comes from a client is a label: every label has a
 * few dozen values at most, whoever asks for what.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #http: Histogram<'method' | 'route' | 'status'>;
  readonly #operations: Histogram<'operation' | 'outcome'>;
  readonly #commands: Histogram<'command' | 'outcome'>;
  readonly #refusals: Counter<'code'>;
  readonly #appends: Histogram;
  readonly #appended: Counter;
  readonly appendGroup: Histogram;
  readonly #batches: Histogram<'follower'>;
  readonly #batchEvents: Counter<'follower'>;
  /** Reads the gauges; set once there is somebody to ask. */
  #read: (() => Promise<Gauges>) | undefined;
  readonly #gauges: Readonly<Record<string, Gauge<string>>>;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#http = new Histogram({
      name: 'chancery_http_request_seconds',
      help: 'HTTP requests, by route and class of status',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
    this.#operations = new Histogram({
      name: 'chancery_graphql_operation_seconds',
      help: 'GraphQL operations, by kind and outcome',
      labelNames: ['operation', 'outcome'],
      buckets: SECONDS,
      registers,
    });
    this.#commands = new Histogram({
      name: 'chancery_command_seconds',
      help: 'Commands, by name and outcome: done, repeated, refused, failed',
      labelNames: ['command', 'outcome'],
      buckets: SECONDS,
      registers,
    });
    this.#refusals = new Counter({
      name: 'chancery_refusals_total',
      help: 'Commands that were refused, by the code of the refusal',
      labelNames: ['code'],
      registers,
    });
    this.#appends = new Histogram({
      name: 'chancery_append_seconds',
      help: 'Appends to the log, until they are durable',
      buckets: SECONDS,
      registers,
    });
    this.#appended = new Counter({
      name: 'chancery_events_appended_total',
      help: 'Events that this process has appended by commands',
      registers,
    });
    this.appendGroup = new Histogram({
      name: 'chancery_append_group_size',
      help: 'Appends that went down in one write (log in PostgreSQL)',
      buckets: COUNTS,
      registers,
    });
    this.#batches = new Histogram({
      name: 'chancery_batch_seconds',
      help: 'Batches of events that a projection or a policy has taken in',
      labelNames: ['follower'],
      buckets: SECONDS,
      registers,
    });
    this.#batchEvents = new Counter({
      name: 'chancery_batch_events_total',
      help: 'Events that a projection or a policy has taken in',
      labelNames: ['follower'],
      registers,
    });
    const gauge = (name: string, help: string, ...labelNames: string[]): Gauge<string> =>
      new Gauge({ name: `chancery_${name}`, help, labelNames, registers });
    this.#gauges = {
      up: gauge('readings_up', 'Whether what follows could be read at this scrape'),
      leads: gauge(
        'follower_leads',
        'Whether this process does the work of the projection or policy',
        'follower',
      ),
      lagEvents: gauge(
        'follower_lag_events',
        'Events that it has still to take in, counted up to 1000; 0 where another process leads',
        'follower',
      ),
      lagSeconds: gauge('follower_lag_seconds', 'Age of the first of them', 'follower'),
      blocked: gauge('follower_blocked_streams', 'Streams that were put aside', 'follower'),
      stuck: gauge('follower_stuck', 'Whether it stands still; /ready says why', 'follower'),
      ledgerSize: gauge('ledger_events', 'Events that the ledger covers'),
      ledgerSigned: gauge('ledger_signed_events', 'Events under the latest signed checkpoint'),
      ledgerBehind: gauge(
        'ledger_unsigned_events',
        'Events that no signed checkpoint covers yet, counted up to 1000',
      ),
      ledgerProblem: gauge('ledger_problem', '1: the log is not what was signed'),
      open: gauge('open_tasks', 'Open tasks, by kind', 'kind'),
      overdue: gauge('overdue_tasks', 'Open tasks whose due date is past, by kind', 'kind'),
      outbox: gauge('outbox_mails', 'Mails that are due and not yet sent'),
    };
  }

  /** Says whom to ask at each scrape. */
  from(read: () => Promise<Gauges>): void {
    this.#read = read;
  }

  /** The text for Prometheus. What cannot be read at the moment is left out, and `chancery_readings_up` is 0. */
  async text(): Promise<string> {
    const gauges = await this.#read?.().catch(() => undefined);
    for (const gauge of Object.values(this.#gauges)) gauge.reset();
    this.#gauges.up?.set(gauges ? 1 : 0);
    if (gauges) this.#show(gauges);
    return this.registry.metrics();
  }

  http(method: string, route: string, status: number, seconds: number): void {
    this.#http.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
  }

  async operation<Answer>(
    { kind, outcomeOf }: WatchedOperation<Answer>,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    const since = process.hrtime.bigint();
    try {
      const answer = await work();
      this.#operations.observe({ operation: kind, outcome: outcomeOf(answer) }, elapsed(since));
      return answer;
    } catch (error) {
      this.#operations.observe({ operation: kind, outcome: 'failed' }, elapsed(since));
      throw error;
    }
  }

  async step<Result>(step: Step, details: StepDetails, work: () => Promise<Result>): Promise<Result> {
    if (step === 'load' || step === 'decide') return work();
    const since = process.hrtime.bigint();
    if (step === 'append') {
      const result = await work();
      this.#appends.observe(elapsed(since));
      if ((result as { ok?: boolean }).ok) this.#appended.inc(details.events ?? 0);
      return result;
    }
    const command = details.command ?? 'unknown';
    try {
      const result = await work();
      const refused = isRefusal(result as Refusal) ? (result as Refusal).refused : undefined;
      if (refused) this.#refusals.inc({ code: refused });
      const repeated = (result as { repeated?: boolean }).repeated === true;
      const outcome = refused ? 'refused' : repeated ? 'repeated' : 'done';
      this.#commands.observe({ command, outcome }, elapsed(since));
      return result;
    } catch (error) {
      this.#commands.observe({ command, outcome: 'failed' }, elapsed(since));
      throw error;
    }
  }

  async batch(follower: string, events: number, work: () => Promise<void>): Promise<void> {
    const since = process.hrtime.bigint();
    await work();
    this.#batches.observe({ follower }, elapsed(since));
    this.#batchEvents.inc({ follower }, events);
  }

  #show({ followers, ledger, tasks, outbox }: Gauges): void {
    const gauges = this.#gauges;
    for (const { name: follower, leads, lagEvents, lagSeconds, blockedStreams, stuck } of followers) {
      gauges.leads?.set({ follower }, leads ? 1 : 0);
      gauges.lagEvents?.set({ follower }, lagEvents);
      gauges.lagSeconds?.set({ follower }, lagSeconds);
      gauges.blocked?.set({ follower }, blockedStreams);
      gauges.stuck?.set({ follower }, stuck ? 1 : 0);
    }
    gauges.ledgerSize?.set(ledger.size);
    gauges.ledgerSigned?.set(ledger.signedSize);
    gauges.ledgerBehind?.set(ledger.unsigned);
    gauges.ledgerProblem?.set(ledger.problem ? 1 : 0);
    for (const { kind, open, overdue } of tasks) {
      gauges.open?.set({ kind }, open);
      gauges.overdue?.set({ kind }, overdue);
    }
    if (outbox !== undefined) gauges.outbox?.set(outbox);
  }
}
