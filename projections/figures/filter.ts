import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { FigureAudience } from '../../domain/figures/audience.ts';
import type { FigureMoment } from '../../domain/figures/figure-moment.ts';
import type { Outcome } from '../../domain/figures/outcome.ts';
import { type StageKind, wholeStages } from '../../domain/figures/stage-kinds.ts';

/** What the letters must be whose figures are asked for; a department stands with all below it. */
export interface LetterFilter {
  readonly direction?: 'incoming' | 'outgoing';
  readonly documentKind?: string;
  readonly counterpartyId?: string;
  readonly projectId?: string;
  /** The letter's own: the addressee's, or the author's. */
  readonly letterDepartmentIds?: readonly string[];
}

/** What the stages must be. */
export interface StageFilter extends LetterFilter {
  /** None named: every kind of task, and none that spans several. */
  readonly kinds?: readonly StageKind[];
  /** Of whoever had it. */
  readonly departmentIds?: readonly string[];
  readonly employeeId?: string;
}

/** Of stages that are over, those that ended in a period, both days included, and how. */
export interface EndedFilter extends StageFilter {
  readonly from?: string;
  readonly to?: string;
  /** None named: all but those that lapsed or passed to another. */
  readonly outcomes?: readonly Outcome[];
}

export const allOf = (conditions: readonly (RawBuilder<SqlBool> | undefined)[]): RawBuilder<SqlBool> => {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length > 0 ? sql<SqlBool>`(${sql.join(present, sql` and `)})` : sql<SqlBool>`true`;
};

export const isOneOf = (column: RawBuilder<unknown>, ids: readonly string[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`${column} = any(${[...ids]}::uuid[])`;

/** Stages `s` with their letters `l` as they were known at the moment. */
export const stagesWithLetters = ({ position }: FigureMoment): RawBuilder<unknown> => sql`
  read.figure_stages s
  join read.figure_letters l
    on l.letter_id = s.letter_id and l.from_position <= ${position} and l.to_position > ${position}`;

/** The counterparties of a stage `s` of a letter `l`: the addressee meant, or else all of the letter's. */
export const counterpartiesOfStage = sql`
  case when s.counterparty_id is null then l.counterparty_ids else array[s.counterparty_id] end`;

/** The counterparty and all that were known at the moment to be the same. */
const family = ({ position }: FigureMoment, counterpartyId: string): RawBuilder<unknown> => sql`array(
  with root as (
    select coalesce(
      (select v.merged_into from read.merge_versions v where v.counterparty_id = ${counterpartyId}
        and v.from_position <= ${position} and v.to_position > ${position}),
      ${counterpartyId}::uuid) as id
  )
  select id from root union all
  select v.counterparty_id from read.merge_versions v join root on v.merged_into = root.id
  where v.from_position <= ${position} and v.to_position > ${position})`;

/** What of `l` the filter lets through; `counterparties`, the array that the filter's must be in. */
export const lettersAre = (
  moment: FigureMoment,
  filter: LetterFilter,
  counterparties: RawBuilder<unknown> = sql`l.counterparty_ids`,
): RawBuilder<SqlBool> =>
  allOf([
    filter.direction && sql<SqlBool>`l.direction = ${filter.direction}`,
    filter.documentKind !== undefined ? sql<SqlBool>`l.document_kind = ${filter.documentKind}` : undefined,
    filter.projectId ? sql<SqlBool>`l.project_ids @> array[${filter.projectId}::uuid]` : undefined,
    filter.counterpartyId
      ? sql<SqlBool>`${counterparties} && ${family(moment, filter.counterpartyId)}`
      : undefined,
    filter.letterDepartmentIds && isOneOf(sql`l.department_id`, filter.letterDepartmentIds),
  ]);

export const kindsAre = (kinds: readonly StageKind[] | undefined): RawBuilder<SqlBool> =>
  kinds && kinds.length > 0
    ? sql<SqlBool>`s.kind = any(${[...kinds]}::text[])`
    : sql<SqlBool>`s.kind <> all(${[...wholeStages]}::text[])`;

/** Whether the letter `l` is one of whose the audience is. */
export const lettersOfAudience = ({ departmentIds }: FigureAudience): RawBuilder<SqlBool> | undefined =>
  departmentIds === 'everything'
    ? undefined
    : sql<SqlBool>`(${isOneOf(sql`l.department_id`, departmentIds)}
        or ${isOneOf(sql`l.responsible_department_id`, departmentIds)})`;
