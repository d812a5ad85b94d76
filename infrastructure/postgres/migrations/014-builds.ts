import { type Kysely, sql } from 'kysely';

/** A build that was broken off is gone on with, and has to know whether its indexes are made. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table projections.checkpoints
      drop constraint checkpoints_status_check,
      add check (status in ('building', 'built', 'live'))`.execute(db);
};
