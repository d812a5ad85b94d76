import { type Kysely, sql } from 'kysely';

/** Appends are statements of the adapter's by now, planned once per connection. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`drop function log.append`.execute(db);
};
