import { sql, type Transaction } from 'kysely';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { LetterStatus } from '../../domain/letter/letter.ts';

/**
 * Which of the two pasts a row belongs to: what was known, what was so with the corrections that came later, or, where
 * these agree, both.
 */
export type Timeline = 'known' | 'corrected' | 'both';

/** Where what is still so ends. It sorts after every position, so that an index alone can tell what was so at one. */
export const NOW = '~';

/** From when to when a row was so: at `from_position` and after it, until before `to_position`, or `NOW`. */
interface Interval {
  from_position: string;
  to_position: string;
}

/** Something of a letter: `key` tells it from what else the letter had of its kind at the time. */
interface LetterPart extends Interval {
  timeline: Timeline;
  letter_id: string;
  key: string;
}

/** What lists of letters filter and order by; see `LetterRow`. */
export interface LetterVersionRow extends LetterPart {
  first_position: string;
  direction: 'incoming' | 'outgoing';
  status: LetterStatus;
  is_open: boolean;
  confidential: boolean;
  dated: string;
  updated_at: string;
  document_kind: string | null;
  department_id: string | null;
  responsible_department_id: string | null;
  executor_id: string | null;
  author_id: string | null;
  case_reference: string | null;
  due_at: string | null;
}

export interface LetterNumberVersionRow extends LetterPart {
  numbers: string;
}
export interface LetterCounterpartyVersionRow extends LetterPart {
  counterparty_id: string;
}
export interface LetterProjectVersionRow extends LetterPart {
  project_id: string;
}
export interface LetterParticipantVersionRow extends LetterPart {
  employee_id: string;
}
export interface LetterLinkVersionRow extends LetterPart {
  target_id: string;
  kind: string;
}
export interface TaskVersionRow extends LetterPart {
  kind: string;
  assignee_kind: string;
  assignee: string;
  due_at: string;
}

/** What one counterparty turned out to be, from when on. */
export interface MergeVersionRow extends Interval {
  counterparty_id: string;
  merged_into: string;
}
export interface ProjectCodeVersionRow extends Interval {
  project_id: string;
  code: string;
}

/**
 * When there was first a letter of that date, or one that was changed on that day (UTC): lists of the past that show the
 * newest first begin at the last day that they can have.
 */
export interface LetterDayRow {
  kind: 'dated' | 'updated';
  day: string;
  first_position: string;
}

/** An event of a letter without its text, kept to fold the letter on and to write its past anew. */
export interface VersionedEventRow {
  letter_id: string;
  revision: number;
  position: string;
  event: LetterEvent;
}

export interface VersionTables {
  letter_versions: LetterVersionRow;
  letter_number_versions: LetterNumberVersionRow;
  letter_counterparty_versions: LetterCounterpartyVersionRow;
  letter_project_versions: LetterProjectVersionRow;
  letter_participant_versions: LetterParticipantVersionRow;
  letter_link_versions: LetterLinkVersionRow;
  task_versions: TaskVersionRow;
  merge_versions: MergeVersionRow;
  project_code_versions: ProjectCodeVersionRow;
  letter_days: LetterDayRow;
  versioned_events: VersionedEventRow;
}

/** The tables whose rows follow from a letter's events. */
export const letterVersionTables = [
  'letter_versions',
  'letter_number_versions',
  'letter_counterparty_versions',
  'letter_project_versions',
  'letter_participant_versions',
  'letter_link_versions',
  'task_versions',
] as const satisfies readonly (keyof VersionTables)[];
export type LetterVersionTable = (typeof letterVersionTables)[number];

export const versionTables = [
  ...letterVersionTables,
  'merge_versions',
  'project_code_versions',
  'letter_days',
  'versioned_events',
] as const satisfies readonly (keyof VersionTables)[];

const interval = `from_position text collate "C" not null, to_position text collate "C" not null default '${NOW}'`;
const part = `letter_id uuid not null, key text collate "C" not null, timeline text not null, ${interval}`;
const key = 'primary key (letter_id, key, timeline, from_position)';

const tables = `
  create table letter_versions (
    ${part}, first_position text collate "C" not null,
    direction text not null, status text not null, is_open boolean not null, confidential boolean not null,
    dated date not null, updated_at timestamptz not null, document_kind text,
    department_id uuid, responsible_department_id uuid, executor_id uuid, author_id uuid,
    case_reference text, due_at timestamptz, ${key}
  );

  create table letter_number_versions (${part}, numbers text not null, ${key});

  create table letter_counterparty_versions (${part}, counterparty_id uuid not null, ${key});

  create table letter_project_versions (${part}, project_id uuid not null, ${key});

  create table letter_participant_versions (${part}, employee_id uuid not null, ${key});

  create table letter_link_versions (${part}, target_id uuid not null, kind text not null, ${key});

  create table task_versions (
    ${part}, kind text not null, assignee_kind text not null, assignee text not null, due_at timestamptz not null, ${key}
  );

  create table merge_versions (
    counterparty_id uuid not null, merged_into uuid not null, ${interval}, primary key (counterparty_id, from_position)
  );

  create table project_code_versions (
    project_id uuid not null, code text not null, ${interval}, primary key (project_id, from_position)
  );

  create table letter_days (
    kind text not null, day date not null, first_position text collate "C" not null, primary key (kind, day)
  );

  create table versioned_events (
    letter_id uuid not null, revision int not null, position text collate "C" not null, event json not null,
    primary key (letter_id, revision)
  );
`;

/** Those that only queries need. Where the interval follows, rows of other times are passed over without being fetched. */
const indexes = `
  create index on letter_versions (dated, first_position, from_position, to_position);
  create index on letter_versions (updated_at, letter_id, from_position, to_position);
  create index on letter_versions (executor_id, from_position, to_position) where executor_id is not null;
  create index on letter_versions (author_id, from_position, to_position) where author_id is not null;
  create index on letter_number_versions using gin (numbers public.gin_trgm_ops);
  create index on letter_counterparty_versions (counterparty_id, from_position, to_position);
  create index on letter_project_versions (project_id, from_position, to_position);
  create index on letter_link_versions (target_id, from_position, to_position);
  create index on task_versions (assignee_kind, assignee, due_at, from_position, to_position);
  create index on task_versions (due_at, letter_id, key, from_position, to_position);
  create index on merge_versions (merged_into);
  create index on project_code_versions (code);
`;

const carryOut = async (tx: Transaction<unknown>, statements: string): Promise<void> => {
  for (const statement of statements.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(tx);
  }
};

export const createVersionTables = (tx: Transaction<unknown>): Promise<void> => carryOut(tx, tables);

export const createVersionIndexes = (tx: Transaction<unknown>): Promise<void> => carryOut(tx, indexes);
