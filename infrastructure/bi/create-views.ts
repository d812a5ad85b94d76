import { type Kysely, sql } from 'kysely';
import type { ViewDependents } from '../../projections/runner/model-tables.ts';
import { type BiView, biViews } from './views.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A barrier: no function of the asker's sees a row before it is known whether they may. */
const statementsOf = ({ name, means, columns, from }: BiView): readonly string[] => [
  `create view bi.${name} with (security_barrier) as
    select ${columns.map((column) => `${column.is} as ${column.name}`).join(', ')} from ${from}`,
  `comment on view bi.${name} is ${quoted(means)}`,
  ...columns.map((column) => `comment on column bi.${name}.${column.name} is ${quoted(column.means)}`),
];

/** The tables of `read` that a view is made of. */
const sourcesOf = ({ from }: BiView): readonly string[] =>
  [...from.matchAll(/\bread\.(\w+)/g)].map(([, table]) => table ?? '');

const made = (tables: readonly string[]): readonly BiView[] =>
  biViews.filter((view) => sourcesOf(view).some((table) => tables.includes(table)));

/** The views, made anew on whichever read model is live. They belong to whoever made them, and read what their users may not. */
export const biDependents: ViewDependents = {
  async drop(tx, tables) {
    for (const { name } of made(tables)) await sql.raw(`drop view if exists bi.${name}`).execute(tx);
  },
  async create(tx, tables) {
    for (const view of made(tables)) {
      for (const statement of statementsOf(view)) await sql.raw(statement).execute(tx);
    }
  },
};

/** Makes those views that are not there, of read models that were live before there were any. */
export const createMissingBiViews = async (db: Kysely<unknown>): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('chancery:bi-views', 7))`.execute(tx);
    const { rows } = await sql<{ schema: string; name: string }>`
      select schemaname as schema, viewname as name from pg_catalog.pg_views
      where schemaname in ('read', 'bi')`.execute(tx);
    const there = new Set(rows.map(({ schema, name }) => `${schema}.${name}`));
    for (const view of biViews) {
      if (there.has(`bi.${view.name}`) || !sourcesOf(view).every((table) => there.has(`read.${table}`)))
        continue;
      for (const statement of statementsOf(view)) await sql.raw(statement).execute(tx);
    }
  });
};
