import { type SqlBool, sql } from 'kysely';
import type { Mail, MailStatus } from '../../domain/mail/mail.ts';
import {
  afterCursor,
  cursorKeys,
  type Order,
  orderBy,
  type Page,
  type PageRequest,
  pageOf,
} from '../page.ts';
import type { ReadModel } from '../read-model.ts';

const order: Order = { keys: [sql`m.position`, sql`m.id`], descending: false };

const toMail = ({ details, text }: { details: Mail; text: string | null }): Mail => ({
  ...details,
  received: { ...details.received, ...(text !== null && { text }) },
});

/** Messages in that status, those first that came first. Their texts are read `withText` alone. */
export const listMail = async (
  db: ReadModel,
  status: MailStatus,
  page: PageRequest,
  withText: boolean,
): Promise<Page<Mail>> => {
  const all = [sql<SqlBool>`m.status = ${status}`];
  const after = afterCursor(order, page.after, ['text collate "C"', 'uuid']);
  const { rows } = await sql<{ details: Mail; text: string | null; cursor_keys: string }>`
    select m.details, ${withText ? sql`m.text` : sql`null::text as text`}, ${cursorKeys(order)} as cursor_keys
    from read.mail m where ${sql.join(after ? [...all, after] : all, sql` and `)}
    order by ${orderBy(order)} limit ${page.first + 1}`.execute(db);
  return pageOf(rows, page, toMail, async () => {
    const counted = await sql<{ count: string }>`
      select count(*) from read.mail m where ${sql.join(all, sql` and `)}`.execute(db);
    return Number(counted.rows[0]?.count ?? 0);
  });
};

export const findMail = async (db: ReadModel, id: string): Promise<Mail | undefined> => {
  const { rows } = await sql<{ details: Mail; text: string | null }>`
    select m.details, m.text from read.mail m where m.id = ${id}::uuid`.execute(db);
  return rows[0] && toMail(rows[0]);
};
