import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { visibleTo } from './visibility.ts';

/** What queries of letters and tasks read: relations with the same columns, of today or of a moment of the past. */
export interface Sources {
  /** With the alias `letters`. */
  readonly letters: RawBuilder<unknown>;
  readonly tasks: RawBuilder<unknown>;
  readonly letterProjects: RawBuilder<unknown>;
  readonly letterParticipants: RawBuilder<unknown>;
  readonly letterLinks: RawBuilder<unknown>;
  /** `letter_id` and `numbers`. */
  readonly numbers: RawBuilder<unknown>;
  /** `letter_id` and `counterparty_id`. */
  readonly letterCounterparties: RawBuilder<unknown>;
  /** A query for the ids of the counterparty and of those that turned out to be it. */
  merged(counterpartyId: RawBuilder<string>): RawBuilder<unknown>;
  /** Whether the row of `letters` is in the thread that goes by this letter. */
  inThread(threadId: RawBuilder<string>): RawBuilder<SqlBool>;
  /** Whether the viewer may see the row of `letters`: by what they are allowed today, whatever the moment. */
  visibleTo(viewer: Viewer): RawBuilder<SqlBool>;
}

export const today: Sources = {
  letters: sql`read.letters`,
  tasks: sql`read.tasks`,
  letterProjects: sql`read.letter_projects`,
  letterParticipants: sql`read.letter_participants`,
  letterLinks: sql`read.letter_links`,
  numbers: sql`read.search_documents`,
  letterCounterparties: sql`read.letter_counterparties`,
  merged: (counterpartyId) =>
    sql`select k.id from read.counterparties k where ${counterpartyId} in (k.id, k.merged_into)`,
  inThread: (threadId) => sql<SqlBool>`letters.thread_id = ${threadId}`,
  visibleTo,
};
