import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CommandObserver } from '../../application/ports/command-observer.ts';
import type { GroupObserver } from '../event-store/postgres/group-commit.ts';

/** Seconds. A command is some milliseconds, an export some minutes. */
const DURATIONS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
const GROUP_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** A value that is asked for when the metrics are read. Undefined where there is none: it is left out then. */
export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * What Prometheus reads. Labels are names of the code (routes, commands, refusals, read models), never a person, a
 * letter or anything else that grows.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: 'chancery_http_request_duration_seconds',
    help: 'Requests by route, method and class of status',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: DURATIONS,
    registers: [this.registry],
  });
  readonly #errors = new Counter({
    name: 'chancery_graphql_errors_total',
    help: 'Errors in answers over GraphQL, by code',
    labelNames: ['code'] as const,
    registers: [this.registry],
  });
  readonly #commands = new Histogram({
    name: 'chancery_command_duration_seconds',
    help: 'Commands until their facts were durable, by name and by what came of them: done, repeated, refused, failed',
    labelNames: ['command', 'end'] as const,
    buckets: DURATIONS,
    registers: [this.registry],
  });
  readonly #refusals = new Counter({
    name: 'chancery_refusals_total',
    help: 'Refused commands, by command and code',
    labelNames: ['command', 'code'] as const,
    registers: [this.registry],
  });
  readonly #groups = new Histogram({
    name: 'chancery_append_group_duration_seconds',
    help: 'Writes of the log in PostgreSQL, each of a group of appends, until they were durable',
    buckets: DURATIONS,
    registers: [this.registry],
  });
  readonly #groupSizes = new Histogram({
    name: 'chancery_append_group_size',
    help: 'Appends that went down in one write',
    buckets: GROUP_SIZES,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  readonly command: CommandObserver = (command, end, seconds) => {
    const known = end === 'done' || end === 'repeated' || end === 'failed';
    this.#commands.observe({ command, end: known ? end : 'refused' }, seconds);
    if (!known) this.#refusals.inc({ command, code: end });
  };

  readonly appended: GroupObserver = (appends, seconds) => {
    this.#groups.observe(seconds);
    this.#groupSizes.observe(appends);
  };

  request(route: string, method: string, status: number, seconds: number): void {
    this.#requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, seconds);
  }

  graphqlError(code: string): void {
    this.#errors.inc({ code });
  }

  /** A gauge whose values are asked for with each reading of the metrics; an error leaves it out of that reading. */
  gauge(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => Promise<readonly Reading[]>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const { labels = {}, value } of await read()) this.set(labels, value);
      },
    });
  }
}
