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
