import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { graphqlJob, HttpClients } from '../http/client.ts';
import { type ServerProcess, startServed } from '../http/server-process.ts';
import { openBareFollower } from '../peers/bare-follower.ts';
import { milliseconds, rate, type Scenario } from '../scenario.ts';
import { quantile, sorted } from '../statistics.ts';
import { assignments, openOffice } from './offices.ts';

const CLIENTS = 32;
const BLOCK = 8_192;

/** Times of writing a block of the log's size and having it on the disk, by the call that PostgreSQL uses here. */
const fsyncs = (folder: string, count: number): readonly number[] => {
  const file = join(folder, 'fsync');
  const descriptor = openSync(file, 'w');
  const block = Buffer.alloc(BLOCK, 1);
  try {
    return Array.from({ length: count }, (_, index) => {
      const begun = performance.now();
      writeSync(descriptor, block, 0, BLOCK, (index % 64) * BLOCK);
      fdatasyncSync(descriptor);
      return performance.now() - begun;
    });
  } finally {
    closeSync(descriptor);
    rmSync(file);
  }
};

export const lag: Scenario = {
  name: 'lag',
  title: 'From the durable append to where queries show it, under half the load that the server takes',
  async *cases(context) {
    const { server, pick, progress } = context;
    const database = 'bench_lag';
    const letters = await openOffice(context, database);
    const bare = await openBareFollower(server, 'bench_lag_bare');
    const clients = new HttpClients();
    let chancery: ServerProcess | undefined;
    try {
      const started = await startServed(server, 'lag-server', database);
      chancery = started;
      const { url } = started;
      const requests = await assignments(letters, started.token);
      progress('lag · the load that the server takes');
      await clients.run(graphqlJob(url, requests, CLIENTS, pick(2_000, 3_000)));
      const whole = await clients.run(graphqlJob(url, requests, CLIENTS, pick(1_500, 5_000)));
      const half = whole.rate / 2;
      const taken = async (): Promise<readonly number[]> => {
        const response = await fetch(`${url}/lags`);
        if (!response.ok) throw new Error(await response.text());
        return sorted((await response.json()) as number[]);
      };
      await taken();
      yield {
        name: 'half-load',
        title: `${Math.round(half)} commands a second, of ${Math.round(whole.rate)}`,
        metrics: [milliseconds('p50'), milliseconds('p99'), rate('commands/s')],
        rounds: pick(3, 12),
        warmUp: 1,
        bars: [
          {
            text: '≤ 5× an fsync',
            contender: 'chancery',
            metric: 'p50',
            over: { contender: 'fsync', metric: 'p50' },
            atMost: 5,
          },
          { text: '≤ 50 ms', contender: 'chancery', metric: 'p99', atMost: 50 },
        ],
        notes: [
          'An fsync: 8 KiB written and fdatasync, on the disk of the database, with nothing else to do.',
          'The bare follower takes what was appended into one table by one statement that does not wait for the disk, as soon as the append is answered, with no clients and no server beside it: the least that a read model in PostgreSQL can lag behind here.',
        ],
        contenders: [
          {
            name: 'chancery',
            async round() {
              const job = graphqlJob(url, requests, CLIENTS, pick(1_200, 4_000));
              const { rate: perSecond } = await clients.run({ ...job, perSecond: half });
              const lags = await taken();
              return { p50: quantile(lags, 0.5), p99: quantile(lags, 0.99), rate: perSecond };
            },
          },
          {
            name: 'a bare follower, one statement',
            async round() {
              const lags = sorted(await bare.lags(half, pick(1_200, 4_000)));
              return { p50: quantile(lags, 0.5), p99: quantile(lags, 0.99) };
            },
          },
          {
            name: 'fsync',
            async round() {
              const times = sorted(fsyncs(server.folder, 200));
              return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
            },
          },
        ],
      };
    } finally {
      clients.close();
      await chancery?.stop();
      await bare.close();
      await server.drop(database);
    }
  },
};
