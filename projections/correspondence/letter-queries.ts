import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Letter, LetterStatus } from '../../domain/letter/letter.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { containing } from '../containing.ts';
import {
  afterCursor,
  type Keyed,
  type ListForm,
  type Order,
  orderBy,
  type Page,
  type PageRequest,
  pageOf,
  pagesByOwner,
  withCursorKeys,
} from '../page.ts';
import type { ReadModel } from '../read-model.ts';
import { type LetterColumns, letterColumns, letterOf } from './letter-outline.ts';
import { type Sources, today } from './sources.ts';
import { visibleTo } from './visibility.ts';

export interface LetterFilter {
  readonly direction?: 'incoming' | 'outgoing';
  readonly statuses?: readonly LetterStatus[];
  readonly open?: boolean;
  /** With a task whose due date has passed, as of `now`. */
  readonly overdueAt?: string;
  readonly dueBefore?: string;
  readonly confidential?: boolean;
  readonly counterpartyId?: string;
  readonly projectId?: string;
  readonly withoutProject?: boolean;
  readonly departmentIds?: readonly string[];
  readonly executorId?: string;
  readonly authorId?: string;
  readonly participantId?: string;
  readonly documentKind?: string;
  /** Of the number's date; both days included. */
  readonly datedFrom?: string;
  readonly datedTo?: string;
  /** A part of any of the letter's numbers: ours, the counterparty's, a tracking number. */
  readonly number?: string;
  readonly caseReference?: string;
  readonly threadId?: string;
}

export const letterOrders = [
  'datedDescending',
  'datedAscending',
  'dueAscending',
  'updatedDescending',
] as const;
export type LetterOrder = (typeof letterOrders)[number];

const id = sql`letters.id`;
const orders: Readonly<Record<LetterOrder, { order: Order; types: readonly string[] }>> = {
  // Of the same day, in the order in which they came.
  datedDescending: {
    order: { keys: [sql`letters.dated`, sql`letters.first_position`], descending: true },
    types: ['date', 'text'],
  },
  datedAscending: {
    order: { keys: [sql`letters.dated`, sql`letters.first_position`], descending: false },
    types: ['date', 'text'],
  },
  dueAscending: {
    order: { keys: [sql`coalesce(letters.due_at, 'infinity')`, id], descending: false },
    types: ['timestamptz', 'uuid'],
  },
  updatedDescending: {
    order: { keys: [sql`letters.updated_at`, id], descending: true },
    types: ['timestamptz', 'uuid'],
  },
};

/** What a list of letters, or of what happened to them, may be of. */
export const belongings = (sources: Sources) =>
  ({
    thread: sources.inThread,
    project: (owner: RawBuilder<string>) => sql<SqlBool>`letters.id in (
      select p.letter_id from ${sources.letterProjects} p where p.project_id = ${owner})`,
    // Of the counterparty's own letters and of those that were merged into it.
    counterparty: (owner: RawBuilder<string>) => sql<SqlBool>`letters.id in (
      select c.letter_id from ${sources.letterCounterparties} c
      where c.counterparty_id in (${sources.merged(owner)}))`,
  }) as const;
export const belongsTo = belongings(today);
export type LetterOwner = keyof typeof belongsTo;

