import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { demoDepartmentId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { Metrics } from '../infrastructure/telemetry/metrics.ts';
import { createTelemetry } from '../infrastructure/telemetry/telemetry.ts';
import { type ApiServer, openApi } from './api-server.ts';

const COMMAND = '11111111-2222-4333-8444-555555555555';
const TOKEN = 'scraper-token-of-tests';

const docs = (path: string): Promise<string> => readFile(new URL(`../docs/${path}`, import.meta.url), 'utf8');

/** Names of metrics in an expression of PromQL: those of ours, of the process and of Node. */
const namesIn = (expression: string): readonly string[] =>
  expression.match(/\b(?:chancery|process|nodejs)_[a-z0-9_]+/g) ?? [];

describe('metrics', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await openApi({ telemetry: createTelemetry(new Metrics()), metricsToken: TOKEN });
  }, 60_000);
  afterAll(() => api.close());

  const scrape = async (headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }) => {
    const response = await fetch(`${api.url}/metrics`, { headers });
    return {
      status: response.status,
      text: await response.text(),
      type: response.headers.get('content-type'),
    };
  };
  /** The value of a sample; `undefined` where there is none. */
  const value = (text: string, name: string, labels: Record<string, string> = {}): number | undefined => {
    const found = text
      .split('\n')
      .find(
        (line) =>
          line.startsWith(name) &&
          /^[ {]/.test(line.slice(name.length)) &&
          Object.entries(labels).every(([label, of]) => line.includes(`${label}="${of}"`)),
      );
    return found === undefined ? undefined : Number(found.split(' ').at(-1));
  };
  const register = (login: string, subject = 'О поставке', commandId?: string) =>
    api.ask(
      login,
      'mutation ($input: RegisterIncomingLetterInput!) { registerIncomingLetter(input: $input) { letter { id } } }',
      {
        input: {
          ...(commandId && { commandId }),
          card: {
            counterpartyId: demoCounterpartyId('stroyinvest'),
            subject,
            addressee: { departmentId: demoDepartmentId('design') },
            channel: 'email',
          },
        },
      },
    );

  it('are read with the token, and by nobody else', async () => {
    expect((await scrape({})).status).toBe(401);
    expect((await scrape({ authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await scrape({ authorization: `Bearer ${await api.token('admin')}` })).status).toBe(401);
    const { status, type } = await scrape();
    expect(status).toBe(200);
    expect(type).toContain('text/plain; version=0.0.4');
  });

  it('count operations, commands, refusals and appends', async () => {
    const before = (await scrape()).text;
    const grown = async (work: () => Promise<unknown>, name: string, labels: Record<string, string>) => {
      const first = value((await scrape()).text, name, labels) ?? 0;
      await work();
      return (value((await scrape()).text, name, labels) ?? 0) - first;
    };
    const done = { command: 'registerIncomingLetter', outcome: 'done' };
    expect(await grown(() => register('sokolova'), 'chancery_command_seconds_count', done)).toBe(1);
    expect(await grown(() => register('ezhov'), 'chancery_refusals_total', { code: 'FORBIDDEN' })).toBe(1);
    await register('sokolova', 'О повторе', COMMAND);
    const repeated = { command: 'registerIncomingLetter', outcome: 'repeated' };
    expect(
      await grown(
        () => register('sokolova', 'О повторе', COMMAND),
        'chancery_command_seconds_count',
        repeated,
      ),
    ).toBe(1);
    const operations = 'chancery_graphql_operation_seconds_count';
    expect(
      await grown(() => register('ezhov'), operations, { operation: 'mutation', outcome: 'refused' }),
    ).toBe(1);
    const me = () => api.ask('ezhov', '{ me { today } }');
    expect(await grown(me, operations, { operation: 'query', outcome: 'done' })).toBe(1);
    const invalid = () => api.ask('ezhov', '{ nothing }');
    expect(await grown(invalid, operations, { operation: 'query', outcome: 'invalid' })).toBe(1);
    const { text } = await scrape();
    expect(value(text, 'chancery_append_seconds_count')).toBeGreaterThan(
      value(before, 'chancery_append_seconds_count') ?? 0,
    );
    expect(value(text, 'chancery_append_group_size_count')).toBeGreaterThan(0);
    expect(value(text, 'chancery_batch_events_total', { follower: 'correspondence' })).toBeGreaterThan(0);
    expect(value(text, 'process_cpu_seconds_total')).toBeGreaterThan(0);
  });

  it('tell of followers, the ledger and tasks what is so', async () => {
    await api.house.settled();
    await api.house.ledger.sealNow();
    const { text } = await scrape();
    expect(value(text, 'chancery_readings_up')).toBe(1);
    expect(value(text, 'chancery_follower_leads', { follower: 'correspondence' })).toBe(1);
    expect(value(text, 'chancery_follower_lag_events', { follower: 'correspondence' })).toBe(0);
    expect(value(text, 'chancery_follower_blocked_streams', { follower: 'policy_reply' })).toBe(0);
    const events = Number(await api.house.sealedLog.head());
    expect(value(text, 'chancery_ledger_events')).toBe(events);
    expect(value(text, 'chancery_ledger_signed_events')).toBe(events);
    expect(value(text, 'chancery_ledger_unsigned_events')).toBe(0);
    expect(value(text, 'chancery_ledger_problem')).toBe(0);
    expect(value(text, 'chancery_open_tasks', { kind: 'assignExecutor' })).toBe(2);
    expect(value(text, 'chancery_overdue_tasks', { kind: 'assignExecutor' })).toBe(0);
    expect(value(text, 'chancery_open_tasks', { kind: 'dispatch' })).toBe(0);
  });

  it('have no label that a client can make values of', async () => {
    // Those of Node.js come and go with what it is at.
    const labelled = (text: string): number => new Set(text.match(/^chancery_[^\s{]*\{[^}]*\}/gm)).size;
    await fetch(`${api.url}/nothing/a`);
    await api.ask('ezhov', 'query A { me { today } }');
    const first = labelled((await scrape()).text);
    for (let index = 0; index < 20; index += 1) {
      await fetch(`${api.url}/nothing/${index}`);
      await fetch(`${api.url}/evidence/${index}`);
      await api.ask('ezhov', `query Q${index} { me { today } }`);
    }
    // The route of bundles appears, once, with its buckets.
    expect(labelled((await scrape()).text) - first).toBeLessThan(40);
  });

  it('that the dashboard and the alerts speak of are all there', async () => {
    const { text } = await scrape();
    const samples = new Set<string>([
      ...(text.match(/^[a-z0-9_]+/gm) ?? []),
      ...(text.match(/(?<=^# TYPE )\S+/gm) ?? []),
    ]);
    const dashboard = JSON.parse(await docs('grafana/chancery.json')) as {
      readonly panels: readonly {
        readonly title: string;
        readonly targets?: readonly { readonly expr: string }[];
      }[];
    };
    const expressions = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(10);
    const alerts = parse(await docs('grafana/alerts.yml')) as {
      readonly groups: readonly {
        readonly rules: readonly { readonly alert: string; readonly expr: string }[];
      }[];
    };
    const rules = alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr));
    expect(rules.length).toBeGreaterThan(5);
    const unknown = [...expressions, ...rules].flatMap(namesIn).filter((name) => !samples.has(name));
    expect(unknown).toEqual([]);
    for (const expression of [...expressions, ...rules]) expect(namesIn(expression)).not.toEqual([]);

    /** Labels of a metric that has samples; those that Prometheus adds have any. */
    const labelsOf = (name: string): readonly string[] =>
      [...text.matchAll(new RegExp(`^${name}\\{([^}]*)\\}`, 'gm'))].flatMap(
        ([, labels]) => labels?.match(/\w+(?==")/g) ?? [],
      );
    const misnamed = [...expressions, ...rules].flatMap((expression) => {
      const known = ['instance', 'job', ...namesIn(expression).flatMap(labelsOf)];
      const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(
        ([, by]) => by?.split(/, */) ?? [],
      );
      const matched = expression.match(/\w+(?=\s*[=!]~?")/g) ?? [];
      return [...grouped, ...matched].filter((label) => !known.includes(label));
    });
    expect(misnamed).toEqual([]);
  });
});

describe('metrics without a token', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await openApi({ telemetry: createTelemetry(new Metrics()) });
  }, 60_000);
  afterAll(() => api.close());

  it('are read from this machine, and not through a proxy on it', async () => {
    expect((await fetch(`${api.url}/metrics`)).status).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'via']) {
      expect((await fetch(`${api.url}/metrics`, { headers: { [header]: '203.0.113.7' } })).status).toBe(401);
    }
  });
});
