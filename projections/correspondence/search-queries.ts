import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Letter } from '../../domain/letter/letter.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { containing } from '../containing.ts';
import {
  afterCursor,
  cursorKeys,
  cursorValues,
  InvalidCursor,
  type Order,
  orderBy,
  type Page,
  type PageRequest,
  pageOf,
} from '../page.ts';
import type { ReadModel } from '../read-model.ts';
import { isFor } from './audience.ts';
import { BEGINNING_OF_TIME, monthOf, monthsOf, NOW, type Window, windowsBelow } from './search-months.ts';
import { searchQuery } from './search-words.ts';

export interface SearchHit {
  readonly letter: Letter;
  /** A piece of the subject or the text, with what was found between `**`. */
  readonly excerpt: string;
}

/**
 * Nothing but exclusions is looked for, or an `or` with one: nearly every letter is a hit, and no index has them together, so that
 * each would have to be read.
 */
export class SearchExcludesOnly extends Error {
  override readonly name = 'SearchExcludesOnly';
}

/** So many hits are ranked by how well they fit, and counted; of more the newest are. */
export const RANKED = 1_000;

/** A window's top and bottom go before the rank, so that a cursor tells which hits were ranked together. */
const order: Order = {
  keys: [sql`f.top`, sql`f.bottom`, sql`f.rank`, sql`f.dated`, sql`f.id`],
  descending: true,
};
const types = ['int', 'int', 'float4', 'date', 'uuid'];

/** One word with a digit in it may be a number or a part of one, and is looked for as such too. */
const partOfNumber = (query: string): string | undefined => {
  const word = query.trim().toLowerCase();
  return word.length >= 3 && /\d/.test(word) && !/\s/.test(word) ? word : undefined;
};

/** So long a run of digits is rare enough that the index need not be asked for what is around it. */
const TELLING_DIGITS = /\d{5,}/;

/**
 * Has it as a part of one of its numbers. An index of trigrams compares the lists of all that it is given, and `исх` and
 * `202` are in half of a register: where the digits tell, it is given no more than those.
 */
const withPart = (part: string): RawBuilder<SqlBool> => {
  const [digits] = TELLING_DIGITS.exec(part) ?? [];
  if (!digits) return sql<SqlBool>`s.numbers like ${containing(part)}`;
  return sql<SqlBool>`(s.numbers like ${containing(digits)} and strpos(s.numbers, ${part}) > 0)`;
};

/** What one search asks of search rows `s`. */
interface Search {
  /** Reads the words once for the statement, and not for each row that they are compared with. */
  readonly asked: RawBuilder<unknown>;
  readonly words: RawBuilder<unknown>;
  readonly rank: RawBuilder<number>;
  /**
   * Conditions of which a hit meets exactly one. Each is asked for by itself: of an `or` the index is given only the rights
   * and the months, which takes it through all that somebody may see.
   */
  readonly matches: readonly RawBuilder<SqlBool>[];
  /** Has the very number that is looked for. */
  readonly hasNumber: RawBuilder<SqlBool> | undefined;
  readonly isAllowed: RawBuilder<SqlBool>;
  readonly newest: number;
}

const searchOf = async (db: ReadModel, viewer: Viewer, query: string): Promise<Search> => {
  const words = sql`(select words from asked)`;
  const part = partOfNumber(query);
  const asked = sql`websearch_to_tsquery('russian', ${searchQuery(query)})`;
  // What an index can be asked of the words is nothing, or `T` (PostgreSQL's `querytree`); without words there are no hits.
  const { rows } = await sql<{ dated: string | null; indexed: boolean }>`
    select numnode(${asked}) = 0 or querytree(${asked}) not in ('', 'T') as indexed,
      (select dated from read.letters where dated <= current_date order by dated desc limit 1) as dated`.execute(
    db,
  );
  const isIndexed = rows[0]?.indexed !== false;
  if (!isIndexed && !part) throw new SearchExcludesOnly(`No index finds ${query}`);
  const common = {
    asked: sql`asked as materialized (select ${asked} as words)`,
    words,
    isAllowed: isFor(viewer, sql`s.audience`),
    newest: monthOf(rows[0]?.dated ?? ''),
  };
  // A word with a minus and a digit may still be a part of a number.
  const found = isIndexed ? sql<SqlBool>`s.document @@ ${words}` : sql<SqlBool>`false`;
  const rank = sql<number>`ts_rank(s.document, ${words})`;
  if (!part) return { ...common, rank, matches: [found], hasNumber: undefined };
  const hasPart = withPart(part);
  const hasNumber = sql<SqlBool>`s.whole_numbers && array[${part}::text]`;
  return {
    ...common,
    rank: sql<number>`case when ${hasNumber} then 2 when ${hasPart} then 1 else 0 end + ${rank}`,
    matches: [
      sql<SqlBool>`${found} and not ${hasNumber}`,
      sql<SqlBool>`${hasPart} and not ${found} and not ${hasNumber}`,
    ],
    hasNumber,
  };
};

const isWithin = (window: Window, newest: number): RawBuilder<SqlBool> => {
  const { those, months } = monthsOf(window, newest);
  if (those) return sql<SqlBool>`s.month && ${[...months]}::int[]`;
  return months.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`not s.month && ${[...months]}::int[]`;
};

/**
 * Hits of the windows, of one after the other until enough were found, as `hits`; and as `reach` how many these are and down
 * to which month. Letters with the very number go with the first windows of all, however old they are.
 */
