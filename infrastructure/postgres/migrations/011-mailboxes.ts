import { type Kysely, sql } from 'kysely';

/** How far each IMAP mailbox has been read (RFC 9051 §2.3.1.1: UIDs mean nothing under another UIDVALIDITY). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema mail`.execute(db);
  await sql`
    create table mail.mailboxes (
      name text primary key,
      uid_validity bigint not null,
      last_uid bigint not null
    )`.execute(db);
};
