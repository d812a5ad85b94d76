import { type Kysely, sql } from 'kysely';
import { allProjections } from '../projections/all.ts';

/** Every row of these tables as text, by table, in an order that does not depend on how it came there. */
export const tableRows = async (
  db: Kysely<unknown>,
  schema: string,
  tables: readonly string[],
): Promise<Record<string, string[]>> => {
  const found: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await sql<{ row: string }>`
      select (to_jsonb(t) - 'row_version')::text as row from ${sql.table(`${schema}.${table}`)} t order by 1`.execute(
      db,
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
};

/** The same of every read model that is live. */
export const readModelRows = (db: Kysely<unknown>): Promise<Record<string, string[]>> =>
  tableRows(
    db,
    'read',
    allProjections.flatMap(({ tables }) => tables),
  );
