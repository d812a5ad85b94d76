import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** The first so many after a cursor. */
export interface PageRequest {
  readonly first: number;
  readonly after?: string | undefined;
}

export interface Page<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
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

/** A cursor holds the row's keys, as the database wrote them. */
const encodeCursor = (keys: readonly string[]): string =>
  Buffer.from(JSON.stringify(keys), 'utf8').toString('base64url');

const decodeCursor = (cursor: string, length: number): readonly string[] => {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(keys) && keys.length === length && keys.every((key) => typeof key === 'string')) {
      return keys;
    }
  } catch {}
  throw new InvalidCursor(`The cursor ${cursor} is none that this list gave out`);
};

/** The keys as one column of text, to make the cursor of; select it as `cursor_keys`. */
export const cursorKeys = ({ keys }: Order): RawBuilder<string[]> =>
  sql<string[]>`array[${sql.join(keys.map((key) => sql`(${key})::text`))}]`;

/** Rows after the cursor, in the order; `undefined` from the beginning. The types are those of the keys' columns. */
export const afterCursor = (
  order: Order,
  after: string | undefined,
  types: readonly string[],
): RawBuilder<SqlBool> | undefined => {
  if (after === undefined) return undefined;
  const values = decodeCursor(after, order.keys.length).map(
    (value, index) => sql`${value}::text::${sql.raw(types[index] ?? 'text')}`,
  );
  return sql<SqlBool>`(${sql.join([...order.keys])}) ${sql.raw(order.descending ? '<' : '>')} (${sql.join(values)})`;
};

export const orderBy = ({ keys, descending }: Order): RawBuilder<unknown> =>
  sql.join(keys.map((key) => sql`${key} ${sql.raw(descending ? 'desc' : 'asc')}`));

/** A page of rows of which one more was fetched than asked for. */
export const pageOf = <Row extends { cursor_keys: string[] }, Node>(
  rows: readonly Row[],
  { first }: PageRequest,
  toNode: (row: Row) => Node,
  count: () => Promise<number>,
): Page<Node> => ({
  edges: rows.slice(0, first).map((row) => ({ node: toNode(row), cursor: encodeCursor(row.cursor_keys) })),
  hasNextPage: rows.length > first,
  count,
});
