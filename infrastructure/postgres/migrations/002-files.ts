import { type Kysely, sql } from 'kysely';

/** Who uploaded what, until it is on a letter and after. The bytes are in the file store. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema files`.execute(db);
  await sql`
    create table files.uploads (
      sha256 text not null,
      uploaded_by text not null,
      name text not null,
      size bigint not null,
      media_type text not null,
      uploaded_at timestamptz not null default now(),
      primary key (sha256, uploaded_by)
    )`.execute(db);
};
