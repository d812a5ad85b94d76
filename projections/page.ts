import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ReadModel } from './read-model.ts';

/** A node and its place in the list. */
interface PageEdge<Node> {
  readonly node: Node;
  readonly cursor: string;
}

/** The first so many after a cursor. */
export interface PageRequest {
  readonly first: number;
  readonly after?: string | undefined;
  /** False: nobody will ask for cursors, and a list may leave their keys unread. */
  readonly cursors?: boolean;
}

export interface Page<Node> {
  readonly edges: readonly PageEdge<Node>[];
  readonly hasNextPage: boolean;
  /** How many there are in all; counted only when asked for. */
  readonly count: () => Promise<number>;
}

/** A cursor that Chancery did not give out. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

/** What rows are ordered by, ending in something unique. */
export interface Order {
  readonly keys: readonly RawBuilder<unknown>[];
  readonly descending: boolean;
}

/** Between the keys of a row: the unit separator, which none of them holds. */
const SEPARATOR = '\u001f';

/** A row's place in its list. Few are asked for their cursor, so it is made when one is. */
class Edge<Node> {
  readonly node: Node;
  readonly #keys: string | undefined;

  constructor(node: Node, keys: string | undefined) {
    this.node = node;
    this.#keys = keys;
  }

  /** The same place, with another node. */
  with<Other>(node: Other): Edge<Other> {
    return new Edge(node, this.#keys);
  }

  /** Holds the row's keys, as the database wrote them. */
  get cursor(): string {
    if (this.#keys === undefined) throw new Error('A cursor of a list that was read without');
    return Buffer.from(JSON.stringify(this.#keys.split(SEPARATOR)), 'utf8').toString('base64url');
  }
}

/** The keys that a cursor holds.
 *
 * @throws InvalidCursor
 */
export const cursorValues = (cursor: string, length: number): readonly string[] => {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(keys) && keys.length === length && keys.every((key) => typeof key === 'string')) {
      return keys;
    }
  } catch {}
  throw new InvalidCursor(`The cursor ${cursor} is none that this list gave out`);
};

/** The keys as one column of text, to make the cursor of; select it as `cursor_keys`. */
export const cursorKeys = ({ keys }: Order): RawBuilder<string> =>
  sql<string>`concat_ws(${sql.lit(SEPARATOR)}, ${sql.join(keys.map((key) => sql`(${key})::text`))})`;

/** The columns with `cursor_keys`, where the page's cursors may be asked for. */
export const withCursorKeys = (
  columns: RawBuilder<unknown>,
  order: Order,
  { cursors = true }: PageRequest,
): RawBuilder<unknown> => (cursors ? sql`${columns}, ${cursorKeys(order)} as cursor_keys` : columns);

/** An instant as JSON has it, ISO 8601 in UTC with milliseconds. */
export const instant = (column: RawBuilder<unknown>): RawBuilder<string> =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Rows after the cursor, in the order; `undefined` from the beginning. The types are those of the keys' columns. */
export const afterCursor = (
  order: Order,
  after: string | undefined,
  types: readonly string[],
): RawBuilder<SqlBool> | undefined => {
  if (after === undefined) return undefined;
  const values = cursorValues(after, order.keys.length).map(
    (value, index) => sql`${value}::text::${sql.raw(types[index] ?? 'text')}`,
  );
  return sql<SqlBool>`(${sql.join([...order.keys])}) ${sql.raw(order.descending ? '<' : '>')} (${sql.join(values)})`;
};

export const orderBy = ({ keys, descending }: Order): RawBuilder<unknown> =>
  sql.join(keys.map((key) => sql`${key} ${sql.raw(descending ? 'desc' : 'asc')}`));

/** A row that may have the keys of its cursor. */
export interface Keyed {
  readonly cursor_keys?: string;
}

/** A page of rows of which one more was fetched than asked for. */
export const pageOf = <Row extends Keyed, Node>(
  rows: readonly Row[],
  { first }: PageRequest,
  toNode: (row: Row) => Node,
  count: () => Promise<number>,
): Page<Node> => ({
  edges: rows.slice(0, first).map((row) => new Edge(toNode(row), row.cursor_keys)),
  hasNextPage: rows.length > first,
  count,
});

/** The same page with what each of its nodes stands for. */
export const withNodes = async <Node, Other>(
  page: Page<Node>,
  find: (node: Node) => Promise<Other>,
): Promise<Page<Other>> => ({
  ...page,
  edges: await Promise.all(page.edges.map(async (edge) => (edge as Edge<Node>).with(await find(edge.node)))),
});

/** The same page with what each of its nodes stands for, without those that stand for nothing. */
export const keepNodes = <Node, Other>(
  page: Page<Node>,
  find: (node: Node) => Other | undefined,
): Page<Other> => ({
  ...page,
  edges: page.edges.flatMap((edge) => {
    const other = find(edge.node);
    return other === undefined ? [] : [(edge as Edge<Node>).with(other)];
  }),
});

/** What a list is read from: `columns` of those rows of `from` that all of `where` let through. */
export interface Listing {
  readonly columns: RawBuilder<unknown>;
  readonly from: RawBuilder<unknown>;
  readonly where: readonly RawBuilder<SqlBool>[];
  readonly order: Order;
  /** Of the order's keys, for a cursor. */
  readonly types: readonly string[];
}

/** How a whole list comes as one value: an aggregate of its rows `list`, and how they are read from it. */
export interface ListForm<Row> {
  aggregate(page: PageRequest): RawBuilder<unknown>;
  read(value: unknown): readonly (Row & Keyed)[];
}

/** As JSON, which costs a fraction of the rows. So instants among its columns are to be read by `instant`. */
const json: ListForm<never> = {
  aggregate: () => sql`json_agg(list)`,
  read: (value) => value as readonly never[],
};

/**
 * The same page of the list of each owner; `listOf` is given the owner's id as a column, in one query however many there are. When the lists are counted, all are, in one
 * query too.
 */
export const pagesByOwner = async <Row extends object, Node>(
  db: ReadModel,
  owners: readonly string[],
  listOf: (owner: RawBuilder<string>) => Listing,
  page: PageRequest,
  toNode: (row: Row) => Node,
  form: ListForm<Row> = json,
): Promise<ReadonlyMap<string, Page<Node>>> => {
  const { columns, from, where, order, types } = listOf(sql<string>`owners.owner`);
  const after = afterCursor(order, page.after, types);
  const all = sql`from unnest(${[...owners]}::uuid[]) as owners (owner)`;
  const { rows } = await sql<{ owner: string; list: unknown }>`
    select owners.owner, (select ${form.aggregate(page)} from (
      select ${withCursorKeys(columns, order, page)}
      from ${from} where ${sql.join(after ? [...where, after] : [...where], sql` and `)}
      order by ${orderBy(order)} limit ${page.first + 1}
    ) list) as list ${all}`.execute(db);
  let counting: Promise<ReadonlyMap<string, number>> | undefined;
  const counted = async (): Promise<ReadonlyMap<string, number>> => {
    const counts = await sql<{ owner: string; count: string }>`
      select owners.owner, list.count ${all} cross join lateral (
        select count(*) from ${from} where ${sql.join([...where], sql` and `)}
      ) list`.execute(db);
    return new Map(counts.rows.map(({ owner, count }) => [owner, Number(count)]));
  };
  return new Map(
    rows.map(({ owner, list }) => [
      owner,
      pageOf(list === null ? [] : form.read(list), page, toNode, async () => {
        counting ??= counted();
        return (await counting).get(owner) ?? 0;
      }),
    ]),
  );
};
