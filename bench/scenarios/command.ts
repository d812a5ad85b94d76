import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { streamName } from '../../domain/event.ts';
import { closedLoop } from '../closed-loop.ts';
import { graphqlJob, HttpClients } from '../http/client.ts';
import type { LoadRequest, LoadResult } from '../http/load-job.ts';
import { type ChanceryServer, startChancery } from '../http/server-process.ts';
import { type SampleEvent, sampleEvents } from '../letters/samples.ts';
import { openRawLog } from '../peers/raw.ts';
import { atLeast, type Bar, type Measured, milliseconds, rate, type Scenario } from '../scenario.ts';
import { quantile, sorted } from '../statistics.ts';
import { assignments, openOffice, registrations } from './offices.ts';

const CLIENTS = 32;
const WAITING = 'chancery, answers when queries show it';
const NOT_WAITING = 'chancery, answers when it is durable';

const steady = (contender: string): Bar => ({
  text: '≤ 3× its p50',
  contender,
  metric: 'p99',
  over: { contender, metric: 'p50' },
  atMost: 3,
});

const bars = [NOT_WAITING, WAITING].flatMap((contender) => [
  atLeast(0.5, contender, 'raw', 'rate', 'raw single INSERT'),
  steady(contender),
]);

const measured = ({ rate: perSecond, p50, p99 }: LoadResult): Measured => ({ rate: perSecond, p50, p99 });

export const command: Scenario = {
  name: 'command',
  title: `A command over GraphQL, end to end: token, rights, load, decide, durable append; ${CLIENTS} clients`,
  async *cases(context) {
    const { server, pick } = context;
    const names = ['bench_command_waiting', 'bench_command_not_waiting'] as const;
    const letters = await openOffice(context, names[0]);
    await server.create(names[1], names[0]);
    const clients = new HttpClients();
    const raw = await openRawLog(server, 'bench_command_raw', CLIENTS);
    const servers: ChanceryServer[] = [];
    try {
      servers.push(await startChancery(server, names[0]));
      servers.push(await startChancery(server, names[1], { READ_MODEL_WAIT_MS: '0' }));
      const [waiting, notWaiting] = servers as [ChanceryServer, ChanceryServer];
      const events = sampleEvents(200).later;
      const time = pick(700, 2_000);

      const insert = async (): Promise<Measured> => {
        const times: number[] = [];
        let next = 0;
        const perSecond = await closedLoop(CLIENTS, time, async () => {
          const event = events[next++ % events.length] as SampleEvent;
          const begun = performance.now();
          const id = randomUUID();
          await raw.append(streamName('letter', id), 0, { ...event, id }, id);
          times.push(performance.now() - begun);
        });
        const inOrder = sorted(times);
        return { rate: perSecond, p50: quantile(inOrder, 0.5), p99: quantile(inOrder, 0.99) };
      };
      const kinds: readonly [string, string, (server: ChanceryServer) => Promise<readonly LoadRequest[]>][] =
        [
          ['assign', 'an executor is assigned: one event', (to) => assignments(letters, to.token)],
          [
            'register',
            'a letter is registered: a number is issued and the letter written, two durable appends one after the other',
            (to) => registrations(500, to.token),
          ],
        ];
      for (const [name, title, requestsOf] of kinds) {
        const toWaiting = await requestsOf(waiting);
        const toNotWaiting = await requestsOf(notWaiting);
        yield {
          name,
          title,
          metrics: [rate('commands/s'), milliseconds('p50'), milliseconds('p99')],
          rounds: pick(4, 15),
          warmUp: pick(1, 3),
          bars,
          notes: [
            'Clients, server and PostgreSQL share the cores; the raw INSERT has no clients and no server beside it.',
          ],
          contenders: [
            {
              name: NOT_WAITING,
              round: async () =>
                measured(await clients.run(graphqlJob(notWaiting.url, toNotWaiting, CLIENTS, time))),
            },
            {
              name: WAITING,
              round: async () =>
                measured(await clients.run(graphqlJob(waiting.url, toWaiting, CLIENTS, time))),
            },
            { name: 'raw', round: insert },
          ],
        };
      }
    } finally {
      clients.close();
      await Promise.all(servers.map((each) => each.stop()));
      await raw.close();
      for (const name of names) await server.drop(name);
    }
  },
};
