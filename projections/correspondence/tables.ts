import { type ColumnType, sql, type Transaction } from 'kysely';
import type { Deadline, TaskKind } from '../../domain/deadline.ts';
import type { FileReference, OutgoingCard } from '../../domain/letter/card.ts';
import type { LinkKind } from '../../domain/letter/events.ts';
import type { Letter, LetterStatus } from '../../domain/letter/letter.ts';

type Json<Value> = ColumnType<Value, string, string>;

/** A letter: its whole state, and beside it what lists filter and order by. */
export interface LetterRow {
  id: string;
  revision: number;
  direction: 'incoming' | 'outgoing';
  status: LetterStatus;
  is_open: boolean;
  confidential: boolean;
  /** Our number, or the one that it had in the register that it was imported from. */
  number: string | null;
  number_key: string | null;
  /** Date of the number; until there is one, of the first event. */
  dated: string;
  created_at: string;
  updated_at: string;
  subject: string;
  document_kind: string | null;
  department_id: string | null;
  responsible_department_id: string | null;
  executor_id: string | null;
  author_id: string | null;
  case_reference: string | null;
  message_id: string | null;
  /** Of the open task that is due first. */
  due_at: string | null;
  first_position: string;
  /** The thread's first letter. */
  thread_id: string;
  state: Json<Letter>;
}

export interface LetterCounterpartyRow {
  letter_id: string;
  counterparty_id: string;
  /** The counterparty's own number for the letter, and its date. */
  number: string | null;
  number_key: string | null;
  date: string | null;
}

export interface LetterProjectRow {
  letter_id: string;
  project_id: string;
}

export interface LetterParticipantRow {
  letter_id: string;
  employee_id: string;
}

export interface LetterFileRow {
  letter_id: string;
  sha256: string;
  name: string;
  size: string;
  media_type: string;
}

export interface LetterLinkRow {
  letter_id: string;
  target_id: string;
  kind: LinkKind;
}

/** Whose personal data the letter's events hold, now or in its history. */
export interface LetterSubjectRow {
  letter_id: string;
  subject_id: string;
}

/** Each revision of an outgoing letter's text and files; the text of an imported one as its revision 1. */
export interface LetterRevisionRow {
  letter_id: string;
  revision_number: number;
  author_id: string;
  at: string;
  text: string;
  content_hash: string;
  card: Json<OutgoingCard> | null;
  files: Json<readonly FileReference[]>;
}

