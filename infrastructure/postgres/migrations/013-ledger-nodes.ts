import { type Kysely, sql } from 'kysely';

/**
 * Tiles keep the hashes over their own, and the positions of their events, so that a proof reads a few hashes and makes
 * none. What there is of tiles follows from the log: the next start makes them anew, and holds the log against what was signed.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`delete from ledger.tiles`.execute(db);
  await sql`update ledger.state set size = 0`.execute(db);
  await sql`
    alter table ledger.tiles
      add column nodes bytea not null,
      add column positions text[] collate "C" not null`.execute(db);
  await sql`alter table ledger.tiles alter column nodes set storage external`.execute(db);
};
