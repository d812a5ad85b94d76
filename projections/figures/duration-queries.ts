import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { FigureAudience } from '../../domain/figures/audience.ts';
import type { FigureMoment } from '../../domain/figures/figure-moment.ts';
import type { ReadModel } from '../read-model.ts';
import type { Dimension } from './dimension-names.ts';
import { keyColumn, memberships } from './dimensions.ts';
import {
  allOf,
  counterpartiesOfStage,
  type EndedFilter,
  isOneOf,
  kindsAre,
  lettersAre,
  lettersOfAudience,
  stagesWithLetters,
} from './filter.ts';

/** By the clock on the wall, or by working time alone. */
export type TimeMeasure = 'working' | 'calendar';
/** Of a stage: all of it, what was ours to act, or what was the counterparty's. */
export type StagePart = 'whole' | 'own' | 'waiting';

export interface DurationQuestion {
  readonly by: readonly Dimension[];
  readonly filter: EndedFilter;
  readonly time: TimeMeasure;
  readonly part: StagePart;
  /** At most so many groups. */
  readonly first: number;
}

/** Figures of a group of stages that are over; times in milliseconds. */
export interface DurationGroup {
  /** In the order of `by`. */
  readonly keys: readonly (string | null)[];
  readonly count: number;
  readonly total: number;
  readonly mean: number;
  readonly median: number;
  readonly p90: number;
  readonly p95: number;
  readonly shortest: number;
  readonly longest: number;
  /** How many of them had a due date, and how many of those ended by it. */
  readonly withDue: number;
  readonly inTime: number;
}

export interface DurationGroups {
  readonly groups: readonly DurationGroup[];
  /** There are more than were asked for. */
  readonly truncated: boolean;
}

/** A stage's time in milliseconds, never less than none: the clocks of two servers may differ. */
const took = (time: TimeMeasure, part: StagePart): RawBuilder<unknown> => {
  const [whole, waited] =
    time === 'working'
      ? [sql`greatest(0, s.ended_worked - s.began_worked)`, sql`s.waited_worked`]
      : [sql`greatest(0, extract(epoch from s.ended_at - s.began_at) * 1000)`, sql`s.waited`];
  switch (part) {
    case 'whole':
      return sql`(${whole})::double precision`;
    case 'waiting':
      return sql`(${waited})::double precision`;
    case 'own':
      return sql`greatest(0, ${whole} - ${waited})::double precision`;
    default:
      return part satisfies never;
  }
};

const endedOf = (
  moment: FigureMoment,
  audience: FigureAudience,
  filter: EndedFilter,
  asksForPersons: boolean,
): RawBuilder<SqlBool> => {
  const { from, to, outcomes, kinds, departmentIds, employeeId } = filter;
  const ofTheirs =
    audience.departmentIds === 'everything'
      ? undefined
      : isOneOf(sql`s.department_id`, audience.departmentIds);
  const ofTheirLetters = lettersOfAudience(audience);
  return allOf([
    sql<SqlBool>`s.ended_position <= ${moment.position}`,
    from ? sql<SqlBool>`s.ended_on >= ${from}::date` : undefined,
    to ? sql<SqlBool>`s.ended_on <= ${to}::date` : undefined,
    sql<SqlBool>`s.outcome = any(${[...(outcomes ?? ['done', 'returned', 'failed'])]}::text[])`,
    kindsAre(kinds),
    departmentIds && isOneOf(sql`s.department_id`, departmentIds),
    employeeId ? sql<SqlBool>`s.holder_id = ${employeeId}` : undefined,
    lettersAre(moment, filter, counterpartiesOfStage),
    // Of people, heads see their own.
    ofTheirs && ofTheirLetters
      ? asksForPersons
        ? ofTheirs
        : sql<SqlBool>`(${ofTheirs} or ${ofTheirLetters})`
      : undefined,
  ]);
};

const endedKey = (dimension: Dimension): RawBuilder<unknown> => {
  if (dimension === 'department') return sql`s.department_id::text`;
  return dimension === 'person' ? sql`s.holder_id::text` : keyColumn(dimension);
};

/**
 * How long stages took that are over, in one statement. Percentiles are interpolated between the two nearest values
 * (`percentile_cont`). Groups come in the order of their keys.
 */
export const durationGroups = async (
  db: ReadModel,
  moment: FigureMoment,
  audience: FigureAudience,
  { by, filter, time, part, first }: DurationQuestion,
): Promise<DurationGroups> => {
  const asksForPersons = by.includes('person') || filter.employeeId !== undefined;
  const keys = by.map((dimension, index) => sql`${endedKey(dimension)} as ${sql.id(`key_${index}`)}`);
  const names = by.map((_, index) => sql.id(`key_${index}`));
  const { rows } = await sql<Record<string, never>>`
    with stage as (
      select ${sql.join([...keys, sql`${took(time, part)} as took`, sql`s.due_at`, sql`s.ended_at`])}
      from ${stagesWithLetters(moment)} ${memberships(by, moment)}
      where ${endedOf(moment, audience, filter, asksForPersons)}
    )
    select ${sql.join([...names, sql`count(*) as count`])}, sum(took) as total, avg(took) as mean,
      percentile_cont(array[0.5, 0.9, 0.95]) within group (order by took) as percentiles,
      min(took) as shortest, max(took) as longest,
      count(due_at) as with_due, count(*) filter (where ended_at <= due_at) as in_time
    from stage ${names.length > 0 ? sql`group by ${sql.join(names)} order by ${sql.join(names)}` : sql`having count(*) > 0`}
    limit ${first + 1}`.execute(db);
  return {
    groups: rows.slice(0, first).map((row): DurationGroup => {
      const [median = 0, p90 = 0, p95 = 0] = (row.percentiles ?? []) as readonly number[];
      return {
        keys: by.map((_, index) => row[`key_${index}`] ?? null),
        count: Number(row.count),
        total: Number(row.total),
        mean: Number(row.mean),
        median,
        p90,
        p95,
        shortest: Number(row.shortest),
        longest: Number(row.longest),
        withDue: Number(row.with_due),
        inTime: Number(row.in_time),
      };
    }),
    truncated: rows.length > first,
  };
};
