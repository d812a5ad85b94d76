import { CompiledQuery, type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: it writes to whichever tables it is given.
type Writer = Transaction<any> | Kysely<any>;

/** Rows by table; a row's fields are the table's columns. */
export type Rows = Readonly<Record<string, readonly object[]>>;

const each = (rows: Rows): readonly [string, readonly object[]][] =>
  Object.entries(rows).filter(([, list]) => list.length > 0);

/** As `json`, whose nested values stay the text that they are: `jsonb` takes them apart, and puts them together again for a column of JSON. */
const recordset = (table: string, list: readonly object[]): RawBuilder<unknown> =>
  sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(list)}::json)`;

/** Parts of a statement that insert rows, where they are not there already. */
export const insertions = (rows: Rows): readonly RawBuilder<unknown>[] =>
  each(rows).map(
    ([table, list]) => sql`${sql.id(`new_${table}`)} as (
      insert into ${sql.table(table)} select * from ${recordset(table, list)} on conflict do nothing)`,
  );

/** Several parts that change tables, as one statement, if there are any. None sees what another changes. */
export const inOne = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> | undefined =>
  parts.length > 0 ? sql`with ${sql.join(parts)} select 1` : undefined;

export const carryOut = async (tx: Writer, parts: readonly RawBuilder<unknown>[]): Promise<void> => {
  await inOne(parts)?.execute(tx);
};

/** An array of ids as PostgreSQL writes it, for rows that are copied in as well as for those that are inserted. */
export const arrayOf = (ids: readonly string[]): string => `{${ids.join()}}`;

const ESCAPED = /[\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A field as COPY takes it in its text form; an object is JSON. */
const copied = (value: unknown): string => {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return ESCAPED.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => escapes[character] as string) : text;
};

/** Larger texts are put together slowly, and kept longer than they are needed. */
const CHARACTERS_AT_ONCE = 16_384;

/** The rows as COPY takes them, in pieces that are made when they are to be sent: the database reads one while the next is made. */
function* copiedRows(columns: readonly string[], list: readonly object[]): Generator<string> {
  let text = '';
  for (const row of list) {
    let separator = '';
    for (const column of columns) {
      text += separator + copied(row[column as keyof typeof row]);
      separator = '\t';
    }
    text += '\n';
    if (text.length < CHARACTERS_AT_ONCE) continue;
    yield text;
    text = '';
  }
  yield text;
}

/**
 * Inserts rows that cannot be there yet, which is what a read model consists of while it is built: by COPY, which takes
 * PostgreSQL a third of the time of an INSERT, since it neither parses JSON nor looks for conflicts. Every row of a table has the fields of
 * the first; an array of PostgreSQL's is one as `arrayOf` writes it.
 */
export const copyRows = async (tx: Writer, rows: Rows): Promise<void> => {
  for (const [table, list] of each(rows)) {
    const columns = Object.keys(list[0] ?? {});
    const names = columns.map((column) => `"${column}"`).join(', ');
    await tx.executeQuery(
      CompiledQuery.raw(`copy "${table}" (${names}) from stdin`, [copiedRows(columns, list)]),
    );
  }
};

/**
 * Inserts rows into any number of tables, as one statement with one parameter per table, however many rows there
 * are. Rows that are there already stay as they are.
 */
export const insertRows = (tx: Writer, rows: Rows): Promise<void> => carryOut(tx, insertions(rows));

/** What becomes of a table's rows, each of which is found by its columns `key`. No row may be in both lists. */
export interface Change {
  readonly key: readonly string[];
  /** Are there afterwards, whether they were there before or not. */
  readonly rows: readonly object[];
  /** Those of `rows` that were there before, as something else; of them only the key is looked at. */
  readonly replaced: readonly object[];
  /** Are there no more; of them only the key is looked at. */
  readonly gone: readonly object[];
}

/** In no key, since PostgreSQL has it in no text. */
const SEPARATOR = '\0';
const keyOf = (key: readonly string[], row: object): string =>
  key.map((column) => row[column as keyof typeof row]).join(SEPARATOR);

/** By their key; of several with one key, the first. */
const byKey = (key: readonly string[], rows: readonly object[]): ReadonlyMap<string, object> =>
  new Map(rows.toReversed().map((row) => [keyOf(key, row), row]));

/** What makes the rows `before` those of `after`, without touching any that remain as they are. */
export const changeOf = (
  key: readonly string[],
  before: readonly object[],
  after: readonly object[],
): Change => {
  const [then, now] = [byKey(key, before), byKey(key, after)];
  const rows: object[] = [];
  const replaced: object[] = [];
  for (const [id, row] of now) {
    const was = then.get(id);
    if (was && JSON.stringify(was) === JSON.stringify(row)) continue;
    rows.push(row);
    if (was) replaced.push(was);
  }
  return { key, rows, replaced, gone: [...then].flatMap(([id, row]) => (now.has(id) ? [] : [row])) };
};

const writing = (table: string, key: readonly string[], list: readonly object[]): RawBuilder<unknown> => {
  const others = Object.keys(list[0] ?? {}).filter((column) => !key.includes(column));
  const values = others.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`);
  return sql`${sql.id(`written_${table}`)} as (
    insert into ${sql.table(table)} select * from ${recordset(table, list)}
    on conflict (${sql.join(key.map((column) => sql.id(column)))}) do ${
      values.length > 0 ? sql`update set ${sql.join(values)}` : sql`nothing`
    })`;
};

const removal = (table: string, key: readonly string[], list: readonly object[]): RawBuilder<unknown> => {
  const columns = sql.join(key.map((column) => sql.id(column)));
  return sql`${sql.id(`gone_${table}`)} as (
    delete from ${sql.table(table)} where (${columns}) in (select ${columns} from ${recordset(table, list)}))`;
};

/** Parts of a statement that changes any number of tables. */
export const changing = (changes: Readonly<Record<string, Change>>): readonly RawBuilder<unknown>[] =>
  Object.entries(changes).flatMap(([table, { key, rows, gone }]) => [
    ...(gone.length > 0 ? [removal(table, key, gone)] : []),
    ...(rows.length > 0 ? [writing(table, key, rows)] : []),
  ]);

/** Only what the row is found by. */
const ofKey = (key: readonly string[], row: object): object =>
  Object.fromEntries(key.map((column) => [column, row[column as keyof typeof row]]));

/**
 * The same of a read model that is being built, where `inserted` cannot be there yet: what changes is deleted in one
 * statement and comes back by COPY.
 */
export const buildRows = async (
  tx: Writer,
  changes: Readonly<Record<string, Change>>,
  inserted: Rows,
): Promise<void> => {
  const leaving = Object.entries(changes).flatMap(([table, { key, replaced, gone }]) =>
    replaced.length + gone.length > 0
      ? [
          removal(
            table,
            key,
            [...replaced, ...gone].map((row) => ofKey(key, row)),
          ),
        ]
      : [],
  );
  await carryOut(tx, leaving);
  await copyRows(tx, Object.fromEntries(Object.entries(changes).map(([table, { rows }]) => [table, rows])));
  await copyRows(tx, inserted);
};

/** Deletes what the table holds of the ids in that column. */
export const deleteRows = async (
  tx: Writer,
  table: string,
  column: string,
  ids: readonly string[],
): Promise<void> => {
  await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = any(${[...ids]}::uuid[])`.execute(tx);
};
