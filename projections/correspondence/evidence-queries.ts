import { type SqlBool, sql } from 'kysely';
import type { Viewer } from '../../domain/organization/viewer.ts';
import type { ReadModel } from '../read-model.ts';
import { visibleTo } from './visibility.ts';

/** What letters an evidence bundle is about. */
export interface EvidenceScope {
  readonly kind: 'letter' | 'thread' | 'project' | 'counterparty';
  readonly id: string;
  /** Of letters' own dates, both included. */
  readonly from?: string;
  readonly to?: string;
}

export interface LetterInScope {
  readonly id: string;
  readonly isVisible: boolean;
  readonly confidential: boolean;
  readonly number: string | null;
  readonly subject: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly dated: string;
}

const chosen = {
  letter: (id: string) => sql<SqlBool>`letters.id = ${id}::uuid`,
  thread: (id: string) => sql<SqlBool>`letters.thread_id = ${id}::uuid`,
  project: (id: string) =>
    sql<SqlBool>`letters.id in (select p.letter_id from read.letter_projects p where p.project_id = ${id}::uuid)`,
  counterparty: (id: string) =>
    sql<SqlBool>`letters.id in (
      select c.letter_id from read.letter_counterparties c where c.counterparty_id = ${id}::uuid)`,
} as const;

/** All letters of the scope, in the order of their dates; which of them the viewer may see is said of each. */
export const lettersInScope = async (
  db: ReadModel,
  viewer: Viewer,
  { kind, id, from, to }: EvidenceScope,
): Promise<readonly LetterInScope[]> => {
  const { rows } = await sql<LetterInScope>`
    select letters.id, ${visibleTo(viewer)} as "isVisible", letters.confidential, letters.number, letters.subject,
      letters.direction, letters.dated::text as dated
    from read.letters
    where ${chosen[kind](id)}
      and (${from ?? null}::date is null or letters.dated >= ${from ?? null}::date)
      and (${to ?? null}::date is null or letters.dated <= ${to ?? null}::date)
    order by letters.dated, letters.first_position`.execute(db);
  return rows;
};
