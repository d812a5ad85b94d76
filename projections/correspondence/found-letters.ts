import { sql } from 'kysely';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { type ListForm, type Page, type PageRequest, pagesByOwner } from '../page.ts';
import type { ReadModel } from '../read-model.ts';
import {
  type LetterFilter,
  type LetterOrder,
  type LetterOwner,
  lettersOf,
  list,
  type Telling,
} from './letter-queries.ts';
import { today } from './sources.ts';

/** Which letter was found, and the version of its row: it is another whenever the letter has changed. */
export interface LetterVersion {
  readonly id: string;
  readonly row_version: string;
}

const versions: Telling<LetterVersion, LetterVersion> = {
  columns: sql`letters.id, letters.row_version`,
  toNode: ({ id, row_version }) => ({ id, row_version }),
  sources: today,
};

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

/** A page of letters that the viewer may see, as which they are. */
export const findLetterPage = (
  db: ReadModel,
  viewer: Viewer,
  filter: LetterFilter,
  by: LetterOrder,
  page: PageRequest,
): Promise<Page<LetterVersion>> => list(db, viewer, filter, by, page, versions);

/** The same page of the letters of each thread, project or counterparty. */
export const findLetterPagesOf = (
  db: ReadModel,
  viewer: Viewer,
  owner: LetterOwner,
  ids: readonly string[],
  by: LetterOrder,
  page: PageRequest,
): Promise<ReadonlyMap<string, Page<LetterVersion>>> =>
  pagesByOwner(db, ids, lettersOf(viewer, owner, by, versions), page, versions.toNode, text);