/** What happened, without the texts: for timelines. */
export interface LetterEventRow {
  letter_id: string;
  revision: number;
  position: string;
  id: string;
  type: string;
  at: string;
  actor: string;
  on_behalf_of: string | null;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface TaskRow {
  letter_id: string;
  key: string;
  kind: TaskKind;
  assignee_kind: 'employee' | 'headOf' | 'role';
  /** An employee's or a department's id, or the role. */
  assignee: string;
  counterparty_id: string | null;
  due_at: string;
  since: string;
  deadline: Json<Deadline>;
  /** Of its milestones; infinity where none is left, null where there was none yet. */
  next_milestone_at: string | null;
  /** The counterparty that it waits for. */
  waiting_for: string | null;
  waiting_until: string | null;
}

/** Names of counterparties, projects and employees, to be found by in the letters that name them. */
export interface NameRow {
  id: string;
  words: string;
}

export interface SearchDocumentRow {
  letter_id: string;
  /** The letter's, for the order of hits of the same rank. */
  dated: string;
  /** Of `dated`, counted from the beginning of the era; in an array, since GIN indexes those. */
  month: number[];
  /** Who may see it, beside those who see all: employees, departments and projects. */
  audience: string[];
  /** Every number of the letter, to be found by any part. */
  numbers: string;
  /** The same, to be found by the whole of one. */
  whole_numbers: string[];
  headline: string;
  details: string;
  name_ids: string[];
  document: string;
}

export interface CorrespondenceTables {
  letters: LetterRow;
  letter_counterparties: LetterCounterpartyRow;
  letter_projects: LetterProjectRow;
  letter_participants: LetterParticipantRow;
  letter_files: LetterFileRow;
  letter_links: LetterLinkRow;
  letter_subjects: LetterSubjectRow;
  letter_revisions: LetterRevisionRow;
  letter_events: LetterEventRow;
  tasks: TaskRow;
  names: NameRow;
  search_documents: SearchDocumentRow;
}

export const correspondenceTables = [
  'letters',
  'letter_counterparties',
  'letter_projects',
  'letter_participants',
  'letter_files',
  'letter_links',
  'letter_subjects',
  'letter_revisions',
  'letter_events',
  'tasks',
  'names',
  'search_documents',
] as const satisfies readonly (keyof CorrespondenceTables)[];

/** With the indexes that writing needs as well. */
const tables = `
  create table letters (
    id uuid primary key,
    revision int not null,
    direction text not null,
    status text not null,
    is_open boolean not null,
    confidential boolean not null,
    number text,
    number_key text,
    dated date not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    subject text not null,
    document_kind text,
    department_id uuid,
    responsible_department_id uuid,
    executor_id uuid,
    author_id uuid,
    case_reference text,
    message_id text,
    due_at timestamptz,
    first_position text collate "C" not null,
    thread_id uuid not null,
    state json not null
  );
  create index on letters (thread_id, dated, first_position);

  create table letter_counterparties (
    letter_id uuid not null, counterparty_id uuid not null,
    number text, number_key text, date date,
    primary key (letter_id, counterparty_id)
  );

  create table letter_projects (
    letter_id uuid not null, project_id uuid not null, primary key (letter_id, project_id)
  );

  create table letter_participants (
    letter_id uuid not null, employee_id uuid not null, primary key (letter_id, employee_id)
  );

  create table letter_files (
    letter_id uuid not null, sha256 text not null,
    name text not null, size bigint not null, media_type text not null,
    primary key (letter_id, sha256)
  );

  create table letter_links (
    letter_id uuid not null, target_id uuid not null, kind text not null,
    primary key (letter_id, target_id, kind)
  );
  create index on letter_links (target_id);

  create table letter_subjects (
    letter_id uuid not null, subject_id uuid not null, primary key (letter_id, subject_id)
  );
  create index on letter_subjects (subject_id);

  create table letter_revisions (
    letter_id uuid not null, revision_number int not null,
    author_id text not null, at timestamptz not null, text text not null,
    content_hash text not null, card json, files json not null,
    primary key (letter_id, revision_number)
  );

  create table letter_events (
    letter_id uuid not null, revision int not null,
    position text collate "C" not null, id uuid not null, type text not null,
    at timestamptz not null, actor text not null, on_behalf_of text, data json not null,
    primary key (letter_id, revision)
  );

  create table tasks (
    letter_id uuid not null, key text not null, kind text not null,
    assignee_kind text not null, assignee text not null, counterparty_id uuid,
    due_at timestamptz not null, since timestamptz not null, deadline json not null,
    next_milestone_at timestamptz, waiting_for uuid, waiting_until timestamptz,
    primary key (letter_id, key)
  );

  create table names (id uuid primary key, words text not null);

  create table search_documents (
    letter_id uuid primary key, dated date not null, month int[] not null, audience uuid[] not null,
    numbers text not null, whole_numbers text[] not null, headline text not null, details text not null,
    name_ids uuid[] not null, document tsvector not null
  );
  create index on search_documents using gin (name_ids);
`;

/** Those that only queries need. */
const indexes = `
  create index on letters (dated desc, first_position desc);
  create index on letters (updated_at desc, id desc);
  create index on letters (due_at, id) where is_open;
  create index on letters (number_key);
  create index on letters (case_reference) where case_reference is not null;
  create index on letters (message_id) where message_id is not null;
  create index on letters (department_id);
  create index on letters (executor_id) where executor_id is not null;
  create index on letters (author_id) where author_id is not null;
  create index on letter_counterparties (counterparty_id, number_key);
  create index on letter_projects (project_id);
  create index on letter_participants (employee_id);
  create index on letter_files (sha256);
  create index on letter_events (position);
  create index on letter_events (at);
  create index on letter_events (actor, position);
  create index on letter_events (on_behalf_of, position) where on_behalf_of is not null;
  create index on letter_events ((data ->> 'letterId')) where type in ('LinkedToLetter', 'UnlinkedFromLetter');
  create index on letter_events ((data ->> 'projectId')) where type in ('LinkedToProject', 'UnlinkedFromProject');
  create index on tasks (assignee_kind, assignee, due_at);
  create index on tasks (due_at);
  create index on tasks (next_milestone_at) where waiting_until is null;
  create index on tasks (due_at) where waiting_until is null and next_milestone_at is null;
  create index on tasks (waiting_until) where waiting_until is not null;
  create index on tasks (waiting_for) where waiting_for is not null;
  create index on search_documents using gin (document, numbers public.gin_trgm_ops, whole_numbers, audience, month);
`;

const carryOut = async (tx: Transaction<unknown>, statements: string): Promise<void> => {
  for (const statement of statements.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(tx);
  }
};

export const createCorrespondenceTables = (tx: Transaction<unknown>): Promise<void> => carryOut(tx, tables);

export const createCorrespondenceIndexes = (tx: Transaction<unknown>): Promise<void> => carryOut(tx, indexes);
