import { sql } from 'kysely';
import type { ListForm } from '../page.ts';
import type { Telling } from './letter-queries.ts';
import { today } from './sources.ts';

/** Which letter was found, and the version of its row: it is another whenever the letter has changed. */
export interface LetterVersion {
  readonly id: string;
  readonly row_version: string;
}

const UUID_LENGTH = 36;
const BETWEEN = '\u001e';

/** As text, which costs PostgreSQL two thirds of JSON, and hardly anything to read. */
const text: ListForm<LetterVersion> = {
  aggregate: ({ cursors = true }) => {
    const letter = sql`list.id || list.row_version`;
    return sql`string_agg(${cursors ? sql`${letter} || ' ' || list.cursor_keys` : letter}, ${sql.lit(BETWEEN)})`;
  },
  read: (value) =>
    (value as string).split(BETWEEN).map((letter) => {
      const id = letter.slice(0, UUID_LENGTH);
      const end = letter.indexOf(' ', UUID_LENGTH);
      if (end < 0) return { id, row_version: letter.slice(UUID_LENGTH) };
      return { id, row_version: letter.slice(UUID_LENGTH, end), cursor_keys: letter.slice(end + 1) };
    }),
};

/** Which letters they are and at which versions, for whoever remembers them. */
export const letterVersions: Telling<LetterVersion, LetterVersion> = {
  columns: sql`letters.id, letters.row_version`,
  toNode: (letter) => letter,
  sources: today,
  form: text,
};
