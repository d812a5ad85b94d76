import { type SqlBool, sql } from 'kysely';
import type { Letter } from '../../domain/letter/letter.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { instant, type Page, type PageRequest, pagesByOwner } from '../page.ts';
import type { ReadModel } from '../read-model.ts';
import { type Sources, today } from './sources.ts';
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

/**
 * What happened to the letters of each project that the viewer may see, in the order of the log; to the letters that
 * `sources` have in it, and to nothing after the position `until`, where one is given.
 */
export const projectTimelines = (
  db: ReadModel,
  viewer: Viewer,
  projectIds: readonly string[],
  newestFirst: boolean,
  page: PageRequest,
  sources: Sources = today,
  until?: string,
): Promise<ReadonlyMap<string, Page<TimelineEntry>>> =>
  pagesByOwner<Omit<TimelineEntry, 'letter'> & { state: Letter }, TimelineEntry>(
    db,
    projectIds,
    (projectId) => ({
      columns: sql`e.id, e.type, ${instant(sql`e.at`)} as at, e.actor, e.on_behalf_of as "onBehalfOf", e.revision, e.data, letters.state`,
      from: sql`read.letter_events e join read.letters on letters.id = e.letter_id`,
      where: [
        sql<SqlBool>`e.letter_id in (
          select p.letter_id from ${sources.letterProjects} p where p.project_id = ${projectId})`,
        visibleTo(viewer),
        ...(until === undefined ? [] : [sql<SqlBool>`e.position <= ${until}`]),
      ],
      order: { keys: [sql`e.position`, sql`e.id`], descending: newestFirst },
      types: ['text collate "C"', 'uuid'],
    }),
    page,
    ({ id, type, at, actor, onBehalfOf, revision, data, state: letter }) => ({
      id,
      type,
      at,
      actor,
      onBehalfOf,
      revision,
      data,
      letter,
    }),
  );

/** How many events of letters there are: most of the log. */
export const countLetterEvents = async (db: ReadModel): Promise<number> => {
  const { rows } = await sql<{ count: string }>`select count(*) from read.letter_events`.execute(db);
  return Number(rows[0]?.count ?? 0);
};
