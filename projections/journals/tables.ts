import { sql, type Transaction } from 'kysely';

export interface JournalRow {
  id: string;
  direction: 'incoming' | 'outgoing';
  year: number;
  pattern: string;
  is_open: boolean;
}

/** `issued` to a letter, `used` once the letter carries it, `voided` where the letter came to nothing. */
export interface JournalNumberRow {
  journal_id: string;
  sequence: number;
  number: string;
  letter_id: string;
  date: string;
  issued_at: string;
  status: 'issued' | 'used' | 'voided';
  reason: string | null;
}

export interface JournalTables {
  journals: JournalRow;
  journal_numbers: JournalNumberRow;
}

export const journalTables = ['journals', 'journal_numbers'] as const;

const statements = `
  create table journals (
    id uuid primary key, direction text not null, year int not null, pattern text not null, is_open boolean not null
  );
  create table journal_numbers (
    journal_id uuid not null, sequence int not null, number text not null, letter_id uuid not null,
    date date not null, issued_at timestamptz not null, status text not null, reason text,
    primary key (journal_id, sequence)
  );
  create index on journal_numbers (issued_at) where status = 'issued';
`;

export const createJournalTables = async (tx: Transaction<unknown>): Promise<void> => {
  for (const statement of statements.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(tx);
  }
};
