import { type Kysely, sql } from 'kysely';

/**
 * What the ledger keeps beside the log. Tiles follow from the log, and can be made from it anew; checkpoints are
 * what was signed of it. `after` of a tile at level 0 is the position of the event before its first, so that
 * an event's index follows from its position by reading at most 256 events.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema ledger`.execute(db);
  await sql`
    create table ledger.tiles (
      level smallint not null,
      index bigint not null,
      hashes bytea not null,
      after text collate "C",
      primary key (level, index)
    )`.execute(db);
  // Hashes do not get smaller by compressing.
  await sql`alter table ledger.tiles alter column hashes set storage external`.execute(db);
  await sql`create index tile_by_position on ledger.tiles (after) where level = 0`.execute(db);
  await sql`
    create table ledger.checkpoints (
      size bigint primary key,
      root bytea not null,
      note text not null,
      signed_at timestamptz not null,
      timestamp bytea
    )`.execute(db);
  await sql`
    create table ledger.state (
      singleton boolean primary key default true check (singleton),
      size bigint not null,
      swept_to bigint not null
    )`.execute(db);
  await sql`insert into ledger.state (size, swept_to) values (0, 0)`.execute(db);
};
