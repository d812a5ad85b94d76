import { type SqlBool, sql } from 'kysely';
import type { Counterparty } from '../../domain/counterparty/counterparty.ts';
import { normalizedName } from '../../domain/counterparty/normalized-name.ts';
import type { Project } from '../../domain/project/project.ts';
import { containing } from '../containing.ts';
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
import type { CounterpartyRow, ProjectRow } from './tables.ts';

type Selected<Row extends { details: unknown }> = Omit<Row, 'details'>;

type SelectedCounterparty = Pick<CounterpartyRow, 'id' | 'merged_into'> & {
  details: Counterparty['details'];
};

const toCounterparty = (row: SelectedCounterparty): Counterparty => ({
  id: row.id,
  details: row.details,
  ...(row.merged_into && { mergedInto: row.merged_into }),
});

const toProject = (row: Selected<ProjectRow> & { details: Project['details'] }): Project => ({
  id: row.id,
  details: row.details,
  open: row.is_open,
});

const counterpartyOrder: Order = { keys: [sql`c.normalized_name`, sql`c.id`], descending: false };

/** Counterparties by name, without those that were merged into another; `query` is a part of the name, or a tax number. */
export const listCounterparties = async (
  db: ReadModel,
  query: string | undefined,
  page: PageRequest,
): Promise<Page<Counterparty>> => {
  const all = [
    sql<SqlBool>`c.merged_into is null`,
    ...(query
      ? [
          sql<SqlBool>`(c.normalized_name like ${containing(normalizedName(query))} or c.tax_number = ${query.trim()})`,
        ]
      : []),
  ];
  const after = afterCursor(counterpartyOrder, page.after, ['text', 'uuid']);
  const { rows } = await sql<SelectedCounterparty & { cursor_keys: string }>`
    select c.id, c.details, c.merged_into, ${cursorKeys(counterpartyOrder)} as cursor_keys from read.counterparties c
    where ${sql.join(after ? [...all, after] : all, sql` and `)}
    order by ${orderBy(counterpartyOrder)} limit ${page.first + 1}`.execute(db);
  return pageOf(rows, page, toCounterparty, async () => {
    const counted = await sql<{ count: string }>`
      select count(*) from read.counterparties c where ${sql.join(all, sql` and `)}`.execute(db);
    return Number(counted.rows[0]?.count ?? 0);
  });
};

/** Counterparties by the ids that letters name them by; one that was merged is answered by the one that it became. */
export const findCounterparties = async (
  db: ReadModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Counterparty>> => {
  const { rows } = await sql<SelectedCounterparty & { asked: string }>`
    select c.id, c.details, c.merged_into, asked.id as asked from read.counterparties asked
    join read.counterparties c on c.id = coalesce(asked.merged_into, asked.id)
    where asked.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.asked, toCounterparty(row)]));
};

const projectOrder: Order = { keys: [sql`p.code`, sql`p.id`], descending: false };

/** Which projects somebody may see: all, or those that one of the employees is a member of. */
export type ProjectAudience = 'everyone' | readonly string[];

const projectsFor = (audience: ProjectAudience) =>
  audience === 'everyone'
    ? sql<SqlBool>`true`
    : sql<SqlBool>`exists (select from read.project_members m
        where m.project_id = p.id and m.employee_id = any(${[...audience]}::uuid[]))`;

export const listProjects = async (
  db: ReadModel,
  audience: ProjectAudience,
  filter: { readonly query?: string; readonly open?: boolean; readonly counterpartyId?: string },
  page: PageRequest,
): Promise<Page<Project>> => {
  const all = [
    projectsFor(audience),
    ...(filter.query
      ? [sql<SqlBool>`(p.name ilike ${containing(filter.query)} or p.code ilike ${containing(filter.query)})`]
      : []),
    ...(filter.open === undefined ? [] : [sql<SqlBool>`p.is_open = ${filter.open}`]),
    ...(filter.counterpartyId
      ? [sql<SqlBool>`p.details -> 'counterpartyIds' ? ${filter.counterpartyId}`]
      : []),
  ];
  const after = afterCursor(projectOrder, page.after, ['text', 'uuid']);
  const { rows } = await sql<Selected<ProjectRow> & { details: Project['details']; cursor_keys: string }>`
    select p.*, ${cursorKeys(projectOrder)} as cursor_keys from read.projects p
    where ${sql.join(after ? [...all, after] : all, sql` and `)}
    order by ${orderBy(projectOrder)} limit ${page.first + 1}`.execute(db);
  return pageOf(rows, page, toProject, async () => {
    const counted = await sql<{ count: string }>`
      select count(*) from read.projects p where ${sql.join(all, sql` and `)}`.execute(db);
    return Number(counted.rows[0]?.count ?? 0);
  });
};

export const findProjects = async (
  db: ReadModel,
  audience: ProjectAudience,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Project>> => {
  const { rows } = await sql<Selected<ProjectRow> & { details: Project['details'] }>`
    select p.* from read.projects p where p.id = any(${[...ids]}::uuid[]) and ${projectsFor(audience)}`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, toProject(row)]));
};

export const counterpartyByTaxNumber = async (
  db: ReadModel,
  taxNumber: string,
): Promise<string | undefined> => {
  const row = await db
    .selectFrom('counterparties')
    .select('id')
    .where('tax_number', '=', taxNumber)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return row?.id;
};

/** Counterparties that go by this name but for spelling. */
export const counterpartiesByName = async (db: ReadModel, name: string): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('counterparties')
    .select('id')
    .where('normalized_name', '=', normalizedName(name))
    .where('merged_into', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
};

export const projectByCode = async (db: ReadModel, code: string): Promise<string | undefined> => {
  const row = await db.selectFrom('projects').select('id').where('code', '=', code).executeTakeFirst();
  return row?.id;
};
