import pg from 'pg';
import type { BenchServer } from '../database.ts';
import { graphqlRequest, HttpClients } from '../http/client.ts';
import { type ChanceryServer, NOT_SEALING, startChancery } from '../http/server-process.ts';
import { type Corpus, corpora, MILLION_EVENTS } from '../letters/corpus.ts';
import { employeeLogin, secretaryLogin } from '../letters/organization.ts';
import { milliseconds, rate, type Scenario } from '../scenario.ts';
import { flat, nameOf, notesOn } from './flatness.ts';
import { reader } from './reading.ts';

const SIZES = [10_000, MILLION_EVENTS] as const;

const questions = [
  {
    name: 'letter',
    title: 'a letter with its tasks and its thread, by a secretary',
    login: secretaryLogin,
    query: `query LetterThen($id: UUID!, $at: DateTime!) {
      letter(id: $id, asOf: { at: $at }) {
        number status subject openTasks { key kind due } thread { id letters(first: 10) { nodes { id number subject } } }
      }
    }`,
  },
  {
    name: 'page',
    title: 'a page of 20 letters with their tasks, by a secretary',
    login: secretaryLogin,
    query: `query PageThen($at: DateTime!) {
      letters(first: 20, asOf: { at: $at }) { nodes { id number status subject openTasks { key kind due } } }
    }`,
  },
  {
    name: 'tasks',
    title: 'their own tasks, by an employee',
    login: employeeLogin(5, 3),
    query: `query TasksThen($at: DateTime!) {
      tasks(first: 20, asOf: { at: $at }) { nodes { key kind title due letter { id number subject } } }
    }`,
  },
  {
    name: 'organization',
    title: 'the organisation, by a secretary',
    login: secretaryLogin,
    query: `query OrganizationThen($at: DateTime!) {
      organization(asOf: { at: $at }) { departments { id name head { name } } }
    }`,
  },
];

/** Letters of all ages, each with a moment at which it was under way. */
const moments = async (
  server: BenchServer,
  database: string,
  count: number,
): Promise<readonly { readonly id: string; readonly at: string }[]> => {
  const client = new pg.Client(server.connection(database));
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; at: string }>(
      `select id, to_char((created_at + (updated_at - created_at) / 2) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
       from read.letters where updated_at > created_at order by id limit $1`,
      [count],
    );
    return rows;
  } finally {
    await client.end();
  }
};

export const past: Scenario = {
  name: 'past',
  isLong: true,
  title: 'What was known at a moment, in logs of two sizes',
  async *cases(context) {
    const { server, pick } = context;
    const sizes = await corpora(context, SIZES);
    const clients = new HttpClients();
    const asked: { readonly size: Corpus; readonly chancery: ChanceryServer }[] = [];
    try {
      for (const size of sizes) {
        asked.push({
          size,
          chancery: await startChancery(server, size.database, NOT_SEALING),
        });
      }
      const pasts = await Promise.all(sizes.map(({ database }) => moments(server, database, 1_000)));
      for (const { name, title, login, query } of questions) {
        yield {
          name,
          title: `${title}, one client`,
          metrics: [milliseconds('p50'), milliseconds('p95'), rate('answers/s')],
          bars: flat(sizes, 'p50', 'less'),
          rounds: pick(3, 12),
          warmUp: 1,
          notes: notesOn(sizes),
          contenders: await Promise.all(
            asked.map(async ({ size, chancery }, index) => {
              const token = await chancery.token(login);
              const requests = (pasts[index] ?? []).map((moment) =>
                graphqlRequest(query, query.includes('$id') ? { ...moment } : { at: moment.at }, token),
              );
              return reader(nameOf(size), clients, chancery.url, requests, 1, pick(400, 2_000));
            }),
          ),
        };
      }
    } finally {
      clients.close();
      await Promise.all(asked.map(({ chancery }) => chancery.stop()));
    }
  },
};
