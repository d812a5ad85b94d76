import type pg from 'pg';
import type { Logger } from 'pino';
import { derivedId } from '../../application/derived-id.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Composed, MailComposer } from './mail-composer.ts';
import type { EntryRow } from './notice-tables.ts';
import { GIVE_UP_AFTER_MS, pauseAfter } from './retries.ts';

/** A mail on its way out. The id stays the same however often it is tried. */
export type OutgoingMail = Extract<Composed, { readonly mail: unknown }> & {
  readonly id: string;
  readonly at: string;
};

/** Hands a mail to a mail server. Settles when that has taken it. @throws MailRefused, or any other error to try again after. */
export type Postman = (mail: OutgoingMail) => Promise<void>;

/** The mail server will not take this mail, now or later. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

export interface DeliveryReport {
  readonly sent: number;
  readonly needless: number;
  readonly failed: number;
  readonly givenUp: number;
}

interface MailRow {
  readonly id: string;
  readonly recipient_id: string;
  readonly attempts: number;
  readonly first_tried_at: string | null;
}

/** Entries that are put into mails in one transaction. */
const AT_A_TIME = 500;
/** Mails that are sent at the same time, each on a connection of its own to the database and to the mail server. */
const SENDERS = 2;
const LOCK = "hashtextextended('chancery:notice-mails', 7)";

/**
 * Sends what is due. First entries become mails, whose id follows from the first of their entries; then each mail is
 * sent while its row is locked, and marked before the lock goes. So two instances never send the same, and a crash
 * lets the mail be sent by the next: with the same id, by which a receiver knows the copy where the crash came between the mail
 * server's word and ours.
 */
export class MailCourier {
  readonly #pool: pg.Pool;
  readonly #composer: MailComposer;
  readonly #postman: Postman;
  readonly #clock: Clock;
  readonly #log: Logger;
  #working: Promise<DeliveryReport> | undefined;

  constructor(pool: pg.Pool, composer: MailComposer, postman: Postman, clock: Clock, log: Logger) {
    this.#pool = pool;
    this.#composer = composer;
    this.#postman = postman;
    this.#clock = clock;
    this.#log = log;
  }

