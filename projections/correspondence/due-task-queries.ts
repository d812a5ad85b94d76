import { sql } from 'kysely';
import type { Responsibility } from '../../domain/organization/responsible.ts';
import { instant } from '../page.ts';
import type { ReadModel } from '../read-model.ts';
import { today } from './sources.ts';
import { isResponsible } from './task-queries.ts';

/** An open task of a letter, and when it is due. */
export interface DueTask {
  readonly letterId: string;
  readonly key: string;
  readonly due: string;
}

const place = sql`t.letter_id as "letterId", t.key, ${instant(sql`t.due_at`)} as due`;

/**
 * Tasks that do not wait and are to be told of: a milestone of theirs has come, or they had none and are due by the horizon.
 * Those that were passed over (`timekeeping.passed`) until later are left out.
 */
export const tasksWithMilestones = async (
  db: ReadModel,
  now: string,
  horizon: string,
  limit: number,
): Promise<readonly DueTask[]> => {
  const notPassed = sql`not exists (
    select from timekeeping.passed p
    where p.letter_id = t.letter_id and p.key = t.key and p.due_at = t.due_at and p.until > ${now}::timestamptz)`;
  const { rows } = await sql<DueTask>`
    (select ${place} from read.tasks t
      where t.waiting_until is null and t.next_milestone_at <= ${now}::timestamptz and ${notPassed}
      order by t.next_milestone_at limit ${limit})
    union all
    (select ${place} from read.tasks t
      where t.waiting_until is null and t.next_milestone_at is null and t.due_at <= ${horizon}::timestamptz
        and ${notPassed}
      order by t.due_at limit ${limit})
    limit ${limit}`.execute(db);
  return rows;
};

/** Tasks whose wait for a counterparty was to be over. */
export const tasksWaitingUntil = async (
  db: ReadModel,
  now: string,
  limit: number,
): Promise<readonly DueTask[]> => {
  const { rows } = await sql<DueTask>`
    select ${place} from read.tasks t
    where t.waiting_until <= ${now}::timestamptz order by t.waiting_until limit ${limit}`.execute(db);
  return rows;
};

/** Tasks in the thread of the letter that wait for the counterparty, or for one that turned out to be it. */
export const tasksWaitingInThread = async (
  db: ReadModel,
  letterId: string,
  counterpartyId: string,
): Promise<readonly DueTask[]> => {
  const { rows } = await sql<DueTask>`
    select ${place} from read.tasks t join read.letters on letters.id = t.letter_id
    where t.waiting_for in (${today.merged(sql`${counterpartyId}::uuid`)})
      and letters.thread_id = (select l.thread_id from read.letters l where l.id = ${letterId}::uuid)
    order by t.letter_id, t.key`.execute(db);
  return rows;
};

/** How many open tasks fall to them. */
export const countTasks = async (db: ReadModel, responsibility: Responsibility): Promise<number> => {
  const { rows } = await sql<{ count: string }>`
    select count(*) from read.tasks t where ${isResponsible(responsibility)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
};
