import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
} from 'kysely';
import { expect, it } from 'vitest';
import { allProjections } from './all.ts';
import { projectionNames } from './projection-names.ts';

it('the names of all read models are their own', () => {
  expect(allProjections.map(({ name }) => name)).toEqual(projectionNames);
});

it('no two of them have a table of the same name: they work with the schemas of all in one path', async () => {
  const created: string[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => {
      for (const [, table] of query.sql.matchAll(/create table "?(\w+)/g)) created.push(table ?? '');
    },
  });
  for (const { create } of allProjections) await create(db as Transaction<unknown>);
  expect(created).toEqual(expect.arrayContaining(['letters', 'letter_versions', 'figure_states']));
  expect(created).toEqual([...new Set(created)]);
});
