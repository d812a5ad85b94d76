import { type Kysely, type SqlBool, sql } from 'kysely';
import type { NoticeKind, NoticeParameters } from '../../domain/notices/notice.ts';
import {
  afterCursor,
  type Keyed,
  type Order,
  orderBy,
  type Page,
  type PageRequest,
  pageOf,
  withCursorKeys,
} from '../../projections/page.ts';

/** One notice of one person. */
export interface EntryRow {
  readonly id: string;
  readonly sequence: string;
  readonly event_id: string;
  readonly position: string;
  readonly revision: number;
  readonly recipient_id: string;
  readonly on_behalf_of: string | null;
  readonly actor_id: string | null;
  readonly kind: NoticeKind;
  readonly urgent: boolean;
  readonly letter_id: string | null;
  readonly parameters: NoticeParameters;
  readonly event_at: string;
  readonly visible_at: string;
  readonly read_at: string | null;
}

/** A mail that was given up. */
export interface ProblemRow {
  readonly id: string;
  readonly recipient_id: string;
  readonly made_at: string;
  readonly first_tried_at: string | null;
  readonly attempts: number;
  readonly error: string;
  readonly notices: number;
}

/** What waits, and what was given up. */
export interface MailCounts {
  readonly waiting: number;
  /** Of those that wait, what was tried and failed. */
  readonly failing: number;
  readonly givenUp: number;
}

/** How far a person has been told over a subscription. */
export interface ToldSoFar {
  readonly sequence: string;
  readonly lookedAt: string;
}

const ENTRY = sql`id, sequence, event_id, position, revision, recipient_id, on_behalf_of, actor_id, kind, urgent, letter_id,
  parameters, event_at, visible_at, read_at`;

/** Of what a subscription tells. */
const AT_A_TIME = 1_000;

const newestFirst: Order = { keys: [sql`visible_at`, sql`sequence`], descending: true };
const problemOrder: Order = { keys: [sql`made_at`, sql`id`], descending: true };

const visible = (now: string) => sql<SqlBool>`(hidden_until is null or hidden_until <= ${now})`;

/** Notices as they are read: each person theirs. */
export class NoticeTables {
  // biome-ignore lint/suspicious/noExplicitAny: its tables are no part of anybody's type.
  readonly #db: Kysely<any>;

  constructor(db: Kysely<unknown>) {
    this.#db = db;
  }

  /** The person's notices, the newest first. */
  async list(
    recipientId: string,
    unreadOnly: boolean,
    page: PageRequest,
    now: string,
  ): Promise<Page<EntryRow>> {
    const where = [
      sql<SqlBool>`recipient_id = ${recipientId}`,
      visible(now),
      ...(unreadOnly ? [sql<SqlBool>`read_at is null`] : []),
    ];
    const after = afterCursor(newestFirst, page.after, ['timestamptz', 'bigint']);
    const { rows } = await sql<EntryRow & Keyed>`
      select ${withCursorKeys(ENTRY, newestFirst, page)} from notices.entries
      where ${sql.join(after ? [...where, after] : where, sql` and `)}
      order by ${orderBy(newestFirst)} limit ${page.first + 1}`.execute(this.#db);
    return pageOf(
      rows,
      page,
      (row) => row,
      async () => {
        const counted = await sql<{ count: string }>`
          select count(*) from notices.entries where ${sql.join(where, sql` and `)}`.execute(this.#db);
        return Number(counted.rows[0]?.count ?? 0);
      },
    );
  }

  /** Marks the person's own as read, and answers how many that were not read before. None named: all that they see. */
  async markRead(recipientId: string, ids: readonly string[] | undefined, now: string): Promise<number> {
    const named = ids ? sql<SqlBool>`id = any(${[...ids]}::uuid[])` : sql<SqlBool>`true`;
    const { numAffectedRows } = await sql`
      update notices.entries set read_at = ${now}
      where recipient_id = ${recipientId} and read_at is null and ${visible(now)} and ${named}`.execute(
      this.#db,
    );
    return Number(numAffectedRows ?? 0n);
  }

  /** From where on a subscription tells: of what comes after now. */
  async toldUntilNow(recipientId: string, now: string): Promise<ToldSoFar> {
    const { rows } = await sql<{ sequence: string | null }>`
      select max(sequence) as sequence from notices.entries where recipient_id = ${recipientId}`.execute(
      this.#db,
    );
    return { sequence: rows[0]?.sequence ?? '0', lookedAt: now };
  }

  /**
   * What has come for the person since, or has come to be visible. Entries are written by one at a time, so that a greater
   * sequence is never seen before a lesser.
   */
  async since(
    recipientId: string,
    { sequence, lookedAt }: ToldSoFar,
    now: string,
  ): Promise<{ readonly entries: readonly EntryRow[]; readonly told: ToldSoFar; readonly more: boolean }> {
    const { rows } = await sql<EntryRow & { hidden: boolean }>`
      select ${ENTRY}, not ${visible(now)} as hidden from notices.entries
      where recipient_id = ${recipientId}
        and (sequence > ${sequence} or (hidden_until > ${lookedAt} and hidden_until <= ${now}))
      order by sequence limit ${AT_A_TIME}`.execute(this.#db);
    const last = rows.reduce(
      (most, row) => (BigInt(row.sequence) > BigInt(most) ? row.sequence : most),
      sequence,
    );
    return {
      entries: rows.filter(({ hidden }) => !hidden),
      told: { sequence: last, lookedAt: now },
      more: rows.length === AT_A_TIME,
    };
  }

  async problems(page: PageRequest): Promise<Page<ProblemRow>> {
    const where = sql<SqlBool>`status = 'givenUp'`;
    const after = afterCursor(problemOrder, page.after, ['timestamptz', 'uuid']);
    const columns = sql`id, recipient_id, made_at, first_tried_at, attempts, error,
      (select count(*)::int from notices.entries e where e.mail_id = m.id) as notices`;
    const { rows } = await sql<ProblemRow & Keyed>`
      select ${withCursorKeys(columns, problemOrder, page)} from notices.mails m
      where ${after ? sql`${where} and ${after}` : where}
      order by ${orderBy(problemOrder)} limit ${page.first + 1}`.execute(this.#db);
    return pageOf(
      rows,
      page,
      (row) => row,
      async () => (await this.counts()).givenUp,
    );
  }

  /** Has a mail that was given up tried again, for as long as a new one. @returns whether it was one. */
  async retry(mailId: string, now: string): Promise<boolean> {
    const { numAffectedRows } = await sql`
      update notices.mails set status = 'due', next_at = ${now}, attempts = 0, first_tried_at = null
      where id = ${mailId} and status = 'givenUp'`.execute(this.#db);
    return numAffectedRows === 1n;
  }

  async counts(): Promise<MailCounts> {
    const { rows } = await sql<MailCounts>`
      select (count(*) filter (where status = 'due'))::int as waiting,
        (count(*) filter (where status = 'due' and attempts > 0))::int as failing,
        (count(*) filter (where status = 'givenUp'))::int as "givenUp"
      from notices.mails where status in ('due', 'givenUp')`.execute(this.#db);
    return rows[0] ?? { waiting: 0, failing: 0, givenUp: 0 };
  }
}
