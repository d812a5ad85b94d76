import { type ColumnType, sql, type Transaction } from 'kysely';
import type { CounterpartyDetails } from '../../domain/counterparty/events.ts';
import type { ProjectDetails } from '../../domain/project/events.ts';

type Json<Value> = ColumnType<Value, string, string>;

export interface CounterpartyRow {
  id: string;
  name: string;
  /** As `normalizedName` has it. */
  normalized_name: string;
  tax_number: string | null;
  /** The one that it turned out to be; never one that was itself merged. */
  merged_into: string | null;
  revision: number;
  details: Json<CounterpartyDetails>;
}

export interface ProjectRow {
  id: string;
  code: string;
  name: string;
  is_open: boolean;
  revision: number;
  details: Json<ProjectDetails>;
}

export interface ProjectMemberRow {
  project_id: string;
  employee_id: string;
}

export interface RegisterTables {
  counterparties: CounterpartyRow;
  projects: ProjectRow;
  project_members: ProjectMemberRow;
}

export const registerTables = ['counterparties', 'projects', 'project_members'] as const;

const statements = `
  create table counterparties (
    id uuid primary key, name text not null, normalized_name text not null, tax_number text,
    merged_into uuid, revision int not null, details jsonb not null
  );
  create index on counterparties using gin (normalized_name public.gin_trgm_ops);
  create index on counterparties (normalized_name, id);
  create index on counterparties (tax_number) where tax_number is not null;
  create index on counterparties (merged_into) where merged_into is not null;

  create table projects (
    id uuid primary key, code text not null, name text not null, is_open boolean not null,
    revision int not null, details jsonb not null
  );
  create index on projects (code, id);

  create table project_members (
    project_id uuid not null, employee_id uuid not null, primary key (project_id, employee_id)
  );
  create index on project_members (employee_id);
`;

export const createRegisterTables = async (tx: Transaction<unknown>): Promise<void> => {
  for (const statement of statements.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(tx);
  }
};
