import DataLoader from 'dataloader';
import type pg from 'pg';

/** The page for servers of resolvers: one query per kind of thing, however many there are, as their guides tell. */
export const typeDefs = `
  type Query { letters(first: Int!): LetterConnection! }
  type LetterConnection { nodes: [Letter!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! }
  type Letter {
    id: ID!
    direction: String!
    status: String!
    number: String
    subject: String!
    createdAt: String!
    counterparties: [Counterparty!]!
    openTasks: [Task!]!
    thread: Thread!
  }
  type Counterparty { id: ID! name: String! taxNumber: String }
  type Task { key: String! kind: String! due: String! }
  type Thread { id: ID! letters(first: Int!): LetterConnection! }
`;

interface Letter {
  readonly id: string;
  readonly thread_id: string;
  readonly created_at: Date;
}

interface Grouped<Row> {
  readonly group: string;
  readonly row: Row;
}

const grouped = <Row>(load: (ids: readonly string[]) => Promise<readonly Grouped<Row>[]>) =>
  new DataLoader<string, readonly Row[]>(async (ids) => {
    const byId = Map.groupBy(await load(ids), ({ group }) => group);
    return ids.map((id) => (byId.get(id) ?? []).map(({ row }) => row));
  });

export const createContext = (pool: pg.Pool) => {
  const rows = async <Row extends { group: string }>(name: string, text: string, values: unknown[]) =>
    (await pool.query<Row>({ name, text, values })).rows.map((row) => ({ group: row.group, row }));
  return {
    pool,
    counterparties: grouped((ids) =>
      rows(
        'counterparties',
        `select lc.letter_id as "group", c.id, c.name, c.tax_number as "taxNumber"
         from peers.letter_counterparties lc join peers.counterparties c on c.id = lc.counterparty_id
         where lc.letter_id = any($1) order by c.name`,
        [ids],
      ),
    ),
    tasks: grouped((ids) =>
      rows<{ group: string; due_at: Date }>(
        'tasks',
        `select letter_id as "group", key, kind, due_at from peers.tasks
         where letter_id = any($1) order by kind = 'acknowledge', key`,
        [ids],
      ),
    ),
    threadLetters: grouped((ids) =>
      rows<Letter & { group: string }>(
        'thread-letters',
        `select thread as "group", l.* from unnest($1::uuid[]) thread cross join lateral (
           select id, direction, status, number, subject, created_at, thread_id from peers.letters
           where thread_id = thread order by dated, first_position limit 11
         ) l`,
        [ids],
      ),
    ),
  };
};

export type Context = ReturnType<typeof createContext>;

export const resolvers = {
  Query: {
    async letters(_: unknown, { first }: { first: number }, { pool }: Context) {
      const { rows } = await pool.query<Letter>({
        name: 'letters',
        text: `select id, direction, status, number, subject, created_at, thread_id from peers.letters
          order by dated desc, first_position desc limit $1`,
        values: [first + 1],
      });
      return { nodes: rows.slice(0, first), pageInfo: { hasNextPage: rows.length > first } };
    },
  },
  Letter: {
    createdAt: ({ created_at }: Letter) => created_at.toISOString(),
    counterparties: ({ id }: Letter, _: unknown, context: Context) => context.counterparties.load(id),
    openTasks: ({ id }: Letter, _: unknown, context: Context) => context.tasks.load(id),
    thread: ({ thread_id }: Letter) => ({ id: thread_id }),
  },
  Task: { due: ({ due_at }: { due_at: Date }) => due_at.toISOString() },
  Thread: {
    async letters({ id }: { id: string }, { first }: { first: number }, context: Context) {
      const letters = await context.threadLetters.load(id);
      return { nodes: letters.slice(0, first), pageInfo: { hasNextPage: letters.length > first } };
    },
  },
};
