import { sql } from 'kysely';
import type { ReadModel } from '../read-model.ts';

/** What the counterparties are called now. */
export const counterpartyNames = async (
  db: ReadModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from read.counterparties where id = any(${[...new Set(ids)]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
};

/** The projects' codes and names of now. */
export const projectNames = async (
  db: ReadModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, code || ' ' || name as name from read.projects where id = any(${[...new Set(ids)]}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
};
