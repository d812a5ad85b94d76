import { type SqlBool, sql } from 'kysely';
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

export interface ReadingFilter {
  readonly letterId?: string;
  readonly readerId?: string;
  /** Instants: from the first, to before the second. */
  readonly from?: string;
  readonly to?: string;
}

/** Somebody's reading of letters, on the record. */
export interface Reading {
  readonly id: string;
  readonly at: string;
  readonly readerId: string;
  readonly operation: string;
  readonly sha256: string | null;
  readonly purpose: string | null;
  /** It was of the whole log; `letters` does not list them. */
  readonly everyLetter: boolean;
  readonly letters: readonly { readonly letterId: string; readonly revision: number }[];
}

/** Who has read what, for callers who may know it. */
export const listReadings = async (
  db: ReadModel,
  { letterId, readerId, from, to }: ReadingFilter,
  newestFirst: boolean,
  page: PageRequest,
): Promise<Page<Reading>> => {
  const order: Order = { keys: [sql`r.position`, sql`r.id`], descending: newestFirst };
  const all = [
    sql<SqlBool>`true`,
    ...(letterId
      ? [
          sql<SqlBool>`(r.id in (select l.reading_id from read.reading_letters l where l.letter_id = ${letterId}::uuid)
            or r.up_to >= (select l.first_position from read.letters l where l.id = ${letterId}::uuid))`,
        ]
      : []),
    ...(readerId ? [sql<SqlBool>`r.reader_id = ${readerId}`] : []),
    ...(from ? [sql<SqlBool>`r.at >= ${from}::timestamptz`] : []),
    ...(to ? [sql<SqlBool>`r.at < ${to}::timestamptz`] : []),
  ];
  const after = afterCursor(order, page.after, ['text collate "C"', 'uuid']);
  const { rows } = await sql<Reading & { cursor_keys: string }>`
    select r.id, r.at, r.reader_id as "readerId", r.operation, r.sha256, r.purpose,
      r.up_to is not null as "everyLetter",
      (select coalesce(jsonb_agg(jsonb_build_object('letterId', l.letter_id, 'revision', l.revision) order by l.letter_id), '[]')
        from read.reading_letters l where l.reading_id = r.id) as letters,
      ${cursorKeys(order)} as cursor_keys
    from read.readings r where ${sql.join(after ? [...all, after] : all, sql` and `)}
    order by ${orderBy(order)} limit ${page.first + 1}`.execute(db);
  return pageOf(
    rows,
    page,
    ({ cursor_keys: _, ...reading }) => reading,
    async () => {
      const counted = await sql<{ count: string }>`
        select count(*) from read.readings r where ${sql.join(all, sql` and `)}`.execute(db);
      return Number(counted.rows[0]?.count ?? 0);
    },
  );
};
