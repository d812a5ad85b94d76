import { type SqlBool, sql } from 'kysely';
import { journalId } from '../../domain/journal/journal.ts';
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
import type { JournalRow } from './tables.ts';

export interface JournalEntry {
  readonly sequence: number;
  readonly number: string;
  readonly letterId: string;
  readonly date: string;
  readonly status: 'issued' | 'used' | 'voided';
  readonly reason: string | null;
}

export const findJournal = (
  db: ReadModel,
  direction: 'incoming' | 'outgoing',
  year: number,
): Promise<JournalRow | undefined> =>
  db.selectFrom('journals').selectAll().where('id', '=', journalId(direction, year)).executeTakeFirst();

export const findJournalById = (db: ReadModel, id: string): Promise<JournalRow | undefined> =>
  db.selectFrom('journals').selectAll().where('id', '=', id).executeTakeFirst();

export const listJournals = (db: ReadModel): Promise<readonly JournalRow[]> =>
  db.selectFrom('journals').selectAll().orderBy('year', 'desc').orderBy('direction').execute();

/** The journal's numbers in order, each with what became of it. */
export const journalEntries = async (
  db: ReadModel,
  id: string,
  newestFirst: boolean,
  page: PageRequest,
): Promise<Page<JournalEntry>> => {
  const order: Order = { keys: [sql`n.sequence`], descending: newestFirst };
  const mine = sql<SqlBool>`n.journal_id = ${id}::uuid`;
  const after = afterCursor(order, page.after, ['int']);
  const { rows } = await sql<JournalEntry & { cursor_keys: string }>`
    select n.sequence, n.number, n.letter_id as "letterId", n.date, n.status, n.reason,
      ${cursorKeys(order)} as cursor_keys
    from read.journal_numbers n where ${sql.join(after ? [mine, after] : [mine], sql` and `)}
    order by ${orderBy(order)} limit ${page.first + 1}`.execute(db);
  return pageOf(
    rows,
    page,
    ({ cursor_keys: _, ...entry }) => entry,
    async () => {
      const counted = await sql<{ count: string }>`
        select count(*) from read.journal_numbers n where ${mine}`.execute(db);
      return Number(counted.rows[0]?.count ?? 0);
    },
  );
};

/** Numbers that were issued before the instant and that no letter carries. */
export const numbersIssuedBefore = async (db: ReadModel, instant: string) => {
  const rows = await db
    .selectFrom('journal_numbers as n')
    .innerJoin('journals as j', 'j.id', 'n.journal_id')
    .select(['n.journal_id as journalId', 'j.direction', 'n.letter_id as letterId', 'n.number as text'])
    .where('n.status', '=', 'issued')
    .where('n.issued_at', '<', instant)
    .limit(100)
    .execute();
  return rows;
};

/** The journal's numbers from the one sequence to the other, both included. */
export const numbersBetween = (db: ReadModel, id: string, from: number, to: number) =>
  db
    .selectFrom('journal_numbers')
    .select(['sequence', 'number', 'letter_id as letterId', 'status'])
    .where('journal_id', '=', id)
    .where('sequence', '>=', from)
    .where('sequence', '<=', to)
    .execute();
