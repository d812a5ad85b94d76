import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, openApi } from './api-server.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const scrape = async (): Promise<string> => {
  const response = await fetch(`${api.url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/plain');
  return response.text();
};

/** The value of the one sample of that name and with those labels. */
const sample = (text: string, name: string, labels: Record<string, string> = {}): number | undefined => {
  const line = text
    .split('\n')
    .find(
      (one) =>
        (one.startsWith(`${name} `) || one.startsWith(`${name}{`)) &&
        Object.entries(labels).every(([label, value]) => one.includes(`${label}="${value}"`)),
    );
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')));
};

const counterparty = (commandId: string, taxNumber: string): string => `mutation {
  addCounterparty(input: { commandId: "${commandId}", name: "ООО «Мост»", taxNumber: "${taxNumber}" }) { position }
}`;

test('a command is counted with its end, a refusal and an error by their codes', async () => {
  const before = await scrape();
  const done = { command: 'addCounterparty', end: 'done' };
  const count = 'chancery_command_duration_seconds_count';
  const answer = await api.ask(
    'sokolova',
    counterparty('0d3b1b9e-5f9c-4d54-9e0f-0f3d7a6f1c01', '7736050003'),
  );
  expect(answer.errors).toBeUndefined();
  const refused = await api.ask(
    'sokolova',
    counterparty('0d3b1b9e-5f9c-4d54-9e0f-0f3d7a6f1c02', '7736050004'),
  );
  const code = refused.errors?.[0]?.extensions.code ?? '';
  expect(code).not.toBe('');

  const after = await scrape();
  expect(sample(after, count, done)).toBe((sample(before, count, done) ?? 0) + 1);
  expect(sample(after, 'chancery_graphql_errors_total', { code })).toBe(1);
  expect(sample(after, 'chancery_append_group_size_count')).toBeGreaterThan(0);
  expect(
    sample(after, 'chancery_http_request_duration_seconds_count', {
      route: '/graphql',
      method: 'POST',
      status: '2xx',
    }),
  ).toBeGreaterThan(0);
});

test('read models, ledger and open tasks are told as they are', async () => {
  await api.house.settled();
  await api.house.ledger.sealNow();
  const text = await scrape();
  for (const { name } of api.house.readModels.status()) {
    expect(sample(text, 'chancery_follower_lag_events', { name }), name).toBe(0);
    expect(sample(text, 'chancery_follower_problem', { name }), name).toBe(0);
  }
  const checkpoint = await api.house.ledger.tables.latestCheckpoint();
  expect(sample(text, 'chancery_ledger_size')).toBe(checkpoint?.size);
  expect(text).not.toContain('chancery_ledger_problem{');
});

test('addresses that lead nowhere share one label', async () => {
  for (const path of ['/no', '/such', '/page']) await fetch(`${api.url}${path}`);
  const text = await scrape();
  expect(
    sample(text, 'chancery_http_request_duration_seconds_count', { route: 'none', status: '4xx' }),
  ).toBeGreaterThanOrEqual(3);
  expect(text).not.toContain('/such');
});

test('every metric of the dashboard and of the alerts is there', async () => {
  const known = new Set([...(await scrape()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  for (const file of ['grafana.json', 'alerts.yml']) {
    const text = readFileSync(new URL(`../docs/monitoring/${file}`, import.meta.url), 'utf8');
    const named = new Set(
      [...text.matchAll(/chancery_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|sum|count)$/, '')),
    );
    expect(named.size).toBeGreaterThan(4);
    for (const name of named) expect(known, `${file}: ${name}`).toContain(name);
  }
});
