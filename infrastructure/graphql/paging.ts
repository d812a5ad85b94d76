import { refuse } from '../../domain/refusal.ts';
import type { Page, PageRequest } from '../../projections/page.ts';
import { Refused } from './api-error.ts';
import { askedAt, oncePerSelection } from './selection.ts';

const MOST = 200;

/** Whether anybody asks where the nodes of the connection that is being resolved are in their list. */
export const asksForCursors = oncePerSelection(
  (connection) =>
    askedAt(connection, 'edges').has('cursor') || askedAt(connection, 'pageInfo').has('endCursor'),
);

export const pageRequest = (
  args: { first?: number | null; after?: string | null },
  cursors = true,
): PageRequest => {
  const first = args.first ?? 20;
  if (first < 0 || first > MOST) {
    throw new Refused(refuse('INVALID_INPUT', { field: 'first', problem: `0…${MOST}` }));
  }
  return { first, after: args.after ?? undefined, cursors };
};

/** The fields that every connection has. */
export const connection = {
  edges: <Node>({ edges }: Page<Node>) => [...edges],
  nodes: <Node>({ edges }: Page<Node>) => edges.map(({ node }) => node),
  pageInfo: <Node>(page: Page<Node>) => page,
  totalCount: <Node>({ count }: Page<Node>) => count(),
};

/** Where a page ends. */
export const pageInfo = {
  endCursor: ({ edges }: Page<unknown>) => edges.at(-1)?.cursor ?? null,
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
