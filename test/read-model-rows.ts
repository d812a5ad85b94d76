import { type Kysely, sql } from 'kysely';
import { allProjections } from '../projections/all.ts';

/** Every row of every read model as text, by table, in an order that does not depend on how it came there. */
export const readModelRows = async (db: Kysely<unknown>): Promise<Record<string, readonly string[]>> => {
  const found: Record<string, readonly string[]> = {};
  for (const table of allProjections.flatMap(({ tables }) => tables)) {
    const { rows } = await sql<{ row: string }>`
      select (to_jsonb(t) - 'row_version')::text as row from ${sql.table(`read.${table}`)} t order by 1`.execute(
      db,
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
};
