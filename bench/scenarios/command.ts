import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { streamName } from '../../domain/event.ts';
import { closedLoop } from '../closed-loop.ts';
import { graphqlJob, graphqlRequest, HttpClients } from '../http/client.ts';
import type { LoadRequest, LoadResult } from '../http/load-job.ts';
import {
  type ChanceryServer,
  type ServerProcess,
  startChancery,
  startPeer,
  startServed,
} from '../http/server-process.ts';
import { type SampleEvent, sampleEvents } from '../letters/samples.ts';
import { openRawLog } from '../peers/raw.ts';
import { atLeast, type Bar, type Measured, milliseconds, rate, type Scenario } from '../scenario.ts';
import { quantile, sorted } from '../statistics.ts';
import { assignments, openOffice, registrations } from './offices.ts';

const CLIENTS = 32;
const WAITING = 'chancery, answers when queries show it';
const NOT_WAITING = 'chancery, answers when it is durable';
/** What a command takes by itself: what follows from it takes the same two cores. */
const ALONE = 'chancery, nothing follows';
/** What is left of the raw rate where clients ask for it over GraphQL: the limit of this machine. */
const BARE = 'a bare mutation that only INSERTs';
const APPEND = `mutation Append($type: String!, $data: String!, $metadata: String!) {
  append(type: $type, data: $data, metadata: $metadata) { position }
}`;

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
    const { server, pick, progress } = context;
    const names = ['bench_command_waiting', 'bench_command_not_waiting', 'bench_command_alone'] as const;
    const bareDatabase = 'bench_command_bare';
    const letters = await openOffice(context, names[0]);
    for (const name of names.slice(1)) await server.create(name, names[0]);
    const clients = new HttpClients();
    const raw = await openRawLog(server, 'bench_command_raw', CLIENTS);
    const servers: ServerProcess[] = [];
    const started = async <Server extends ServerProcess>(starting: Promise<Server>): Promise<Server> => {
      const running = await starting;
      servers.push(running);
      return running;
    };
    try {
      const waiting = await started(startChancery(server, names[0]));
      const notWaiting = await started(startChancery(server, names[1], { READ_MODEL_WAIT_MS: '0' }));
      const alone = await started(startServed(server, 'command-server', names[2]));
      await server.create(bareDatabase);
      const bare = await started(startPeer(server, 'bare-mutation', bareDatabase));
      const events = sampleEvents(200).later;
      const toBare = events.map(({ type, data, metadata }) =>
        graphqlRequest(APPEND, { type, data, metadata }),
      );
      const time = pick(500, 2_000);

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
        const toAlone = await requestsOf(alone);
        // A server's code is compiled while it is used: what is measured has been used for a while.
        progress(`command · ${title} · the servers are used for a while`);
        for (const [{ url }, requests] of [
          [notWaiting, toNotWaiting],
          [waiting, toWaiting],
          [alone, toAlone],
          [bare, toBare],
        ] as const) {
          await clients.run(graphqlJob(url, requests, CLIENTS, pick(1_300, 6_000)));
        }
        await insert();
        yield {
          name,
          title,
          metrics: [rate('commands/s'), milliseconds('p50'), milliseconds('p99')],
          rounds: pick(3, 15),
          warmUp: pick(0, 3),
          bars,
          notes: [
            'Clients, server and PostgreSQL share the cores; the raw INSERT has no clients and no server beside it.',
            'Where nothing follows, a command is no more than its token, rights, loading, decision and durable append: read models, notices and policies are told of nothing.',
            'The bare mutation is mercurius on fastify with one prepared INSERT: no token, nothing loaded or decided, nothing that follows. It is what this machine has left of the raw rate over GraphQL.',
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
            {
              name: ALONE,
              round: async () => measured(await clients.run(graphqlJob(alone.url, toAlone, CLIENTS, time))),
            },
            {
              name: BARE,
              round: async () => measured(await clients.run(graphqlJob(bare.url, toBare, CLIENTS, time))),
            },
            { name: 'raw', round: insert },
          ],
        };
      }
    } finally {
      clients.close();
      await Promise.all(servers.map((each) => each.stop()));
      await raw.close();
      for (const name of [...names, bareDatabase]) await server.drop(name);
    }
  },
};
