import pg from 'pg';
import type { BenchServer } from '../database.ts';
import { graphqlJob, graphqlRequest, type HttpClients } from '../http/client.ts';
import type { LoadRequest } from '../http/load-job.ts';
import type { Contender, Measured } from '../scenario.ts';

const SEARCH = `query Search($query: String!) {
  search(query: $query, first: 20) {
    nodes { excerpt letter { id number subject status } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The open tasks of whoever asks, as the start page shows them. */
export const tasksQuery = `query Tasks {
  tasks(first: 50) {
    nodes { key kind title due overdue letter { id number subject } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const searches = (terms: readonly string[], token: string): readonly LoadRequest[] =>
  terms.map((query) => graphqlRequest(SEARCH, { query }, token));

export const letterThen = `query LetterThen($id: UUID!, $at: DateTime!) {
  letter(id: $id, asOf: { at: $at }) {
    number status subject openTasks { key kind due } thread { id letters(first: 10) { nodes { id number subject } } }
  }
}`;
export const pageThen = `query PageThen($at: DateTime!) {
  letters(first: 20, asOf: { at: $at }) { nodes { id number status subject openTasks { key kind due } } }
}`;

/** Letters of all ages, each with a moment at which it was under way. */
export const moments = async (
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

/** One who reads: each round goes on where the last one stopped, so that all requests have their turn. */
export const reader = (
  name: string,
  clients: HttpClients,
  url: string,
  requests: readonly LoadRequest[],
  connections: number,
  milliseconds: number,
): Contender => {
  let next = 0;
  return {
    name,
    async round(): Promise<Measured> {
      const inTurn = [...requests.slice(next), ...requests.slice(0, next)];
      const result = await clients.run(graphqlJob(url, inTurn, connections, milliseconds));
      next = (next + result.count) % requests.length;
      const { rate, p50, p95, p99 } = result;
      return { rate, p50, p95, p99 };
    },
  };
};
