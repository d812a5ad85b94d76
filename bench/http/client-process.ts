import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { quantile } from '../statistics.ts';
import type { LoadJob, LoadResult } from './load-job.ts';

/** The clients, in a process of their own: what they cost is not the server's, nor the other way round. */
let unique = Date.now() * 1_000;

const carryOut = async (job: LoadJob): Promise<LoadResult> => {
  const pool = new Pool(job.url, { connections: job.connections, pipelining: 1 });
  const times: number[] = [];
  let failure: string | undefined;
  let next = 0;
  const one = async (): Promise<void> => {
    const request = job.requests[next++ % job.requests.length];
    if (!request) throw new Error('A load without requests');
    const body = request.body.replaceAll('@@', () => String(unique++));
    const begun = performance.now();
    const answer = await pool.request({
      path: job.path,
      method: job.method,
      headers: { 'content-type': 'application/json', ...request.headers },
      ...(job.method === 'POST' && { body }),
    });
    const text = await answer.body.text();
    times.push(performance.now() - begun);
    if (answer.statusCode !== 200 || text.includes('"errors"')) {
      failure ??= `${answer.statusCode} ${text.slice(0, 500)}`;
    }
  };

  const begun = performance.now();
  const end = begun + job.milliseconds;
  if (job.perSecond) {
    const under: Promise<void>[] = [];
    for (let sent = 0; performance.now() < end; ) {
      const due = Math.floor(((performance.now() - begun) / 1_000) * job.perSecond);
      for (; sent < due; sent += 1) under.push(one());
      await sleep(1);
    }
    await Promise.all(under);
  } else {
    const client = async (): Promise<void> => {
      while (performance.now() < end) await one();
    };
    await Promise.all(Array.from({ length: job.connections }, client));
  }
  const seconds = (performance.now() - begun) / 1_000;
  await pool.close();
  times.sort((one, other) => one - other);
  return {
    count: times.length,
    rate: times.length / seconds,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    ...(failure && { error: failure }),
  };
};

process.on('message', (job: LoadJob) => {
  carryOut(job).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