const conditions = (
  viewer: Viewer,
  filter: LetterFilter,
  sources: Sources,
): readonly RawBuilder<SqlBool>[] => {
  const belongs = belongings(sources);
  const list: (RawBuilder<SqlBool> | undefined)[] = [
    sources.visibleTo(viewer),
    filter.direction && sql<SqlBool>`letters.direction = ${filter.direction}`,
    filter.statuses && sql<SqlBool>`letters.status = any(${[...filter.statuses]}::text[])`,
    filter.open === undefined ? undefined : sql<SqlBool>`letters.is_open = ${filter.open}`,
    filter.overdueAt ? sql<SqlBool>`letters.due_at < ${filter.overdueAt}::timestamptz` : undefined,
    filter.dueBefore ? sql<SqlBool>`letters.due_at < ${filter.dueBefore}::timestamptz` : undefined,
    filter.confidential === undefined
      ? undefined
      : sql<SqlBool>`letters.confidential = ${filter.confidential}`,
    filter.counterpartyId ? belongs.counterparty(sql`${filter.counterpartyId}::uuid`) : undefined,
    filter.projectId ? belongs.project(sql`${filter.projectId}::uuid`) : undefined,
    filter.withoutProject
      ? sql<SqlBool>`not exists (select from ${sources.letterProjects} p where p.letter_id = letters.id)`
      : undefined,
    filter.departmentIds
      ? sql<SqlBool>`(letters.department_id = any(${[...filter.departmentIds]}::uuid[])
          or letters.responsible_department_id = any(${[...filter.departmentIds]}::uuid[]))`
      : undefined,
    filter.executorId ? sql<SqlBool>`letters.executor_id = ${filter.executorId}::uuid` : undefined,
    filter.authorId ? sql<SqlBool>`letters.author_id = ${filter.authorId}::uuid` : undefined,
    filter.participantId
      ? sql<SqlBool>`exists (
          select from ${sources.letterParticipants} p
          where p.letter_id = letters.id and p.employee_id = ${filter.participantId}::uuid)`
      : undefined,
    filter.documentKind ? sql<SqlBool>`letters.document_kind = ${filter.documentKind}` : undefined,
    filter.datedFrom ? sql<SqlBool>`letters.dated >= ${filter.datedFrom}::date` : undefined,
    filter.datedTo ? sql<SqlBool>`letters.dated <= ${filter.datedTo}::date` : undefined,
    filter.number
      ? sql<SqlBool>`letters.id in (
          select s.letter_id from ${sources.numbers} s
          where s.numbers like ${containing(filter.number.toLowerCase())})`
      : undefined,
    filter.caseReference ? sql<SqlBool>`letters.case_reference = ${filter.caseReference}` : undefined,
    filter.threadId ? belongs.thread(sql`${filter.threadId}::uuid`) : undefined,
  ].map((condition) => condition || undefined);
  return list.filter((condition) => condition !== undefined);
};

/** What lists tell of each letter that they have found, and where they look. */
export interface Telling<Row, Node> {
  readonly columns: RawBuilder<unknown>;
  readonly toNode: (row: Row) => Node;
  readonly sources: Sources;
  /** How a list within a list comes; as JSON where nothing is said. */
  readonly form?: ListForm<Row>;
}

const wholeLetters: Telling<LetterColumns, Letter> = {
  columns: letterColumns('whole'),
  toNode: letterOf,
  sources: today,
};

/** The ids alone, for whoever folds the letters as they were. */
export const letterIds = (sources: Sources): Telling<{ id: string }, string> => ({
  columns: sql`letters.id`,
  toNode: ({ id }) => id,
  sources,
});

/** What is told of letters that the viewer may see and the filter lets through. */
export const findLetterPage = async <Row extends object, Node>(
  db: ReadModel,
  viewer: Viewer,
  filter: LetterFilter,
  by: LetterOrder,
  page: PageRequest,
  { columns, toNode, sources }: Telling<Row, Node>,
): Promise<Page<Node>> => {
  const { order, types } = orders[by];
  const all = conditions(viewer, filter, sources);
  const after = afterCursor(order, page.after, types);
  const where = sql.join(after ? [...all, after] : [...all], sql` and `);
  const { rows } = await sql<Row & Keyed>`
    select ${withCursorKeys(columns, order, page)} from ${sources.letters}
    where ${where} order by ${orderBy(order)} limit ${page.first + 1}`.execute(db);
  return pageOf(rows, page, toNode, async () => {
    const counted = await sql<{ count: string }>`
        select count(*) from ${sources.letters} where ${sql.join([...all], sql` and `)}`.execute(db);
    return Number(counted.rows[0]?.count ?? 0);
  });
};

