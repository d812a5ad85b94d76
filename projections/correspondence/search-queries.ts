import { type SqlBool, sql } from 'kysely';
import type { Letter } from '../../domain/letter/letter.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import {
  afterCursor,
  cursorKeys,
  type Order,
  orderBy,
  type Page,
  type PageRequest,
  pageOf,
} from '../page.ts';
import type { ReadModel } from '../read-model.ts';
import { containing } from './letter-queries.ts';
import { searchQuery } from './search-words.ts';
import { visibleTo } from './visibility.ts';

export interface SearchHit {
  readonly letter: Letter;
  /** A piece of the subject or the text, with what was found between `**`. */
  readonly excerpt: string;
}

const order: Order = { keys: [sql`f.rank`, sql`f.dated`, sql`f.id`], descending: true };
const types = ['float4', 'date', 'uuid'];

/** One word with a digit in it may be a part of a number, and is looked for as such too. */
const partOfNumber = (query: string): string | undefined => {
  const word = query.trim().toLowerCase();
  return word.length >= 3 && /\d/.test(word) && !/\s/.test(word) ? word : undefined;
};

/**
 * Letters that the viewer may see and that the words find: in subject, text, names, numbers, file names. Words in
 * quotes must follow each other, `or` is either, a leading minus excludes. Best first, then newest.
 */
export const searchLetters = async (
  db: ReadModel,
  viewer: Viewer,
  query: string,
  page: PageRequest,
): Promise<Page<SearchHit>> => {
  const words = sql`websearch_to_tsquery('russian', ${searchQuery(query)})`;
  const part = partOfNumber(query);
  const matches = part
    ? sql<SqlBool>`(s.document @@ ${words} or s.numbers like ${containing(part)})`
    : sql<SqlBool>`s.document @@ ${words}`;
  const found = sql`
    select letters.id, letters.dated, letters.state, letters.subject,
      (case when ${part ? sql`s.numbers like ${containing(part)}` : sql`false`} then 1 else 0 end
        + ts_rank(s.document, ${words}))::float4 as rank
    from read.search_documents s join read.letters on letters.id = s.letter_id
    where ${matches} and ${visibleTo(viewer)}`;
  const after = afterCursor(order, page.after, types);
  const { rows } = await sql<{ state: Letter; excerpt: string; cursor_keys: string }>`
    with page as (
      select f.*, ${cursorKeys(order)} as cursor_keys from (${found}) f
      ${after ? sql`where ${after}` : sql``} order by ${orderBy(order)} limit ${page.first + 1}
    )
    select f.state, f.cursor_keys,
      ts_headline('russian', f.subject || coalesce(' — ' || left(r.text, 20000), ''), ${words},
        'StartSel=**, StopSel=**, MaxWords=30, MinWords=10') as excerpt
    from page f left join lateral (
      select text from read.letter_revisions r where r.letter_id = f.id order by r.revision_number desc limit 1
    ) r on true
    order by ${orderBy(order)}`.execute(db);
  return pageOf(
    rows,
    page,
    ({ state, excerpt }) => ({ letter: state, excerpt }),
    async () => {
      const counted = await sql<{ count: string }>`select count(*) from (${found}) f`.execute(db);
      return Number(counted.rows[0]?.count ?? 0);
    },
  );
};
