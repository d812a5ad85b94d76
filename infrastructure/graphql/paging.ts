import { refuse } from '../../domain/refusal.ts';
import type { Page, PageRequest } from '../../projections/page.ts';
import { Refused } from './api-error.ts';

const MOST = 200;

export const pageRequest = (args: { first?: number | null; after?: string | null }): PageRequest => {
  const first = args.first ?? 20;
  if (first < 0 || first > MOST) {
    throw new Refused(refuse('INVALID_INPUT', { field: 'first', problem: `0…${MOST}` }));
  }
  return { first, after: args.after ?? undefined };
};

/** The fields that every connection has. */
export const connection = {
  edges: <Node>({ edges }: Page<Node>) => [...edges],
  nodes: <Node>({ edges }: Page<Node>) => edges.map(({ node }) => node),
  pageInfo: <Node>({ edges, hasNextPage }: Page<Node>) => ({
    hasNextPage,
    endCursor: edges.at(-1)?.cursor ?? null,
  }),
  totalCount: <Node>({ count }: Page<Node>) => count(),
};

/** A page of what is in memory already, by position. */
export const pageOfList = <Node>(list: readonly Node[], { first, after }: PageRequest): Page<Node> => {
  const start = after === undefined ? 0 : Number(Buffer.from(after, 'base64url').toString('utf8')) + 1;
  if (!Number.isInteger(start) || start < 0) {
    throw new Refused(refuse('INVALID_INPUT', { field: 'after', problem: 'cursor' }));
  }
  return {
    edges: list.slice(start, start + first).map((node, index) => ({
      node,
      cursor: Buffer.from(String(start + index), 'utf8').toString('base64url'),
    })),
    hasNextPage: list.length > start + first,
    count: async () => list.length,
  };
};