/** The same page of the letters of each thread, project or counterparty, as far as the viewer may see them. */
export const findLetterPagesOf = <Row extends object, Node>(
  db: ReadModel,
  viewer: Viewer,
  owner: LetterOwner,
  ids: readonly string[],
  by: LetterOrder,
  page: PageRequest,
  { columns, toNode, sources, form }: Telling<Row, Node>,
): Promise<ReadonlyMap<string, Page<Node>>> =>
  pagesByOwner(
    db,
    ids,
    (id) => ({
      columns,
      from: sources.letters,
      where: [belongings(sources)[owner](id), sources.visibleTo(viewer)],
      ...orders[by],
    }),
    page,
    toNode,
    form,
  );

/** A page of letters. */
export const listLetters = (
  db: ReadModel,
  viewer: Viewer,
  filter: LetterFilter,
  by: LetterOrder,
  page: PageRequest,
): Promise<Page<Letter>> => findLetterPage(db, viewer, filter, by, page, wholeLetters);

/** Of these letters, those that the viewer may see. */
export const findLetters = async (
  db: ReadModel,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Letter>> => {
  const { rows } = await sql<{ id: string; state: Letter }>`
    select letters.id, letters.state from read.letters
    where letters.id = any(${[...ids]}::uuid[]) and ${visibleTo(viewer)}`.execute(db);
  return new Map(rows.map(({ id: key, state }) => [key, state]));
};

/** Of these letters, the ids of those that the viewer may see. */
export const visibleAmong = async (
  db: ReadModel,
  viewer: Viewer,
  ids: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select letters.id from read.letters
    where letters.id = any(${[...ids]}::uuid[]) and ${visibleTo(viewer)}`.execute(db);
  return rows.map(({ id: found }) => found);
};

/** The thread of each letter. */
export const findThreadIds = async (
  db: ReadModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db
    .selectFrom('letters')
    .select(['id', 'thread_id'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.thread_id]));
};

/** A link as it is seen from one of its letters. */
export interface SeenLink {
  readonly letterId: string;
  readonly otherId: string;
  readonly kind: string;
  /** Whether `letterId` is the letter that answers, supersedes…, or the one that it was done to. */
  readonly outward: boolean;
}

/** Links of these letters from both sides, as far as the viewer may see the other letter. */
export const findLinks = async (
  db: ReadModel,
  viewer: Viewer,
  ids: readonly string[],
  sources: Sources = today,
): Promise<readonly SeenLink[]> => {
  const { rows } = await sql<SeenLink>`
    select link."letterId", link."otherId", link.kind, link.outward
    from (
      select letter_id as "letterId", target_id as "otherId", kind, true as outward
      from ${sources.letterLinks} l where letter_id = any(${[...ids]}::uuid[])
      union all
      select target_id, letter_id, kind, false from ${sources.letterLinks} l
      where target_id = any(${[...ids]}::uuid[])
    ) link
    join ${sources.letters} on letters.id = link."otherId"
    where ${sources.visibleTo(viewer)}
    order by letters.dated, letters.id, link.kind`.execute(db);
  return rows;
};

/** A revision of an outgoing letter's text, or the text of an imported one. */
export interface TextRevision {
  readonly letterId: string;
  readonly revisionNumber: number;
  readonly authorId: string;
  readonly at: string;
  readonly text: string;
  readonly contentHash: string;
  readonly files: readonly { sha256: string; name: string; size: number; mediaType: string }[];
}

/** Revisions of letters that the caller has found visible, from the first; the latest alone where asked for. */
export const findRevisions = async (
  db: ReadModel,
  ids: readonly string[],
  latestOnly: boolean,
): Promise<readonly TextRevision[]> => {
  const { rows } = await sql<TextRevision>`
    select ${latestOnly ? sql`distinct on (letter_id)` : sql``} letter_id as "letterId",
      revision_number as "revisionNumber", author_id as "authorId", at, text, content_hash as "contentHash", files
    from read.letter_revisions where letter_id = any(${[...ids]}::uuid[])
    order by letter_id, revision_number ${sql.raw(latestOnly ? 'desc' : 'asc')}`.execute(db);
  return rows;
};
