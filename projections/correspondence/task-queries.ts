import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Deadline, TaskKind } from '../../domain/deadline.ts';
import type { AssigneeReference, Letter } from '../../domain/letter/letter.ts';
import type { Responsibility } from '../../domain/organization/responsible.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import {
  afterCursor,
  type Keyed,
  type Order,
  orderBy,
  type Page,
  type PageRequest,
  pageOf,
  withCursorKeys,
} from '../page.ts';
import type { ReadModel } from '../read-model.ts';
import { type LetterColumns, type LetterDetail, letterColumns, letterOf } from './letter-outline.ts';
import { type Sources, today } from './sources.ts';

export interface TaskFilter {
  readonly responsibility?: Responsibility;
  readonly kinds?: readonly TaskKind[];
  readonly dueBefore?: string;
  /** Whether a counterparty is to act first. Today's tasks alone say so. */
  readonly waiting?: boolean;
  readonly projectId?: string;
}

export interface OpenTask {
  readonly key: string;
  readonly kind: TaskKind;
  readonly assignee: AssigneeReference;
  readonly deadline: Deadline;
  readonly since: string;
  readonly counterpartyId?: string;
  readonly letter: Letter;
}

interface TaskColumns extends Keyed {
  key: string;
  kind: TaskKind;
  assignee_kind: 'employee' | 'headOf' | 'role';
  assignee: string;
  deadline: Deadline;
  since: string;
  counterparty_id: string | null;
}

type TaskWithLetter = TaskColumns & LetterColumns;

const order: Order = { keys: [sql`t.due_at`, sql`t.letter_id`, sql`t.key`], descending: false };
const types = ['timestamptz', 'uuid', 'text'];

const assigneeOf = ({ assignee_kind: kind, assignee }: TaskWithLetter): AssigneeReference => {
  switch (kind) {
    case 'employee':
      return { kind, employeeId: assignee };
    case 'headOf':
      return { kind, departmentId: assignee };
    case 'role':
      return { kind, role: 'secretary' };
    default:
      return kind satisfies never;
  }
};

const toTask = (row: TaskWithLetter): OpenTask => ({
  key: row.key,
  kind: row.kind,
  assignee: assigneeOf(row),
  deadline: row.deadline,
  since: row.since,
  ...(row.counterparty_id && { counterpartyId: row.counterparty_id }),
  letter: letterOf(row),
});

/** Of a list of the past: which task of which letter, to be found in the letter as it was. */
const toReference = (row: TaskWithLetter): OpenTask =>
  ({ key: row.key, letter: letterOf(row) }) as unknown as OpenTask;

/** Whether the row `t` of tasks falls to them. */
export const isResponsible = ({ employeeIds, departmentIds, roles }: Responsibility): RawBuilder<SqlBool> =>
  sql<SqlBool>`(t.assignee_kind = 'employee' and t.assignee = any(${[...employeeIds]}::text[])
    or t.assignee_kind = 'headOf' and t.assignee = any(${[...departmentIds]}::text[])
    or t.assignee_kind = 'role' and t.assignee = any(${[...roles]}::text[]))`;

/** Open tasks of letters that the viewer may see, those first that are due first; of each letter, as much as is wanted. */
export const listTasks = async (
  db: ReadModel,
  viewer: Viewer,
  filter: TaskFilter,
  page: PageRequest,
  detail: LetterDetail = 'whole',
  sources: Sources = today,
): Promise<Page<OpenTask>> => {
  const all = [
    sources.visibleTo(viewer),
    filter.responsibility && isResponsible(filter.responsibility),
    filter.kinds && sql<SqlBool>`t.kind = any(${[...filter.kinds]}::text[])`,
    filter.dueBefore ? sql<SqlBool>`t.due_at < ${filter.dueBefore}::timestamptz` : undefined,
    filter.waiting === undefined
      ? undefined
      : sql<SqlBool>`(t.waiting_until is not null) = ${filter.waiting}`,
    filter.projectId
      ? sql<SqlBool>`t.letter_id in (
          select p.letter_id from ${sources.letterProjects} p where p.project_id = ${filter.projectId}::uuid)`
      : undefined,
  ].filter((condition) => condition !== undefined);
  const after = afterCursor(order, page.after, types);
  const from = sql`${sources.tasks} t join ${sources.letters} on letters.id = t.letter_id`;
  const more =
    detail === 'id'
      ? sql``
      : sql`t.kind, t.assignee_kind, t.assignee, t.deadline, t.since, t.counterparty_id,`;
  const columns = sql`t.key, ${more} ${letterColumns(detail)}`;
  const { rows } = await sql<TaskWithLetter>`
    select ${withCursorKeys(columns, order, page)}
    from ${from} where ${sql.join(after ? [...all, after] : all, sql` and `)}
    order by ${orderBy(order)} limit ${page.first + 1}`.execute(db);
  return pageOf(rows, page, detail === 'id' ? toReference : toTask, async () => {
    const counted = await sql<{ count: string }>`
      select count(*) from ${from} where ${sql.join(all, sql` and `)}`.execute(db);
    return Number(counted.rows[0]?.count ?? 0);
  });
};
