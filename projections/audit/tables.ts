import { sql, type Transaction } from 'kysely';
import type { Category } from '../../domain/event.ts';

/** Something that happened elsewhere than to a letter. What it says is in the log; here is what it is found by. */
export interface ChronicleRow {
  position: string;
  id: string;
  stream: string;
  category: Category;
  revision: number;
  type: string;
  at: string;
  actor: string;
  on_behalf_of: string | null;
  /** Everything that the event names by id: its own subject, and whom and what it concerns. */
  subjects: string[];
}

/** Somebody's reading of letters, as one fact. */
export interface ReadingRow {
  id: string;
  position: string;
  at: string;
  reader_id: string;
  operation: string;
  sha256: string | null;
  purpose: string | null;
  /** Of an export of the whole log: it is a reading of every letter that there was at that position. */
  up_to: string | null;
}

/** One of the letters that were read, in the state that was seen. */
export interface ReadingLetterRow {
  reading_id: string;
  letter_id: string;
  revision: number;
}

export interface AuditTables {
  chronicle: ChronicleRow;
  readings: ReadingRow;
  reading_letters: ReadingLetterRow;
}

export const auditTables = ['chronicle', 'readings', 'reading_letters'] as const;

/** With the indexes that writing needs as well: `subjects` finds the substitution that was cancelled. */
const tables = `
  create table chronicle (
    position text collate "C" not null, id uuid primary key,
    stream text not null, category text not null, revision int not null, type text not null,
    at timestamptz not null, actor text not null, on_behalf_of text, subjects uuid[] not null
  );
  create index on chronicle using gin (subjects);

  create table readings (
    id uuid primary key, position text collate "C" not null, at timestamptz not null,
    reader_id text not null, operation text not null, sha256 text, purpose text, up_to text collate "C"
  );

  create table reading_letters (
    reading_id uuid not null, letter_id uuid not null, revision int not null, primary key (letter_id, reading_id)
  );
`;

/** Those that only queries need. */
const indexes = `
  create index on chronicle (position);
  create index on chronicle (at);
  create index on chronicle (actor, position);
  create index on readings (position);
  create index on readings (at);
  create index on readings (reader_id, position);
  create index on reading_letters (reading_id);
`;

const carryOut = async (tx: Transaction<unknown>, statements: string): Promise<void> => {
  for (const statement of statements.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(tx);
  }
};

export const createAuditTables = (tx: Transaction<unknown>): Promise<void> => carryOut(tx, tables);

export const createAuditIndexes = (tx: Transaction<unknown>): Promise<void> => carryOut(tx, indexes);
