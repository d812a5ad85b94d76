import { type ColumnType, sql, type Transaction } from 'kysely';
import type { Mail, MailStatus } from '../../domain/mail/mail.ts';

type Json<Value> = ColumnType<Value, string, string>;

/** A message as lists show it: all that is known of it but its text. */
export interface MailRow {
  id: string;
  status: MailStatus;
  /** Where in the log it was received: the order of the queue. */
  position: string;
  message_id: string | null;
  sender_address: string | null;
  /** Whose it is by its sender, as it was found out when it came in. */
  counterparty_id: string | null;
  letter_id: string | null;
  text: string | null;
  revision: number;
  details: Json<Mail>;
}

/** An e-mail address of a counterparty, lower case, with its domain. */
export interface CorrespondentRow {
  counterparty_id: string;
  address: string;
  domain: string;
}

/** The Message-ID that a letter came or went with. */
export interface LetterMessageRow {
  message_id: string;
  letter_id: string;
}

export interface MailTables {
  mail: MailRow;
  correspondents: CorrespondentRow;
  letter_messages: LetterMessageRow;
}

export const mailTables = ['mail', 'correspondents', 'letter_messages'] as const;

const statements = `
  create table mail (
    id uuid primary key, status text not null, position text collate "C" not null,
    message_id text, sender_address text, counterparty_id uuid, letter_id uuid, text text,
    revision int not null, details jsonb not null
  );
  create index on mail (status, position, id);
  create index on mail (position, id);
  create index on mail using hash (message_id);
  create index on mail (counterparty_id) where counterparty_id is not null;
  create index on mail (letter_id) where letter_id is not null;

  create table correspondents (
    counterparty_id uuid not null, address text not null, domain text not null, primary key (counterparty_id, address)
  );
  create index on correspondents (address);
  create index on correspondents (domain);

  create table letter_messages (message_id text not null, letter_id uuid not null);
  create index on letter_messages using hash (message_id);
  create index on letter_messages (letter_id);
`;

export const createMailTables = async (tx: Transaction<unknown>): Promise<void> => {
  for (const statement of statements.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(tx);
  }
};
