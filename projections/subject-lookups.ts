import { type RawBuilder, sql } from 'kysely';
import type { LegalHold } from '../domain/privacy/privacy.ts';
import type { ReadModel } from './read-model.ts';

/** Counterparties that were merged into this one. */
export const counterpartiesMergedInto = async (
  db: ReadModel,
  counterpartyId: string,
): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('counterparties')
    .select('id')
    .where('merged_into', '=', counterpartyId)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
};

/** Open letters of these counterparties, twenty at most. */
export const openLettersOfCounterparties = async (
  db: ReadModel,
  counterpartyIds: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select letters.id from read.letters
    where letters.is_open and letters.id in (
      select c.letter_id from read.letter_counterparties c
      where c.counterparty_id = any(${[...counterpartyIds]}::uuid[]))
    order by letters.dated, letters.id limit 20`.execute(db);
  return rows.map(({ id }) => id);
};

/** Letters that the subject takes part in, is written to or has written, or of whose history it is. */
const lettersOf = (kind: 'employee' | 'counterparty', ids: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select s.letter_id from read.letter_subjects s where s.subject_id = any(${ids})
  union ${
    kind === 'employee'
      ? sql`select p.letter_id from read.letter_participants p where p.employee_id = any(${ids})`
      : sql`select c.letter_id from read.letter_counterparties c where c.counterparty_id = any(${ids})`
  }`;

/** Which of the holds cover the subject, or a letter, project or counterparty that it has to do with. */
export const holdsCovering = async (
  db: ReadModel,
  holds: readonly LegalHold[],
  subject: { readonly kind: 'employee' | 'counterparty'; readonly ids: readonly string[] },
): Promise<ReadonlySet<string>> => {
  const covering = new Set(
    holds.filter(({ targetId }) => subject.ids.includes(targetId)).map(({ id }) => id),
  );
  const others = holds.filter(({ id, scope }) => !covering.has(id) && scope !== 'employee');
  if (others.length === 0) return covering;
  const ids = sql`${[...subject.ids]}::uuid[]`;
  const inProject =
    subject.kind === 'employee'
      ? sql`select from read.project_members m where m.project_id = h.target and m.employee_id = any(${ids})`
      : sql`select from read.projects p where p.id = h.target
          and p.details -> 'counterpartyIds' ?| ${[...subject.ids]}::text[]`;
  const { rows } = await sql<{ id: string }>`
    with letters as (${lettersOf(subject.kind, ids)})
    select h.id from unnest(
      ${others.map(({ id }) => id)}::uuid[], ${others.map(({ scope }) => scope)}::text[],
      ${others.map(({ targetId }) => targetId)}::uuid[]
    ) as h (id, scope, target)
    where case h.scope
      when 'letter' then exists (select from letters l where l.letter_id = h.target)
      when 'project' then exists (${inProject}) or exists (
        select from letters l join read.letter_projects p using (letter_id) where p.project_id = h.target)
      when 'counterparty' then ${subject.kind} = 'employee' and exists (
        select from letters l join read.letter_counterparties c using (letter_id)
        join read.counterparties k on k.id = c.counterparty_id
        where h.target in (k.id, k.merged_into))
      else false end`.execute(db);
  for (const { id } of rows) covering.add(id);
  return covering;
};
