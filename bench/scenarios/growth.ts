import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { v7 } from 'uuid';
import { letterAggregate } from '../../application/aggregates.ts';
import { CommandHandler } from '../../application/command-handler.ts';
import { createdId } from '../../application/derived-id.ts';
import { systemClock } from '../../application/ports/clock.ts';
import { streamName } from '../../domain/event.ts';
import { possibleDuplicates } from '../../projections/correspondence/lookups.ts';
import { openChancery } from '../chancery.ts';
import { closedLoop } from '../closed-loop.ts';
import { graphqlRequest, HttpClients } from '../http/client.ts';
import { type ChanceryServer, NOT_SEALING, startChancery } from '../http/server-process.ts';
import { type Corpus, corpora, trim } from '../letters/corpus.ts';
import { employeeId, employeeLogin, secretaryLogin } from '../letters/organization.ts';
import { type SampleEvent, sampleEvents } from '../letters/samples.ts';
import { searchTerms } from '../letters/search-terms.ts';
import { someLetters } from '../letters/some-letters.ts';
import { type Case, type Contender, milliseconds, rate, type Scenario } from '../scenario.ts';
import { flat, nameOf, notesOn } from './flatness.ts';
import { pageQuery } from './page.ts';
import { reader, searches, tasksQuery } from './reading.ts';

const SIZES = [10_000, 100_000, 1_000_000] as const;
const WRITERS = 16;
/** Letters, from anywhere in the register. */
const LOADED = 1_000;

export const growth: Scenario = {
  name: 'growth',
  title: 'The same work in ever larger registers',
  isLong: true,
  async *cases(context) {
    const { server, pick } = context;
    const sizes = await corpora(context, SIZES);
    const times = { rounds: pick(3, 12), warmUp: 1, notes: notesOn(sizes) };
    yield* commandCases(server, sizes, pick(250, 800), times);
    yield* readingCases(server, sizes, pick(400, 2_000), times);
  },
};

type Times = Pick<Case, 'rounds' | 'warmUp' | 'notes'>;
type Server = Parameters<typeof openChancery>[0];

/** What a command does, without a server: what was appended is taken out again. */
async function* commandCases(
  server: Server,
  sizes: readonly Corpus[],
  time: number,
  times: Times,
): AsyncGenerator<Case> {
  const opened = await Promise.all(
    sizes.map(async (size) => ({ size, chancery: await openChancery(server, size.database) })),
  );
  const events = sampleEvents(300).first;
  try {
    yield {
      name: 'append',
      title: `appending to new streams, ${WRITERS} writers`,
      metrics: [rate('events/s')],
      bars: flat(sizes, 'rate', 'more'),
      ...times,
      contenders: opened.map(({ size, chancery }): Contender => {
        let next = 0;
        return {
          name: nameOf(size),
          round: async () => ({
            rate: await closedLoop(WRITERS, time, async () => {
              const event = { ...(events[next++ % events.length] as SampleEvent), id: randomUUID() };
              const stream = streamName('letter', createdId(v7(), 'letter'));
              const result = await chancery.eventStore.append(stream, 'none', [event], event.id);
              if (!result.ok) throw new Error(`Refused: ${result.conflict}`);
            }),
          }),
        };
      }),
    };
    const loaders = await Promise.all(
      opened.map(async ({ size, chancery }) => {
        const handler = new CommandHandler(chancery.eventStore, systemClock);
        const ids = await someLetters(chancery.pool, LOADED);
        let next = 0;
        const load = async (): Promise<void> => {
          const id = ids[next++ % ids.length] as string;
          const { state } = await handler.load(letterAggregate, streamName('letter', id));
          if (!state) throw new Error(`${id} is not in the log`);
        };
        // Old letters lie on the disk, and are read from there once.
        for (let times = 0; times < LOADED; times += 1) await load();
        return { size, load };
      }),
    );
    yield {
      name: 'load',
      title: 'loading a letter, one reader',
      metrics: [rate('loads/s')],
      bars: flat(sizes, 'rate', 'more'),
      ...times,
      contenders: loaders.map(
        ({ size, load }): Contender => ({
          name: nameOf(size),
          round: async () => ({ rate: await closedLoop(1, time, load) }),
        }),
      ),
    };
    const registered = await Promise.all(opened.map(({ chancery }) => incomingLetters(chancery.pool)));
    yield {
      name: 'duplicates',
      title: 'looking whether a letter is registered already, one reader',
      metrics: [rate('looks/s')],
      bars: flat(sizes, 'rate', 'more'),
      ...times,
      contenders: opened.map(({ size, chancery }, index): Contender => {
        const own = registered[index] ?? [];
        let next = 0;
        return {
          name: nameOf(size),
          round: async () => ({
            rate: await closedLoop(1, time, async () => {
              const { letterId, ...candidate } = own[next++ % own.length] as Incoming;
              const found = await possibleDuplicates(chancery.read, { ...candidate, fileHashes: [] });
              if (!found.includes(letterId)) throw new Error(`${letterId} was not found`);
            }),
          }),
        };
      }),
    };
  } finally {
    for (const { size, chancery } of opened) {
      await chancery.close();
      await trim(server, size.database);
    }
  }
}

