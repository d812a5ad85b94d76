import { sql } from 'kysely';
import type { ReadModel } from '../read-model.ts';

const PAGE = 5_000;

/** Of the letters that come after this one in the order of their ids, some thousands, the thread that each is in. */
export const threadsAfter = async (
  db: ReadModel,
  after: string,
): Promise<readonly { readonly id: string; readonly thread_id: string }[]> => {
  const { rows } = await sql<{ id: string; thread_id: string }>`
    select id, thread_id from read.letters
    where id > ${after || '00000000-0000-0000-0000-000000000000'}::uuid order by id limit ${PAGE}`.execute(
    db,
  );
  return rows;
};
