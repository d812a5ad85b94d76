import type pg from 'pg';

const DAY = 24 * 3_600_000;
/** Rows are locked for no longer than so many take. */
const AT_A_TIME = 1_000;

/**
 * Whatever mail there was of it is over. What still waits stays however old it is, and so does what was given up: until
 * somebody has it tried again, nobody was told of it.
 */
const OVER = `(e.mail_id is null and e.mail_at is null
  or exists (select from notices.mails m where m.id = e.mail_id and m.status in ('sent', 'needless')))`;

/**
 * Forgets notices that are older than people look back: the list would grow for ever. The log has what happened, and webhooks
 * are told from there, so that nothing can be told less of for it. Any number of instances may do it at a time.
 */
export class NoticeRetention {
  readonly #pool: pg.Pool;
  readonly #keptDays: number;

  constructor(pool: pg.Pool, keptDays: number) {
    this.#pool = pool;
    this.#keptDays = keptDays;
  }

  /** Forgets notices, and mails that were made of them, from before the days that they are kept. @returns how many notices. */
  async sweep(now: string): Promise<number> {
    const before = new Date(Date.parse(now) - this.#keptDays * DAY).toISOString();
    const forgotten = await this.#inBatches(
      `delete from notices.entries where id in (
         select e.id from notices.entries e where e.visible_at < $1 and ${OVER}
         limit ${AT_A_TIME} for update skip locked)`,
      before,
    );
    await this.#inBatches(
      `delete from notices.mails where id in (
         select m.id from notices.mails m where m.made_at < $1 and m.status in ('sent', 'needless')
           and not exists (select from notices.entries e where e.mail_id = m.id)
         limit ${AT_A_TIME} for update skip locked)`,
      before,
    );
    return forgotten;
  }

  async #inBatches(statement: string, before: string): Promise<number> {
    let total = 0;
    for (;;) {
      const { rowCount } = await this.#pool.query(statement, [before]);
      total += rowCount ?? 0;
      if (!rowCount || rowCount < AT_A_TIME) return total;
    }
  }
}
