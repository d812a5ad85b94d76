import { type Kysely, sql } from 'kysely';

/** Where the views for BI tools are. The read models' runner makes them, with each read model that takes over. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema bi`.execute(db);
  await sql`comment on schema bi is 'Views for BI tools: figures and no letters. See docs/how-to/bi.md.'`.execute(
    db,
  );
};
