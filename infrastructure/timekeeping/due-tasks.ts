import type pg from 'pg';
import type { DueTasks } from '../../application/ports/due-tasks.ts';
import {
  countTasks,
  tasksWaitingInThread,
  tasksWaitingUntil,
  tasksWithMilestones,
} from '../../projections/correspondence/due-task-queries.ts';
import type { ReadModel } from '../../projections/read-model.ts';

/** Notes of tasks that were done since are thrown away after this long. */
const KEPT = '7 days';

/** The tasks of the read models, with the timekeeper's own notes beside them. */
export const dueTasks = (read: ReadModel, pool: pg.Pool): DueTasks => ({
  withMilestones: (now, horizon, limit) => tasksWithMilestones(read, now, horizon, limit),
  async passOver(tasks) {
    const column = (of: (task: (typeof tasks)[number]) => string): string[] => tasks.map(of);
    await pool.query(
      `insert into timekeeping.passed (letter_id, key, due_at, until)
       select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[])
       on conflict (letter_id, key) do update set due_at = excluded.due_at, until = excluded.until`,
      [column((t) => t.letterId), column((t) => t.key), column((t) => t.due), column((t) => t.until)],
    );
    await pool.query(`delete from timekeeping.passed where until < $1::timestamptz - interval '${KEPT}'`, [
      tasks.map(({ until }) => until).sort()[0],
    ]);
  },
  waitingUntil: (now, limit) => tasksWaitingUntil(read, now, limit),
  waitingInThread: (letterId, counterpartyId) => tasksWaitingInThread(read, letterId, counterpartyId),
  count: (responsibility) => countTasks(read, responsibility),
});
