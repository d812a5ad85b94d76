import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: it writes to whichever tables it is given.
type Writer = Transaction<any> | Kysely<any>;

/** Rows by table; a row's fields are the table's columns. */
export type Rows = Readonly<Record<string, readonly object[]>>;

const each = (rows: Rows): readonly [string, readonly object[]][] =>
  Object.entries(rows).filter(([, list]) => list.length > 0);

/**
 * Inserts rows into any number of tables, as one statement with one parameter per table, however many rows there
 * are. Rows that are there already stay as they are.
 */
export const insertRows = async (tx: Writer, rows: Rows): Promise<void> => {
  const parts = each(rows).map(
    ([table, list]): RawBuilder<unknown> => sql`${sql.id(`new_${table}`)} as (
      insert into ${sql.table(table)}
      select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(list)}::jsonb)
      on conflict do nothing)`,
  );
  if (parts.length > 0) await sql`with ${sql.join(parts)} select 1`.execute(tx);
};

/** Deletes, as one statement, what the tables hold of the ids in that column. */
export const deleteRows = async (
  tx: Writer,
  tables: readonly string[],
  column: string,
  ids: readonly string[],
): Promise<void> => {
  const parts = tables.map(
    (table): RawBuilder<unknown> => sql`${sql.id(`old_${table}`)} as (
      delete from ${sql.table(table)} where ${sql.ref(column)} = any(${[...ids]}::uuid[]))`,
  );
  await sql`with ${sql.join(parts)} select 1`.execute(tx);
};
