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
import { visibleTo } from './visibility.ts';

/** Something that happened to a letter; `data` as in the event, without the text. */
export interface TimelineEntry {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly revision: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly letter: Letter;
}

const order = (descending: boolean): Order => ({
  keys: [sql`e.position`, sql`e.id`],
  descending,
});

/** What happened to the letters of a project that the viewer may see, in the order of the log. */
export const projectTimeline = async (
  db: ReadModel,
  viewer: Viewer,
  projectId: string,
  newestFirst: boolean,
  page: PageRequest,
): Promise<Page<TimelineEntry>> => {
  const by = order(newestFirst);
  const all = [
    sql<SqlBool>`e.letter_id in (
      select p.letter_id from read.letter_projects p where p.project_id = ${projectId}::uuid)`,
    visibleTo(viewer),
  ];
  const after = afterCursor(by, page.after, ['text collate "C"', 'uuid']);
  const from = sql`read.letter_events e join read.letters on letters.id = e.letter_id`;
  const { rows } = await sql<Omit<TimelineEntry, 'letter'> & { state: Letter; cursor_keys: string[] }>`
    select e.id, e.type, e.at, e.actor, e.on_behalf_of as "onBehalfOf", e.revision, e.data, letters.state,
      ${cursorKeys(by)} as cursor_keys
    from ${from} where ${sql.join(after ? [...all, after] : all, sql` and `)}
    order by ${orderBy(by)} limit ${page.first + 1}`.execute(db);
  return pageOf(
    rows,
    page,
    ({ state, cursor_keys: _, ...entry }) => ({
      ...entry,
      letter: state,
    }),
    async () => {
      const counted = await sql<{ count: string }>`
        select count(*) from ${from} where ${sql.join(all, sql` and `)}`.execute(db);
      return Number(counted.rows[0]?.count ?? 0);
    },
  );
};

/** How many events of letters there are: most of the log. */
export const countLetterEvents = async (db: ReadModel): Promise<number> => {
  const { rows } = await sql<{ count: string }>`select count(*) from read.letter_events`.execute(db);
  return Number(rows[0]?.count ?? 0);
};
