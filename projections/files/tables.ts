import { sql, type Transaction } from 'kysely';

/** That a letter or a message names a file, now or in its history. */
export interface FileNamingRow {
  sha256: string;
  category: 'letter' | 'mail';
  /** The letter's or the message's. */
  id: string;
  /** Where in the log it was named last. */
  named_at: string;
  /** The same, of somebody who had the bytes: null where they were carried from another letter alone. */
  brought_at: string | null;
  /** Where in the log it was erased last. */
  erased_at: string | null;
}

export interface FileTables {
  file_namings: FileNamingRow;
}

export const fileTables = ['file_namings'] as const;

export const createFileTables = async (tx: Transaction<unknown>): Promise<void> => {
  await sql`
    create table file_namings (
      sha256 text not null, category text not null, id uuid not null, named_at text collate "C" not null,
      brought_at text collate "C", erased_at text collate "C", primary key (sha256, category, id)
    )`.execute(tx);
};

export const createFileIndexes = async (tx: Transaction<unknown>): Promise<void> => {
  await sql`create index on file_namings (id)`.execute(tx);
};