  /** Sends everything that is due by the clock. Calls while it is at work share the answer. */
  deliver(): Promise<DeliveryReport> {
    this.#working ??= this.#deliver().finally(() => {
      this.#working = undefined;
    });
    return this.#working;
  }

  async #deliver(): Promise<DeliveryReport> {
    const report = { sent: 0, needless: 0, failed: 0, givenUp: 0 };
    while ((await this.#gather()) === AT_A_TIME);
    await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        for (;;) {
          const outcome = await this.#sendOne();
          if (!outcome) return;
          report[outcome] += 1;
        }
      }),
    );
    return report;
  }

  /** Puts due entries into mails: one mail for each, or one for all that somebody is told at a time. @returns how many. */
  async #gather(): Promise<number> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      // One at a time, so that what belongs into one mail is not divided among two instances.
      const locked = await client.query<{ locked: boolean }>(
        `select pg_try_advisory_xact_lock(${LOCK}) as locked`,
      );
      if (!locked.rows[0]?.locked) return 0;
      const now = this.#clock();
      const { rows } = await client.query<Pick<EntryRow, 'id' | 'recipient_id'> & { digest: boolean }>({
        name: 'notices-due',
        text: `select id, recipient_id, digest from notices.entries
          where mail_id is null and mail_at <= $1 order by mail_at, sequence limit ${AT_A_TIME} for update`,
        values: [now],
      });
      const mails = mailsOf(rows);
      if (mails.length > 0) {
        await client.query(
          `insert into notices.mails (id, recipient_id, status, made_at, next_at)
           select id, recipient_id, 'due', $3, $3 from unnest($1::uuid[], $2::uuid[]) as m (id, recipient_id)`,
          [mails.map(({ id }) => id), mails.map(({ recipientId }) => recipientId), now],
        );
        const placed = mails.flatMap(({ id, entryIds }) => entryIds.map((entryId) => [entryId, id]));
        await client.query(
          `update notices.entries e set mail_id = p.mail_id
           from unnest($1::uuid[], $2::uuid[]) as p (id, mail_id) where e.id = p.id`,
          [placed.map(([entryId]) => entryId), placed.map(([, id]) => id)],
        );
      }
      await client.query('commit');
      return rows.length;
    } finally {
      await release(client);
    }
  }

  /** Sends one mail that nobody else is sending. @returns what became of it; `undefined` when there is none. */
  async #sendOne(): Promise<keyof DeliveryReport | undefined> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      const now = this.#clock();
      const { rows } = await client.query<MailRow>({
        name: 'mail-due',
        text: `select id, recipient_id, attempts, first_tried_at from notices.mails
          where status = 'due' and next_at <= $1 order by next_at limit 1 for update skip locked`,
        values: [now],
      });
      const [row] = rows;
      if (!row) return undefined;
      const outcome = await this.#send(client, row, now);
      await client.query('commit');
      return outcome;
    } finally {
      await release(client);
    }
  }

  async #send(client: pg.PoolClient, row: MailRow, now: string): Promise<keyof DeliveryReport> {
    const { id, recipient_id } = row;
    try {
      const { rows: entries } = await client.query<EntryRow>({
        name: 'mail-entries',
        text: 'select * from notices.entries where mail_id = $1 order by sequence',
        values: [id],
      });
      const composed = await this.#composer.compose(recipient_id, entries, now);
      if ('needless' in composed) {
        await client.query(`update notices.mails set status = 'needless', error = $2 where id = $1`, [
          id,
          composed.needless,
        ]);
        return 'needless';
      }
      await this.#postman({ ...composed, id, at: now });
    } catch (error) {
      return this.#failed(client, row, now, error);
    }
    // Nothing stands between the mail server's word and this but the crash that nobody can rule out.
    await client.query(
      `update notices.mails set status = 'sent', sent_at = $2, attempts = attempts + 1, error = null where id = $1`,
      [id, now],
    );
    return 'sent';
  }

  async #failed(
    client: pg.PoolClient,
    { id, attempts, first_tried_at }: MailRow,
    now: string,
    error: unknown,
  ): Promise<'failed' | 'givenUp'> {
    const since = first_tried_at ?? now;
    const tried = attempts + 1;
    const over = error instanceof MailRefused || Date.parse(now) - Date.parse(since) >= GIVE_UP_AFTER_MS;
    const next = new Date(Date.parse(now) + pauseAfter(tried, Math.random())).toISOString();
    await client.query(
      `update notices.mails
       set status = $2, attempts = $3, first_tried_at = $4, next_at = $5, error = $6 where id = $1`,
      [id, over ? 'givenUp' : 'due', tried, since, next, describe(error)],
    );
    this.#log[over ? 'error' : 'warn'](
      { err: error, mail: id, attempts: tried },
      over ? 'A mail was given up' : 'A mail could not be sent; it is tried again',
    );
    return over ? 'givenUp' : 'failed';
  }
}

/** What went wrong, for whoever looks after the mail: without the address, which is personal data. */
const describe = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/[^\s<>"']+@[^\s<>"']+/g, '…@…').slice(0, 500);
};

/** Ends the transaction if it is still open, and gives the connection back. */
const release = async (client: pg.PoolClient): Promise<void> => {
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
};

interface NewMail {
  readonly id: string;
  readonly recipientId: string;
  readonly entryIds: readonly string[];
}

const mailsOf = (
  rows: readonly { readonly id: string; readonly recipient_id: string; readonly digest: boolean }[],
): readonly NewMail[] => {
  const together = new Set(rows.filter(({ digest }) => digest).map(({ recipient_id }) => recipient_id));
  const mails = new Map<string, { recipientId: string; entryIds: string[] }>();
  for (const { id, recipient_id: recipientId } of rows) {
    const key = together.has(recipientId) ? recipientId : id;
    const mail = mails.get(key) ?? { recipientId, entryIds: [] };
    mail.entryIds.push(id);
    mails.set(key, mail);
  }
  return [...mails.values()].map((mail) => ({ ...mail, id: derivedId('mail', mail.entryIds[0] ?? '') }));
};
