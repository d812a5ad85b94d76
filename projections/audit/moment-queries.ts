import { sql } from 'kysely';
import type { Position } from '../../domain/event.ts';
import type { Instant } from '../../domain/fields.ts';
import { instant } from '../page.ts';
import type { ReadModel } from '../read-model.ts';

/** The last event that had been recorded by the instant, by the clocks of those who recorded; none before the first. */
export const positionAt = async (db: ReadModel, at: Instant): Promise<Position | undefined> => {
  const { rows } = await sql<{ position: Position }>`
    select position from (
      (select position from read.letter_events where at <= ${at}::timestamptz order by at desc, position desc limit 1)
      union all
      (select position from read.chronicle where at <= ${at}::timestamptz order by at desc, position desc limit 1)
    ) last order by position desc limit 1`.execute(db);
  return rows[0]?.position;
};

/** When the last event at or before the position was recorded; none before the first. */
export const instantAt = async (db: ReadModel, position: Position): Promise<Instant | undefined> => {
  const { rows } = await sql<{ at: Instant }>`
    select ${instant(sql`last.at`)} as at from (
      (select position, at from read.letter_events where position <= ${position} order by position desc limit 1)
      union all
      (select position, at from read.chronicle where position <= ${position} order by position desc limit 1)
    ) last order by last.position desc limit 1`.execute(db);
  return rows[0]?.at;
};
