import { type Kysely, sql } from 'kysely';

/**
 * What is to be told to people and to other programs, and how far that is. No names, no addresses and no text of letters: those
 * are looked up when they are needed. An entry is one notice of one person; a mail, what is sent to them in one message.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema notices`.execute(db);
  await sql`
    create table notices.mails (
      id uuid primary key,
      recipient_id uuid not null,
      status text not null check (status in ('due', 'sent', 'needless', 'givenUp')),
      made_at timestamptz not null,
      next_at timestamptz not null,
      attempts int not null default 0,
      first_tried_at timestamptz,
      sent_at timestamptz,
      error text
    )`.execute(db);
  await sql`create index on notices.mails (next_at) where status = 'due'`.execute(db);
  await sql`create index on notices.mails (made_at, id) where status = 'givenUp'`.execute(db);
  await sql`
    create table notices.entries (
      id uuid primary key,
      sequence bigint not null generated always as identity,
      event_id uuid not null,
      position text collate "C" not null,
      revision int not null,
      recipient_id uuid not null,
      on_behalf_of uuid,
      actor_id uuid,
      kind text not null,
      urgent boolean not null,
      letter_id uuid,
      parameters jsonb not null,
      event_at timestamptz not null,
      visible_at timestamptz not null,
      hidden_until timestamptz,
      read_at timestamptz,
      mail_at timestamptz,
      digest boolean not null,
      mail_id uuid references notices.mails
    )`.execute(db);
  await sql`create index on notices.entries (recipient_id, visible_at desc, sequence desc)`.execute(db);
  await sql`create index on notices.entries (recipient_id, visible_at desc, sequence desc) where read_at is null`.execute(
    db,
  );
  await sql`create index on notices.entries (mail_at) where mail_id is null and mail_at is not null`.execute(
    db,
  );
  await sql`create index on notices.entries (mail_id) where mail_id is not null`.execute(db);
  await sql`create index on notices.entries (recipient_id, sequence)`.execute(db);
  // What signs, and where it goes: wrapped by the master key. Two secrets of a webhook sign while one replaces the other.
  await sql`
    create table notices.webhook_secrets (
      id uuid primary key,
      webhook_id uuid not null,
      wrapped bytea not null,
      made_at timestamptz not null,
      retires_at timestamptz
    )`.execute(db);
  await sql`create index on notices.webhook_secrets (webhook_id)`.execute(db);
  await sql`
    create table notices.webhooks (
      id uuid primary key,
      wrapped_url bytea not null,
      position text collate "C" not null,
      event text not null,
      attempts int not null default 0,
      first_tried_at timestamptz,
      next_at timestamptz not null,
      given_up boolean not null default false,
      error text
    )`.execute(db);
};
