import { type Kysely, sql } from 'kysely';

/**
 * The keys of personal data, each wrapped by the master key, which is not in the database. A row without a key is one
 * that was destroyed.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema vault`.execute(db);
  await sql`
    create table vault.subject_keys (
      subject uuid primary key,
      wrapped bytea,
      created_at timestamptz not null default now(),
      destroyed_at timestamptz,
      check ((wrapped is null) = (destroyed_at is not null))
    )`.execute(db);
  await sql`create index on vault.subject_keys (destroyed_at) where destroyed_at is not null`.execute(db);
  // By which it is known whether a master key is the right one; the key does not follow from it.
  await sql`
    create table vault.master_key (
      singleton boolean primary key default true check (singleton),
      fingerprint text not null
    )`.execute(db);
};
