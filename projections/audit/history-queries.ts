import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { StreamName } from '../../domain/event.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { belongsTo } from '../correspondence/letter-queries.ts';
import { visibleTo } from '../correspondence/visibility.ts';
import {
  afterCursor,
  cursorKeys,
  type Order,
  orderBy,
  type Page,
  type PageRequest,
  pageOf,
} from '../page.ts';
import type { ReadModel } from '../read-model.ts';
import type { ProjectAudience } from '../registers/queries.ts';

/** What a history is of; `everything`: of the whole log, or of a period of it. */
export type HistoryScope =
  | {
      readonly kind: 'letter' | 'thread' | 'project' | 'counterparty' | 'employee' | 'journal';
      readonly id: string;
    }
  | { readonly kind: 'organization' | 'everything' };

export interface HistoryFilter {
  readonly types?: readonly string[];
  /** What they did, and what others did in their name. */
  readonly actorId?: string;
  /** Instants: from the first, to before the second. */
  readonly from?: string;
  readonly to?: string;
}

/** Whose eyes it is read with. Of letters each sees what they see of letters. */
export interface HistoryAudience {
  readonly viewer: Viewer;
  /** Journals and registrations that broke off: for secretaries, auditors and administrators. */
  readonly journals: boolean;
  /**
   * Departments, heads, roles, rules: for auditors and administrators. The others see what names themselves. Of holds and
   * erasures they see nothing.
   */
  readonly organization: boolean;
  readonly projects: ProjectAudience;
}

/** Where in the log something is that happened; what it says is read there. */
export interface HistoryPlace {
  readonly stream: StreamName;
  readonly revision: number;
  readonly position: string;
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  /** The letter that it happened to, if it did to one that is there. */
  readonly letter: { readonly id: string; readonly revision: number; readonly confidential: boolean } | null;
}

const TYPES = ['text collate "C"', 'uuid'];

/** The letters of a scope, for the numbers that journals gave them. */
const lettersOf = (scope: HistoryScope): RawBuilder<unknown> | undefined => {
  switch (scope.kind) {
    case 'thread':
    case 'project':
    case 'counterparty':
      return sql`select letters.id from read.letters where ${belongsTo[scope.kind](sql`${scope.id}::uuid`)}`;
    case 'letter':
    case 'employee':
    case 'journal':
    case 'organization':
    case 'everything':
      return undefined;
    default:
      return scope satisfies never;
  }
};

/**
 * Which events of letters are of the scope, in parts of which no event is in two: each is found by an index of its own,
 * which one condition with an `or` would not be.
 */
const ofLetters = (scope: HistoryScope): readonly RawBuilder<SqlBool>[] => {
  switch (scope.kind) {
    case 'letter':
      // A link is written to the letter that it goes out from, and seen from both.
      return [
        sql<SqlBool>`e.letter_id = ${scope.id}::uuid`,
        sql<SqlBool>`e.type in ('LinkedToLetter', 'UnlinkedFromLetter') and e.data ->> 'letterId' = ${scope.id}
          and e.letter_id <> ${scope.id}::uuid`,
      ];
    case 'project': {
      const ofProject = belongsTo.project(sql`${scope.id}::uuid`);
      return [
        ofProject,
        sql<SqlBool>`e.type in ('LinkedToProject', 'UnlinkedFromProject') and e.data ->> 'projectId' = ${scope.id}
          and not ${ofProject}`,
      ];
    }
    case 'thread':
    case 'counterparty':
      return [belongsTo[scope.kind](sql`${scope.id}::uuid`)];
    case 'employee':
      return [sql<SqlBool>`(e.actor = ${scope.id} or e.on_behalf_of = ${scope.id})`];
    case 'everything':
      return [sql<SqlBool>`true`];
    case 'journal':
    case 'organization':
      return [];
    default:
      return scope satisfies never;
  }
};

/** Which events of everything else are. */
const ofTheRest = (scope: HistoryScope): RawBuilder<SqlBool> => {
  const letters = lettersOf(scope);
  switch (scope.kind) {
    case 'letter':
    case 'journal':
      return sql<SqlBool>`e.subjects @> ${[scope.id]}::uuid[]`;
    case 'employee':
      return sql<SqlBool>`(e.actor = ${scope.id} or e.on_behalf_of = ${scope.id} or e.subjects @> ${[scope.id]}::uuid[])`;
    case 'thread':
      return sql<SqlBool>`e.subjects && array(${letters})`;
    case 'project':
      return sql<SqlBool>`e.subjects && array(${letters} union all select ${scope.id}::uuid)`;
    case 'counterparty':
      return sql<SqlBool>`e.subjects && array(${letters} union all
        select k.id from read.counterparties k where ${scope.id}::uuid in (k.id, k.merged_into))`;
    case 'organization':
      return sql<SqlBool>`e.category = 'organization'`;
    case 'everything':
      return sql<SqlBool>`true`;
    default:
      return scope satisfies never;
  }
};

/**
 * Letters that the viewer might see, by indexes alone: few, for most people, where the whole log would have to be looked
 * through for what `visibleTo` lets pass.
 */
const perhapsVisibleTo = ({ employeeIds, departmentIds }: Viewer): RawBuilder<unknown> => {
  const employees = sql`${[...employeeIds]}::uuid[]`;
  const departments = sql`${[...departmentIds]}::uuid[]`;
  return sql`
    select p.letter_id from read.letter_participants p where p.employee_id = any(${employees})
    union select l.id from read.letters l where l.department_id = any(${departments})
    union select l.id from read.letters l where l.responsible_department_id = any(${departments})
    union select lp.letter_id from read.letter_projects lp
      join read.project_members m on m.project_id = lp.project_id where m.employee_id = any(${employees})`;
};