const hitsWithin = (search: Search, windows: readonly Window[]): RawBuilder<unknown> => {
  const select = (condition: RawBuilder<SqlBool>): RawBuilder<unknown> => sql`
    select s.letter_id as id, s.dated, (${search.rank})::float4 as rank
    from read.search_documents s where ${condition} and ${search.isAllowed}`;
  const name = (index: number) => sql.ref(`window${index}`);
  const countedTo = (index: number): RawBuilder<number> =>
    sql<number>`(${sql.join(
      [sql`0`, ...windows.slice(0, index).map((_, before) => sql`(select count(*) from ${name(before)})`)],
      sql` + `,
    )})`;
  const parts = windows.map((window, index) => {
    const isWanted = sql<SqlBool>`${isWithin(window, search.newest)} and ${countedTo(index)} < ${RANKED}`;
    const hits = search.matches.map((matches) => select(sql<SqlBool>`${matches} and ${isWanted}`));
    return sql`${name(index)} as materialized (${sql.join(hits, sql` union all `)})`;
  });
  const bottoms = windows.map(
    ({ bottom }, index) => sql`when ${countedTo(index + 1)} >= ${RANKED} then ${bottom}::int`,
  );
  // Wherever the first windows of all are looked through, and only there.
  const exact = windows[0]?.top === NOW && search.hasNumber ? [select(search.hasNumber)] : [];
  const all = [...exact, ...windows.map((_, index) => sql`select * from ${name(index)}`)];
  return sql`${sql.join([search.asked, ...parts])},
    hits as materialized (${sql.join(all, sql` union all `)}),
    reach as (
      select (select count(*) from hits) as found,
        case ${sql.join(bottoms, sql` `)} else ${windows.at(-1)?.bottom ?? BEGINNING_OF_TIME}::int end as bottom
    )`;
};

interface Row {
  readonly state: Letter;
  readonly excerpt: string;
  readonly cursor_keys: string;
}

/** The best hits of the windows after the cursor, and down to which month they are the best of. */
const ranked = async (
  db: ReadModel,
  search: Search,
  windows: readonly Window[],
  limit: number,
  after: string | undefined,
): Promise<{ rows: readonly Row[]; bottom: number }> => {
  const isAfter = afterCursor(order, after, types);
  const { rows } = await sql<{ [Key in keyof Row]: Row[Key] | null } & { bottom: number }>`
    with ${hitsWithin(search, windows)},
    page as (
      select f.*, ${cursorKeys(order)} as cursor_keys
      from (select ${windows[0]?.top ?? NOW}::int as top, reach.bottom, hits.* from hits cross join reach) f
      ${isAfter ? sql`where ${isAfter}` : sql``} order by ${orderBy(order)} limit ${limit}
    )
    select letters.state, f.cursor_keys, reach.bottom,
      ts_headline('russian', letters.subject || coalesce(' — ' || left(r.text, 20000), ''), ${search.words},
        'StartSel=**, StopSel=**, MaxWords=30, MinWords=10') as excerpt
    from reach left join page f on true left join read.letters on letters.id = f.id
    left join lateral (
      select text from read.letter_revisions r where r.letter_id = f.id order by r.revision_number desc limit 1
    ) r on true
    order by ${orderBy(order)}`.execute(db);
  return {
    rows: rows.filter((row): row is typeof row & Row => row.state !== null),
    bottom: rows[0]?.bottom ?? BEGINNING_OF_TIME,
  };
};

/** The window in which the cursor's hit was ranked. */
const windowOf = (cursor: string): Window => {
  const [top = Number.NaN, bottom = Number.NaN] = cursorValues(cursor, order.keys.length).map(Number);
  const isWindow =
    [top, bottom].every(Number.isInteger) && BEGINNING_OF_TIME <= bottom && bottom < top && top <= NOW;
  if (!isWindow) throw new InvalidCursor(`The cursor ${cursor} is none that a search gave out`);
  return { top, bottom };
};

/**
 * Letters that the viewer may see and that the words find: in subject, text, names, numbers, file names. Words in
 * quotes must follow each other, `or` is either, a leading minus excludes.
 *
 * First those with the very number, then best first, then newest. Where there are more than `RANKED`, the best of the newest
 * so many or more come first, then the best of as many that are older, and so on. They are counted up to `RANKED`.
 *
 * @throws SearchExcludesOnly, InvalidCursor
 */
export const searchLetters = async (
  db: ReadModel,
  viewer: Viewer,
  query: string,
  page: PageRequest,
): Promise<Page<SearchHit>> => {
  const search = await searchOf(db, viewer, query);
  const rows: Row[] = [];
  let windows = page.after ? [windowOf(page.after)] : windowsBelow(NOW, search.newest);
  for (;;) {
    const found = await ranked(db, search, windows, page.first + 1 - rows.length, page.after);
    rows.push(...found.rows);
    if (rows.length > page.first || found.bottom === BEGINNING_OF_TIME) break;
    windows = windowsBelow(found.bottom, search.newest);
  }
  return pageOf(
    rows,
    page,
    ({ state, excerpt }) => ({ letter: state, excerpt }),
    async () => {
      const counted = await sql<{ found: string }>`
        with ${hitsWithin({ ...search, rank: sql`0` }, windowsBelow(NOW, search.newest))}
        select found from reach`.execute(db);
      return Math.min(Number(counted.rows[0]?.found ?? 0), RANKED);
    },
  );
};
