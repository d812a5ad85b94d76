import { type RawBuilder, sql } from 'kysely';
import type { FigureMoment } from '../../domain/figures/figure-moment.ts';
import type { Dimension } from './dimension-names.ts';
import { counterpartiesOfStage } from './filter.ts';

/** A group's key, as text: an id, a word, the first day of a period. Null: there is none. */
export const keyColumn = (dimension: Exclude<Dimension, 'department' | 'person'>): RawBuilder<unknown> => {
  switch (dimension) {
    case 'stage':
      return sql`s.kind`;
    case 'letterDepartment':
      return sql`l.department_id::text`;
    case 'counterparty':
      return sql`counterparty.id::text`;
    case 'project':
      return sql`project.id::text`;
    case 'documentKind':
      return sql`l.document_kind`;
    case 'direction':
      return sql`l.direction`;
    case 'outcome':
      return sql`s.outcome`;
    case 'round':
      return sql`s.round::text`;
    case 'day':
      return sql`s.ended_on::text`;
    case 'week':
    case 'month':
    case 'quarter':
      return sql`date_trunc(${sql.lit(dimension)}, s.ended_on::timestamp)::date::text`;
    default:
      return dimension satisfies never;
  }
};

/**
 * What a stage is joined with to be counted once for each of its counterparties, those that were known to be one as that
 * one, and once for each of its letter's projects; without any, once.
 */
export const memberships = (by: readonly Dimension[], { position }: FigureMoment): RawBuilder<unknown> => sql`
  ${
    by.includes('counterparty')
      ? sql`left join lateral (
          select distinct coalesce(v.merged_into, named.id) as id
          from unnest(${counterpartiesOfStage}) as named (id)
          left join read.merge_versions v on v.counterparty_id = named.id
            and v.from_position <= ${position} and v.to_position > ${position}
        ) counterparty on true`
      : sql``
  }
  ${by.includes('project') ? sql`left join lateral unnest(l.project_ids) as project (id) on true` : sql``}`;