/** What of everything else the audience may see, in parts of which no event is in two. */
const restVisibleTo = (audience: HistoryAudience): readonly RawBuilder<SqlBool>[] => {
  const { viewer, journals, organization, projects } = audience;
  const mine = sql<SqlBool>`e.subjects @> ${[viewer.employeeId]}::uuid[]`;
  const registers = sql<SqlBool>`case e.category
    when 'counterparty' then true
    when 'project' then ${
      projects === 'everyone'
        ? sql`true`
        : sql`exists (select from read.project_members m
            where m.project_id = any(e.subjects) and m.employee_id = any(${[...projects]}::uuid[]))`
    }
    when 'organization' then ${organization ? sql`true` : mine}
    when 'privacy' then ${organization}
    when 'mail' then ${viewer.readsAll}
    else ${journals} end`;
  if (journals) return [registers];
  // The number of a letter is seen by those who see the letter.
  const numbers = sql<SqlBool>`e.category = 'journal' and e.subjects && array(${perhapsVisibleTo(viewer)})
    and exists (select from read.letters where letters.id = any(e.subjects) and ${visibleTo(viewer)})`;
  return [registers, numbers];
};

/**
 * The period. The log is in the order of writing, which the clocks of several servers follow but roughly: within
 * a day, so a day on either side bounds what is looked at, and the instants themselves decide.
 */
const within = (table: RawBuilder<unknown>, { from, to }: HistoryFilter): readonly RawBuilder<SqlBool>[] => [
  ...(from
    ? [
        sql<SqlBool>`e.at >= ${from}::timestamptz`,
        sql<SqlBool>`e.position >= (select b.position from ${table} b
          where b.at >= ${from}::timestamptz - interval '1 day' order by b.at limit 1)`,
      ]
    : []),
  ...(to
    ? [
        sql<SqlBool>`e.at < ${to}::timestamptz`,
        sql<SqlBool>`e.position <= (select b.position from ${table} b
          where b.at < ${to}::timestamptz + interval '1 day' order by b.at desc limit 1)`,
      ]
    : []),
];

const passing = ({ types, actorId }: HistoryFilter): readonly RawBuilder<SqlBool>[] => [
  ...(types ? [sql<SqlBool>`e.type = any(${[...types]}::text[])`] : []),
  ...(actorId ? [sql<SqlBool>`(e.actor = ${actorId} or e.on_behalf_of = ${actorId})`] : []),
];

interface Source {
  readonly columns: RawBuilder<unknown>;
  readonly from: RawBuilder<unknown>;
  readonly where: readonly RawBuilder<SqlBool>[];
}

const sourcesOf = (
  audience: HistoryAudience,
  scope: HistoryScope,
  filter: HistoryFilter,
): readonly Source[] => {
  const events = sql`read.letter_events`;
  const { viewer } = audience;
  const narrowed =
    scope.kind === 'everything' && !viewer.readsAll
      ? [sql<SqlBool>`e.letter_id in (${perhapsVisibleTo(viewer)})`]
      : [];
  const rest = sql`read.chronicle`;
  return [
    ...ofLetters(scope).map((part) => ({
      columns: sql`'letter-' || e.letter_id as stream, jsonb_build_object(
        'id', letters.id, 'revision', letters.revision, 'confidential', letters.confidential) as letter`,
      from: sql`${events} e join read.letters on letters.id = e.letter_id`,
      where: [part, visibleTo(viewer), ...narrowed, ...passing(filter), ...within(events, filter)],
    })),
    ...restVisibleTo(audience).map((visible) => ({
      columns: sql`e.stream, null::jsonb as letter`,
      from: sql`${rest} e`,
      where: [ofTheRest(scope), visible, ...passing(filter), ...within(rest, filter)],
    })),
  ];
};

/** A page of what happened, as far as the audience may see it, in the order of the log or against it. */
export const listHistory = async (
  db: ReadModel,
  audience: HistoryAudience,
  scope: HistoryScope,
  filter: HistoryFilter,
  newestFirst: boolean,
  page: PageRequest,
): Promise<Page<HistoryPlace>> => {
  const order: Order = { keys: [sql`e.position`, sql`e.id`], descending: newestFirst };
  const after = afterCursor(order, page.after, TYPES);
  const sources = sourcesOf(audience, scope, filter);
  // Each source is cut for itself, so that none is sorted as a whole.
  const parts = sources.map(
    ({ columns, from, where }) => sql`(
      select ${columns}, e.revision, e.position, e.id, e.type, e.at, e.actor, e.on_behalf_of as "onBehalfOf",
        ${cursorKeys(order)} as cursor_keys
      from ${from} where ${sql.join(after ? [...where, after] : [...where], sql` and `)}
      order by ${orderBy(order)} limit ${page.first + 1})`,
  );
  const { rows } = await sql<HistoryPlace & { cursor_keys: string }>`
    select e.* from (${sql.join(parts, sql` union all `)}) e
    order by ${orderBy(order)} limit ${page.first + 1}`.execute(db);
  return pageOf(
    rows,
    page,
    ({ cursor_keys: _, ...place }) => place,
    async () => {
      const counts = sources.map(
        ({ from, where }) => sql`select count(*) as n from ${from} where ${sql.join([...where], sql` and `)}`,
      );
      const counted = await sql<{ count: string }>`
        select sum(n) as count from (${sql.join(counts, sql` union all `)}) c`.execute(db);
      return Number(counted.rows[0]?.count ?? 0);
    },
  );
};
