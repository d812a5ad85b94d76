import pg from 'pg';
import { graphqlJob, graphqlRequest, HttpClients } from '../http/client.ts';
import type { LoadRequest } from '../http/load-job.ts';
import { type ServerProcess, startChancery, startPeer } from '../http/server-process.ts';
import { corpus } from '../letters/corpus.ts';
import { secretaryLogin } from '../letters/organization.ts';
import { atLeast, milliseconds, rate, type Scenario } from '../scenario.ts';
import { peerTables } from '../servers/page-rows.ts';

const CLIENTS = 32;

export const pageQuery = `query Page {
  letters(first: 50) {
    nodes {
      id direction status number subject createdAt
      counterparties { id name taxNumber }
      openTasks { key kind due }
      thread { id letters(first: 10) { nodes { id number subject } } }
    }
    pageInfo { hasNextPage }
  }
}`;

/** The same, by the names that PostGraphile gives. */
const postgraphileQuery = `query Page {
  letters: allLetters(first: 50, orderBy: [DATED_DESC, FIRST_POSITION_DESC]) {
    nodes {
      id: rowId direction status number subject createdAt
      counterparties: letterCounterpartiesByLetterId {
        nodes { counterpartyByCounterpartyId { id: rowId name taxNumber } }
      }
      openTasks: tasksByLetterId { nodes { key kind due: dueAt } }
      thread: letterByThreadId {
        id: rowId
        letters: lettersByThreadId(first: 10, orderBy: [DATED_ASC, FIRST_POSITION_ASC]) {
          nodes { id: rowId number subject }
        }
      }
    }
    pageInfo { hasNextPage }
  }
}`;

interface List<Node> {
  readonly nodes: readonly Node[];
}

/** An answer, as far as all of them must be alike. */
interface Answer {
  readonly data?: {
    readonly letters: List<{
      readonly id: string;
      readonly subject: string;
      readonly openTasks: List<unknown> | readonly unknown[];
      readonly counterparties: List<unknown> | readonly unknown[];
      readonly thread: { readonly id: string; readonly letters: List<{ readonly id: string }> };
    }>;
  };
}

const count = (list: List<unknown> | readonly unknown[]): number =>
  'nodes' in list ? list.nodes.length : list.length;

const essence = (text: string): string => {
  const { data } = JSON.parse(text) as Answer;
  if (!data) throw new Error(`No data: ${text.slice(0, 1_000)}`);
  return JSON.stringify(
    data.letters.nodes.map(({ id, subject, openTasks, counterparties, thread }) => [
      id,
      subject,
      count(openTasks),
      count(counterparties),
      thread.id,
      thread.letters.nodes.map((letter) => letter.id),
    ]),
  );
};

const ask = async ({ url }: ServerProcess, { body, headers }: LoadRequest): Promise<string> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return response.text();
};

interface Ours {
  readonly data: { readonly letters: List<{ readonly openTasks: readonly { readonly key: string }[] }> };
}

/** The answer with each letter's tasks in one order, which is not promised. */
const inOrder = (text: string): string => {
  const answer = JSON.parse(text) as Ours;
  for (const { openTasks } of answer.data.letters.nodes) {
    (openTasks as { key: string }[]).sort((one, other) => (one.key < other.key ? -1 : 1));
  }
  return JSON.stringify(answer);
};

const areSameBytes = (one: string, other: string): boolean =>
  one.length === other.length && inOrder(one) === inOrder(other);

export const page: Scenario = {
  name: 'page',
  title: `A page of 50 letters with counterparties, tasks and threads; ${CLIENTS} clients`,
  async *cases({ server, pick, progress }) {
    const from = await corpus(server, pick(2_000, 10_000), progress);
    const database = 'bench_page';
    await server.create(database, from.database);
    const client = new pg.Client(server.connection(database));
    await client.connect();
    await client.query(peerTables);
    await client.query('vacuum analyze');
    await client.end();
    const clients = new HttpClients();
    const servers: ServerProcess[] = [];
    try {
      const chancery = await startChancery(server, database);
      servers.push(chancery);
      const asked = new Map<string, [ServerProcess, LoadRequest]>([
        ['chancery', [chancery, graphqlRequest(pageQuery, {}, await chancery.token(secretaryLogin))]],
      ]);
      for (const [name, program] of [
        ['bare fastify route', 'bare-route'],
        ['PostGraphile', 'postgraphile'],
        ['Apollo Server', 'apollo'],
        ['graphql-yoga', 'yoga'],
      ] as const) {
        progress(`page · ${name} starts`);
        const peer = await startPeer(server, program, database);
        servers.push(peer);
        const query = program === 'postgraphile' ? postgraphileQuery : pageQuery;
        asked.set(name, [peer, graphqlRequest(query, {})]);
      }

      const answers = new Map<string, string>();
      for (const [name, [to, request]] of asked) answers.set(name, await ask(to, request));
      const ours = answers.get('chancery') ?? '';
      for (const [name, answer] of answers) {
        if (essence(answer) !== essence(ours))
          throw new Error(`${name} answers otherwise: ${answer.slice(0, 2_000)}`);
      }
      if (!areSameBytes(answers.get('bare fastify route') ?? '', ours)) {
        throw new Error('The bare route does not send the same bytes');
      }

      yield {
        name: 'fifty-letters',
        title: `an answer of ${(ours.length / 1_000).toFixed(0)} kB, in a register of ${from.letters.toLocaleString('en')} letters`,
        metrics: [rate('pages/s'), milliseconds('p50'), milliseconds('p99')],
        rounds: pick(3, 15),
        warmUp: pick(1, 2),
        bars: [
          atLeast(0.6, 'chancery', 'bare fastify route'),
          atLeast(1, 'chancery', 'PostGraphile'),
          atLeast(1, 'chancery', 'Apollo Server'),
          atLeast(1, 'chancery', 'graphql-yoga'),
        ],
        notes: [
          'Chancery checks a token and the rights of its bearer; the others know neither.',
          'The bare route has the database write the very bytes that Chancery answers with; they are compared before it begins.',
          'Every client asks for the same page. Chancery remembers its letters, and asks the database for their versions; of the others none remembers anything.',
        ],
        contenders: [...asked].map(([name, [to, request]]) => ({
          name,
          async round() {
            const job = graphqlJob(to.url, [request], CLIENTS, pick(400, 2_000));
            const { rate: perSecond, p50, p99 } = await clients.run(job);
            return { rate: perSecond, p50, p99 };
          },
        })),
      };
    } finally {
      clients.close();
      await Promise.all(servers.map((each) => each.stop()));
      await server.drop(database);
    }
  },
};
