import { type Kysely, sql } from 'kysely';

/** What the projection runner keeps of itself. The read models' own tables are made by the runner. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema projections`.execute(db);
  // Trigrams find a number by any part of it.
  await sql`create extension if not exists pg_trgm`.execute(db);
  // Queries read views of this schema; they show the tables of whichever version is live.
  await sql`create schema read`.execute(db);
  await sql`
    create table projections.checkpoints (
      key text primary key,
      name text not null,
      version int not null,
      status text not null check (status in ('building', 'live')),
      position text collate "C" not null,
      epoch bigint not null default 0,
      updated_at timestamptz not null default now()
    )`.execute(db);
  await sql`create unique index one_live_version on projections.checkpoints (name) where status = 'live'`.execute(
    db,
  );
  await sql`
    create table projections.blocked_streams (
      key text not null references projections.checkpoints on delete cascade,
      stream text not null,
      revision int not null,
      position text collate "C" not null,
      error text not null,
      since timestamptz not null default now(),
      attempts int not null default 1,
      retry_at timestamptz not null,
      primary key (key, stream)
    )`.execute(db);
};