interface Incoming {
  readonly letterId: string;
  readonly counterpartyId: string;
  readonly counterpartyNumber: string;
  readonly counterpartyDate: string;
}

/** Some incoming letters with what their counterparties call them. */
const incomingLetters = async (pool: pg.Pool): Promise<readonly Incoming[]> => {
  const { rows } = await pool.query<Incoming>(
    `select c.letter_id as "letterId", c.counterparty_id as "counterpartyId", c.number as "counterpartyNumber",
       c.date::text as "counterpartyDate"
     from read.letter_counterparties c join read.letters l on l.id = c.letter_id
     where c.letter_id = any($1) and c.number is not null and c.date is not null
       and l.direction = 'incoming' and l.status <> 'annulled'`,
    [await someLetters(pool, 2_000)],
  );
  return rows;
};

/** A server for each size, all of them up at once and asked in turn. */
async function* readingCases(
  server: Server,
  sizes: readonly Corpus[],
  time: number,
  times: Times,
): AsyncGenerator<Case> {
  const clients = new HttpClients();
  const servers: { readonly size: Corpus; readonly chancery: ChanceryServer }[] = [];
  try {
    for (const size of sizes) {
      servers.push({
        size,
        chancery: await startChancery(server, size.database, NOT_SEALING),
      });
    }
    const employee = employeeLogin(5, 3);
    const asked = async (query: string, login: string, connections: number): Promise<readonly Contender[]> =>
      Promise.all(
        servers.map(async ({ size, chancery }) => {
          const request = graphqlRequest(query, {}, await chancery.token(login));
          return reader(nameOf(size), clients, chancery.url, [request], connections, time);
        }),
      );
    const latency = [milliseconds('p50'), milliseconds('p95'), rate('answers/s')];
    yield {
      name: 'page',
      title: 'a page of 50 letters with counterparties, tasks and threads, 32 clients',
      metrics: latency,
      bars: flat(sizes, 'p50', 'less'),
      ...times,
      contenders: await asked(pageQuery, secretaryLogin, 32),
    };
    yield {
      name: 'tasks-secretary',
      title: 'the open tasks of a secretary, 32 clients',
      metrics: latency,
      bars: flat(sizes, 'p50', 'less'),
      ...times,
      contenders: await asked(tasksQuery, secretaryLogin, 32),
    };
    yield {
      name: 'tasks-employee',
      title: 'the open tasks of an employee, 32 clients',
      metrics: latency,
      bars: flat(sizes, 'p50', 'less'),
      ...times,
      contenders: await asked(tasksQuery, employee, 32),
    };
    for (const [name, title, login] of [
      ['search-secretary', 'a search by a secretary, one client', secretaryLogin],
      ['search-employee', 'a search by an employee, one client', employee],
    ] as const) {
      yield {
        name,
        title,
        metrics: latency,
        bars: [],
        ...times,
        contenders: await Promise.all(
          servers.map(async ({ size, chancery }) => {
            const terms = await searchTerms(server, size.database, 100, employeeId(5, 3));
            const requests = searches(terms, await chancery.token(login));
            return reader(nameOf(size), clients, chancery.url, requests, 1, time);
          }),
        ),
      };
    }
    yield {
      name: 'memory',
      title: 'resident memory of the server, after all of that',
      metrics: [{ name: 'memory', unit: 'MiB', better: 'less' }],
      bars: flat(sizes, 'memory', 'less'),
      ...times,
      contenders: servers.map(({ size, chancery }) => ({
        name: nameOf(size),
        round: async () => ({ memory: chancery.memory() }),
      })),
    };
  } finally {
    clients.close();
    await Promise.all(servers.map(({ chancery }) => chancery.stop()));
  }
}
