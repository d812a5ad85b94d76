import { type RawBuilder, sql } from 'kysely';
import type { Letter, LetterStatus } from '../../domain/letter/letter.ts';

/**
 * How much of a letter is read: its whole state, or of that only what `letters` has columns for. A list within a list
 * mostly shows no more than that, and states are what costs there.
 */
export type LetterDetail = 'whole' | 'outline';

interface Whole {
  readonly thread_id: string;
  readonly state: Letter;
}

interface Outline {
  readonly thread_id: string;
  readonly id: string;
  readonly revision: number;
  readonly direction: 'incoming' | 'outgoing';
  readonly status: LetterStatus;
  readonly number: string | null;
  readonly subject: string;
  readonly document_kind: string | null;
  readonly confidential: boolean;
  readonly created_at: string;
}

export type LetterColumns = Whole | Outline;

export const letterColumns = (detail: LetterDetail): RawBuilder<unknown> =>
  detail === 'whole'
    ? sql`letters.thread_id, letters.state`
    : sql`letters.thread_id, letters.id, letters.revision, letters.direction, letters.status, letters.number, letters.subject,
        letters.document_kind, letters.confidential, letters.created_at`;

/** The thread is no part of a letter's state, but was read with it. */
const threads = new WeakMap<Letter, string>();

/** The thread of a letter that was read in a list. */
export const readWithThread = (letter: Letter): string | undefined => threads.get(letter);

export const letterOf = (row: LetterColumns): Letter => {
  const letter = 'state' in row ? row.state : outlineOf(row);
  threads.set(letter, row.thread_id);
  return letter;
};

/**
 * Of an outline there is: id, revision, direction, status, number, subject, kind of document,
 * confidentiality and when it was created; whoever asks for one must ask for nothing else.
 */
const outlineOf = (row: Outline): Letter => {
  const { id, revision, direction, status, number, subject, document_kind, confidential, created_at } = row;
  const card = {
    subject,
    confidentiality: confidential ? 'confidential' : 'open',
    ...(document_kind !== null && { documentKind: document_kind }),
    ...(status === 'imported' && { number }),
  };
  return {
    id,
    revision,
    direction,
    status,
    createdAt: created_at,
    card,
    ...(number !== null && status !== 'imported' && { number: { text: number } }),
  } as unknown as Letter;
};
