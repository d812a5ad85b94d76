import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { FigureAudience } from '../../domain/figures/audience.ts';
import { clocksAt, type FigureMoment } from '../../domain/figures/figure-moment.ts';
import { holderOf } from '../../domain/figures/figure-organization.ts';
import { waitingKinds } from '../../domain/figures/letter-stages.ts';
import { type Responsibility, responsibilityOf } from '../../domain/organization/responsible.ts';
import {
  allOf,
  counterpartiesOfStage,
  isOneOf,
  kindsAre,
  lettersAre,
  lettersOfAudience,
  type StageFilter,
  stagesWithLetters,
} from './filter.ts';

/** Of stages that are not over, also which are overdue. */
export interface OpenFilter extends StageFilter {
  readonly overdue?: boolean;
}

/** The references to whom or what a department holds: its people, its head, and secretaries where all are of it. */
const heldIn = (moment: FigureMoment, departmentIds: readonly string[]): Responsibility => {
  const among = new Set(departmentIds);
  const secretaries = holderOf(moment, { kind: 'role', role: 'secretary' }).departmentId;
  return {
    employeeIds: [...moment.organization.employees.values()]
      .filter(({ departmentId }) => among.has(departmentId))
      .map(({ id }) => id),
    departmentIds,
    roles: secretaries !== undefined && among.has(secretaries) ? ['secretary'] : [],
  };
};

const isHeld = ({ employeeIds, departmentIds, roles }: Responsibility): RawBuilder<SqlBool> => sql<SqlBool>`(
  (s.assignee_kind = 'employee' and s.assignee = any(${[...employeeIds]}::text[]))
  or (s.assignee_kind = 'headOf' and s.assignee = any(${[...departmentIds]}::text[]))
  or (s.assignee_kind = 'role' and s.assignee = any(${[...roles]}::text[])))`;

/** Stages that span several are their letter's department's. */
const heldOrWhole = (
  moment: FigureMoment,
  departmentIds: readonly string[],
): RawBuilder<SqlBool> => sql<SqlBool>`(
  ${isHeld(heldIn(moment, departmentIds))}
  or (s.assignee_kind is null and ${isOneOf(sql`l.department_id`, departmentIds)}))`;

/**
 * The stages that were under way at the moment, as a relation of the columns that the query selects: `s`, with whose it was
 * and due when at that moment, for how long by the wall clock and by its working clock (`age`, `age_worked`, milliseconds),
 * and whether the counterparty was to act (`is_waiting`); and `l`, its letter.
 */
export const openStagesAt = (
  moment: FigureMoment,
  audience: FigureAudience,
  filter: OpenFilter,
  asksForPersons: boolean,
): { readonly from: RawBuilder<unknown>; readonly where: RawBuilder<SqlBool> } => {
  const { position, at } = moment;
  const clocks = JSON.stringify(clocksAt(moment, at));
  const from = sql`(
    select l.direction, l.document_kind, l.department_id, l.responsible_department_id, l.counterparty_ids, l.project_ids,
      s.kind, s.key, s.round, s.counterparty_id, s.began_at,
      case when was.e is null then s.due_at else (was.e ->> 1)::timestamptz end as due_at,
      case when was.e is null then s.assignee_kind else was.e ->> 2 end as assignee_kind,
      case when was.e is null then s.assignee else was.e ->> 3 end as assignee,
      greatest(0, extract(epoch from ${at}::timestamptz - s.began_at) * 1000)::double precision as age,
      greatest(0, clock.worked - s.began_worked)::double precision as age_worked,
      s.kind = any(${[...waitingKinds]}::text[]) or exists (
        select from jsonb_array_elements(s.pauses) p
        where (p ->> 0) collate "C" <= ${position} and (p ->> 3) collate "C" > ${position}
      ) as is_waiting
    from ${stagesWithLetters(moment)}
    join jsonb_to_recordset(${clocks}::jsonb) as clock (name text, worked bigint) on clock.name = s.clock
    left join lateral (
      select e from jsonb_array_elements(s.earlier) e
      where (e ->> 0) collate "C" > ${position} order by (e ->> 0) collate "C" limit 1
    ) was on true
    where s.began_position <= ${position} and s.ended_position > ${position}
  ) s cross join lateral (
    select s.direction, s.document_kind, s.department_id, s.responsible_department_id, s.counterparty_ids, s.project_ids
  ) l`;

  const { kinds, departmentIds, employeeId, overdue } = filter;
  const ofTheirLetters = lettersOfAudience(audience);
  const where = allOf([
    kindsAre(kinds),
    departmentIds && heldOrWhole(moment, departmentIds),
    employeeId ? isHeld(responsibilityOf(moment.organization, [employeeId])) : undefined,
    overdue === undefined
      ? undefined
      : sql<SqlBool>`coalesce(s.due_at < ${at}::timestamptz, false) = ${overdue}`,
    lettersAre(moment, filter, counterpartiesOfStage),
    ofTheirLetters && audience.departmentIds !== 'everything'
      ? asksForPersons
        ? isHeld(heldIn(moment, audience.departmentIds))
        : sql<SqlBool>`(${heldOrWhole(moment, audience.departmentIds)} or ${ofTheirLetters})`
      : undefined,
  ]);
  return { from, where };
};
