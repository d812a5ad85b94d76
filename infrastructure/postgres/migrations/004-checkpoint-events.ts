import { type Kysely, sql } from 'kysely';

/**
 * With each checkpoint, which event it stands on, so that it is noticed when the log is another one, copied or
 * restored, whose positions mean other events or none. Null for a checkpoint at the beginning.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table projections.checkpoints add column event text`.execute(db);
  // Until now the log was in this database.
  await sql`
    update projections.checkpoints c set event = e.stream || '@' || e.revision || ' ' || e.id
    from log.events e where c.position <> '' and e.position = c.position::bigint`.execute(db);
};
