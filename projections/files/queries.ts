import { sql } from 'kysely';
import type { LegalHold } from '../../domain/privacy/privacy.ts';
import type { ReadModel } from '../read-model.ts';

/** It is named there, and was not erased there since. */
const there = (naming: 'n' | 'o') =>
  sql`(${sql.ref(`${naming}.erased_at`)} is null or ${sql.ref(`${naming}.named_at`)} > ${sql.ref(`${naming}.erased_at`)})`;

/**
 * Files that are these counterparties': of their messages, and of letters that are nobody else's. One that another's letter
 * or message names as well is not among them, unless it is a raw message.
 */
export const filesOfCounterparties = async (
  db: ReadModel,
  counterpartyIds: readonly string[],
  mailIds: readonly string[],
): Promise<readonly string[]> => {
  const ids = sql`${[...counterpartyIds]}::uuid[]`;
  const { rows } = await sql<{ sha256: string }>`
    with mine as (
      select 'letter' as category, c.letter_id as id from read.letter_counterparties c
      where c.counterparty_id = any(${ids}) and not exists (
        select from read.letter_counterparties k
        where k.letter_id = c.letter_id and k.counterparty_id <> all(${ids}))
      union select 'mail', m.id from unnest(${[...mailIds]}::uuid[]) as m (id)
    ), raw as (
      select m.details #>> '{received,raw,sha256}' as sha256 from read.mail m where m.id = any(${[...mailIds]}::uuid[])
    )
    select distinct n.sha256 from read.file_namings n join mine using (category, id)
    where ${there('n')} and (n.sha256 in (select sha256 from raw) or not exists (
      select from read.file_namings o where o.sha256 = n.sha256 and ${there('o')}
        and (o.category, o.id) not in (select category, id from mine)))
    order by 1`.execute(db);
  return rows.map(({ sha256 }) => sha256);
};

/** Which of these files a letter or a message names. */
export const filesNamed = async (
  db: ReadModel,
  fileHashes: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ sha256: string }>`
    select distinct n.sha256 from read.file_namings n
    where n.sha256 = any(${[...fileHashes]}::text[]) and ${there('n')}`.execute(db);
  return new Set(rows.map(({ sha256 }) => sha256));
};

/** Which of the holds are on a letter that names one of these files, on its project, or on its or a message's counterparty. */
export const holdsOnFiles = async (
  db: ReadModel,
  holds: readonly LegalHold[],
  fileHashes: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (holds.length === 0 || fileHashes.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    with naming as (
      select distinct n.category, n.id from read.file_namings n
      where n.sha256 = any(${[...fileHashes]}::text[]) and ${there('n')}
    ), parties as (
      select c.counterparty_id as id from naming n
        join read.letter_counterparties c on n.category = 'letter' and c.letter_id = n.id
      union select m.counterparty_id from naming n join read.mail m on n.category = 'mail' and m.id = n.id
    )
    select h.id from unnest(
      ${holds.map(({ id }) => id)}::uuid[], ${holds.map(({ scope }) => scope)}::text[],
      ${holds.map(({ targetId }) => targetId)}::uuid[]
    ) as h (id, scope, target)
    where case h.scope
      when 'letter' then exists (select from naming n where n.category = 'letter' and n.id = h.target)
      when 'project' then exists (
        select from naming n join read.letter_projects p on n.category = 'letter' and p.letter_id = n.id
        where p.project_id = h.target)
      when 'counterparty' then exists (
        select from parties join read.counterparties k on k.id = parties.id where h.target in (k.id, k.merged_into))
      else false end`.execute(db);
  return new Set(rows.map(({ id }) => id));
};

/** A letter or a message that names a file. */
export interface FileNaming {
  readonly sha256: string;
  readonly category: 'letter' | 'mail';
  readonly id: string;
  /** It was brought there after the order; what was only carried there was not. */
  readonly isAnew: boolean;
}

/** Whoever names these files, as seen from an order at that place in the log. */
export const namingsOf = async (
  db: ReadModel,
  fileHashes: readonly string[],
  orderedAt: string,
): Promise<readonly FileNaming[]> => {
  const { rows } = await sql<FileNaming>`
    select n.sha256, n.category, n.id, coalesce(n.brought_at > ${orderedAt}, false) as "isAnew"
    from read.file_namings n where n.sha256 = any(${[...fileHashes]}::text[])
    order by n.category, n.id, n.sha256`.execute(db);
  return rows;
};
