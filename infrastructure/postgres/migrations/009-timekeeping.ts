import { type Kysely, sql } from 'kysely';

/**
 * Tasks that the timekeeper has looked at and need not look at again until later. A note that may be lost: what happens is
 * decided on the letters.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema timekeeping`.execute(db);
  await sql`
    create table timekeeping.passed (
      letter_id uuid not null,
      key text not null,
      due_at timestamptz not null,
      until timestamptz not null,
      primary key (letter_id, key)
    )`.execute(db);
  await sql`create index on timekeeping.passed (until)`.execute(db);
};
