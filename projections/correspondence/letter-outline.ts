import { type RawBuilder, sql } from 'kysely';
import type { Letter, LetterStatus } from '../../domain/letter/letter.ts';
import { instant } from '../page.ts';

/** What is read of every letter: that it was read may have to go on the record, with its revision. */
const always = sql`letters.id, letters.direction, letters.status, letters.revision, letters.confidential`;

/** What `letters` has a column for beside what is always read. */
const columns = {
  number: sql`letters.number`,
  subject: sql`letters.subject`,
  documentKind: sql`letters.document_kind`,
  createdAt: sql`${instant(sql`letters.created_at`)} as created_at`,
  thread: sql`letters.thread_id`,
} as const;
export type OutlineField = keyof typeof columns;

/** Everything that an outline can have. */
export const everyOutlineField = Object.keys(columns) as readonly OutlineField[];

/**
 * How much of a letter is read: its whole state, or only these columns. A list within a list mostly shows no more than
 * its letters' numbers and subjects, and whatever else is read of hundreds of letters costs. A list of the past reads
 * which letters they are, and the caller folds them.
 */
export type LetterDetail = 'whole' | 'id' | readonly OutlineField[];

/** A letter from a list; its thread is no part of its state, but may have been read with it. */
export type ListedLetter = Letter & { readonly threadId?: string };

interface Whole {
  readonly thread_id: string;
  readonly state: Letter;
}

interface Outline {
  readonly id: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly status: LetterStatus;
  readonly revision: number;
  readonly confidential: boolean;
  readonly number?: string | null;
  readonly subject?: string;
  readonly document_kind?: string | null;
  readonly created_at?: string;
  readonly thread_id?: string;
}

export type LetterColumns = Whole | Outline;

export const letterColumns = (detail: LetterDetail): RawBuilder<unknown> =>
  detail === 'whole'
    ? sql`letters.thread_id, letters.state`
    : detail === 'id'
      ? sql`letters.id`
      : sql.join([always, ...detail.map((field) => columns[field])]);

export const letterOf = (row: LetterColumns): ListedLetter =>
  'state' in row ? Object.assign(row.state, { threadId: row.thread_id }) : outlineOf(row);

/** Of an outline there is what was read; whoever asks for one must ask for nothing else. */
const outlineOf = (row: Outline): ListedLetter => {
  const { id, direction, status, revision, number, subject, document_kind, confidential } = row;
  const imported = status === 'imported';
  return {
    id,
    revision,
    direction,
    status,
    createdAt: row.created_at,
    card: {
      subject,
      confidentiality: confidential ? 'confidential' : 'open',
      documentKind: document_kind,
      number: imported ? number : undefined,
    },
    ...(number && !imported && { number: { text: number } }),
    threadId: row.thread_id,
  } as unknown as ListedLetter;
};
