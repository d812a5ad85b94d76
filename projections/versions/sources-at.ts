import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Moment } from '../../domain/moment.ts';
import { type Sources, today } from '../correspondence/sources.ts';
import type { ReadModel } from '../read-model.ts';
import type { LetterVersionTable } from './tables.ts';

/** Whether the row `v` was so at the moment. */
const wasSo = ({ position, corrected }: Moment): RawBuilder<SqlBool> => sql<SqlBool>`
  v.from_position <= ${position} and v.to_position > ${position}
  and v.timeline <> ${corrected ? 'known' : 'corrected'}`;

const rowsAt = (moment: Moment, table: LetterVersionTable): RawBuilder<unknown> =>
  sql`(select v.* from ${sql.table(`read.${table}`)} v where ${wasSo(moment)})`;

/** From the rows `member (root, id)` on to everything that links join to them at the moment, whichever way they lead. */
const linked = (moment: Moment): RawBuilder<unknown> => sql`
  select member.root, other.id from member
  cross join lateral (
    select v.target_id as id from read.letter_link_versions v where v.letter_id = member.id and ${wasSo(moment)}
    union all
    select v.letter_id from read.letter_link_versions v where v.target_id = member.id and ${wasSo(moment)}
  ) other
  where exists (select from read.letter_versions v where v.letter_id = other.id and ${wasSo(moment)})`;

const lastDay = (kind: 'dated' | 'updated', { position }: Moment): RawBuilder<unknown> => sql`(
  select d.day from read.letter_days d
  where d.kind = ${kind} and d.first_position <= ${position} order by d.day desc limit 1)`;

/** A thread goes by the one of its letters that was there first. */
const firstOf = (moment: Moment): RawBuilder<unknown> => sql`
  select distinct on (member.root) member.root, member.id as thread_id
  from member join read.letter_versions v on v.letter_id = member.id
  where ${wasSo(moment)} order by member.root, v.first_position`;

const itself = (moment: Moment, among: RawBuilder<SqlBool>): RawBuilder<unknown> => sql`
  select v.letter_id, v.letter_id from read.letter_versions v where ${among} and ${wasSo(moment)}`;

/**
 * What queries read as of the moment. Lists of it give ids alone, since what a letter said then is in its stream. Who may
 * see it is what they are allowed today.
 */
export const sourcesAt = (moment: Moment): Sources => {
  const { position, corrected } = moment;
  return {
    // No letter had a later date than the last that there was by then: a list from the newest on begins there.
    letters: sql`(
      select v.letter_id as id, v.* from read.letter_versions v
      where ${wasSo(moment)} and v.dated <= ${lastDay('dated', moment)}
        and v.updated_at < (${lastDay('updated', moment)} + 1)::timestamp at time zone 'UTC'
    ) letters`,
    tasks: rowsAt(moment, 'task_versions'),
    letterProjects: rowsAt(moment, 'letter_project_versions'),
    letterParticipants: rowsAt(moment, 'letter_participant_versions'),
    letterLinks: rowsAt(moment, 'letter_link_versions'),
    numbers: rowsAt(moment, 'letter_number_versions'),
    letterCounterparties: rowsAt(moment, 'letter_counterparty_versions'),
    // That two are one is found out, and was so from the beginning.
    merged: corrected
      ? today.merged
      : (counterpartyId) => sql`
          select ${counterpartyId} union all
          select v.counterparty_id from read.merge_versions v
          where v.merged_into = ${counterpartyId} and v.from_position <= ${position} and v.to_position > ${position}`,
    inThread: (threadId) => sql<SqlBool>`letters.id = any(array(
      with recursive member (root, id) as (
        ${itself(moment, sql<SqlBool>`v.letter_id = ${threadId}`)} union ${linked(moment)}
      ), first as (${firstOf(moment)})
      select member.id from member join first on first.thread_id = member.root))`,
    visibleTo: (viewer) =>
      viewer.readsAll
        ? sql<SqlBool>`true`
        : sql<SqlBool>`letters.id in (select letters.id from read.letters where ${today.visibleTo(viewer)})`,
  };
};

/** The thread that each letter was in at the moment. */
export const findThreadIdsAt = async (
  db: ReadModel,
  moment: Moment,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ root: string; thread_id: string }>`
    with recursive member (root, id) as (
      ${itself(moment, sql<SqlBool>`v.letter_id = any(${[...ids]}::uuid[])`)} union ${linked(moment)}
    ) ${firstOf(moment)}`.execute(db);
  return new Map(rows.map(({ root, thread_id }) => [root, thread_id]));
};

/** The one that each counterparty was known to be at the moment, where it was another. */
export const findMergedAt = async (
  db: ReadModel,
  { position, corrected }: Moment,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = corrected
    ? await sql<{ id: string; merged_into: string }>`
        select id, merged_into from read.counterparties
        where id = any(${[...ids]}::uuid[]) and merged_into is not null`.execute(db)
    : await sql<{ id: string; merged_into: string }>`
        select v.counterparty_id as id, v.merged_into from read.merge_versions v
        where v.counterparty_id = any(${[...ids]}::uuid[])
          and v.from_position <= ${position} and v.to_position > ${position}`.execute(db);
  return new Map(rows.map(({ id, merged_into }) => [id, merged_into]));
};

/** The project that had the code at the moment. */
export const projectByCodeAt = async (
  db: ReadModel,
  { position }: Moment,
  code: string,
): Promise<string | undefined> => {
  const { rows } = await sql<{ project_id: string }>`
    select v.project_id from read.project_code_versions v
    where v.code = ${code} and v.from_position <= ${position} and v.to_position > ${position} limit 1`.execute(
    db,
  );
  return rows[0]?.project_id;
};
