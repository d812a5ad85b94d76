import type { Past } from '../../application/past.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import type { Moment } from '../../domain/moment.ts';
import { today } from '../../domain/organization/deadline-policy.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { actsAs } from '../../domain/organization/rights.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  findLetterPage,
  findLetterPagesOf,
  findLinks,
  findRevisions,
  type LetterFilter,
  type LetterOrder,
  type LetterOwner,
  letterIds,
  type TextRevision,
  visibleAmong,
} from '../../projections/correspondence/letter-queries.ts';
import type { Sources } from '../../projections/correspondence/sources.ts';
import { listTasks, type OpenTask, type TaskFilter } from '../../projections/correspondence/task-queries.ts';
import { projectTimelines, type TimelineEntry } from '../../projections/correspondence/timeline-queries.ts';
import { type Page, type PageRequest, withNodes } from '../../projections/page.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { findProjects, type ProjectAudience } from '../../projections/registers/queries.ts';
import {
  findMergedAt,
  findThreadIdsAt,
  projectByCodeAt,
  sourcesAt,
} from '../../projections/versions/sources-at.ts';
import { Refused } from './api-error.ts';
import { ListLoaders, type Loaders, many, one } from './loaders.ts';
import type { Scope } from './scope.ts';

/**
 * What was known, or was so, at a moment: lists by the versions of what they are found by, everything else folded from its
 * own stream. What the caller may see is what they may see today.
 */
export class PastScope implements Scope {
  readonly #moment: Moment;
  readonly #present: Scope;
  readonly #employeeId: string;
  readonly #past: Past;
  readonly #read: ReadModel;
  readonly #sources: Sources;
  readonly #lists = new ListLoaders();
  #organization: Promise<Organization> | undefined;
  #loaders: Loaders | undefined;

  constructor(moment: Moment, present: Scope, employeeId: string, past: Past, read: ReadModel) {
    this.#moment = moment;
    this.#present = present;
    this.#employeeId = employeeId;
    this.#past = past;
    this.#read = read;
    this.#sources = sourcesAt(moment);
  }

  get organization(): Promise<Organization> {
    this.#organization ??= this.#past.organization(this.#moment);
    return this.#organization;
  }

  get viewer(): Promise<Viewer> {
    return this.#present.viewer;
  }

  audience(): Promise<ProjectAudience> {
    return this.#present.audience();
  }

  get instant(): string {
    return this.#moment.at;
  }

  async today(): Promise<string> {
    return today(await this.organization, this.#moment.at);
  }

  async actsAs(): Promise<readonly string[]> {
    return actsAs(await this.organization, this.#employeeId, await this.today());
  }

  get loaders(): Loaders {
    const read = this.#read;
    const moment = this.#moment;
    const { erasedFiles, recorded, stored, inclusion, changes, texts } = this.#present.loaders;
    this.#loaders ??= {
      letter: one(async (ids) =>
        this.#past.letters(await visibleAmong(read, await this.viewer, ids), moment),
      ),
      threadId: one((ids) => findThreadIdsAt(read, moment, ids)),
      links: many(
        async (ids) => findLinks(read, await this.viewer, ids, this.#sources),
        ({ letterId }) => letterId,
      ),
      latestText: one(async (ids) => {
        const revisions = await this.#revisions(ids);
        return new Map(revisions.map((revision) => [revision.letterId, revision]));
      }),
      revisions: many(
        (ids) => this.#revisions(ids),
        ({ letterId }) => letterId,
      ),
      counterparty: one(async (ids) => {
        const merged = await findMergedAt(read, moment, ids);
        const found = await this.#past.counterparties([...ids, ...merged.values()], moment);
        return new Map(
          ids.flatMap((id) => {
            // Corrected, it may be one that was added to the register only later.
            const counterparty = found.get(merged.get(id) ?? id) ?? found.get(id);
            return counterparty ? [[id, counterparty] as const] : [];
          }),
        );
      }),
      project: one(async (ids) => {
        const seen = await findProjects(read, await this.audience(), ids);
        return this.#past.projects([...seen.keys()], moment);
      }),
      erasedFiles,
      recorded,
      stored,
      inclusion,
      changes,
      texts,
    };
    return this.#loaders;
  }

  /** Of each letter the revisions that it had by then, from the first. */
  async #revisions(ids: readonly string[]): Promise<readonly TextRevision[]> {
    const [letters, revisions] = await Promise.all([
      this.loaders.letter.loadMany([...ids]),
      findRevisions(this.#read, ids, false),
    ]);
    const last = new Map(
      letters.flatMap((letter) =>
        letter && !(letter instanceof Error)
          ? [[letter.id, 'revisionNumber' in letter ? letter.revisionNumber : 1] as const]
          : [],
      ),
    );
    return revisions.filter(({ letterId, revisionNumber }) => revisionNumber <= (last.get(letterId) ?? 0));
  }

  async letters(filter: LetterFilter, by: LetterOrder, page: PageRequest): Promise<Page<Letter>> {
    const found = await findLetterPage(
      this.#read,
      await this.viewer,
      filter,
      by,
      page,
      letterIds(this.#sources),
    );
    return withNodes(found, (id) => this.#letter(id));
  }

  async tasks(filter: TaskFilter, page: PageRequest): Promise<Page<OpenTask>> {
    // What waited for whom is not among what is kept of every moment to choose by.
    if (filter.waiting !== undefined) {
      throw new Refused(refuse('INVALID_INPUT', { field: 'filter.waiting', problem: 'asOf' }));
    }
    const found = await listTasks(this.#read, await this.viewer, filter, page, 'id', this.#sources);
    return withNodes(found, async ({ key, letter: { id } }) => {
      const letter = await this.#letter(id);
      const task = openTasks(letter).find((open) => open.key === key);
      if (!task) throw new Error(`Letter ${id} had no task ${key} at ${this.#moment.position}`);
      return { ...task, letter };
    });
  }

  lettersOf(owner: LetterOwner, id: string, by: LetterOrder, page: PageRequest): Promise<Page<Letter>> {
    return this.#lists
      .of<string>(`letters of ${owner} ${by}`, page, async (ids) =>
        findLetterPagesOf(this.#read, await this.viewer, owner, ids, by, page, letterIds(this.#sources)),
      )
      .load(id)
      .then((found) => withNodes(found, (letterId) => this.#letter(letterId)));
  }

  timelineOf(projectId: string, newestFirst: boolean, page: PageRequest): Promise<Page<TimelineEntry>> {
    const { position } = this.#moment;
    return this.#lists
      .of<TimelineEntry>(`timeline ${newestFirst}`, page, async (ids) =>
        projectTimelines(this.#read, await this.viewer, ids, newestFirst, page, this.#sources, position),
      )
      .load(projectId)
      .then((found) =>
        withNodes(found, async (entry) => ({ ...entry, letter: await this.#letter(entry.letter.id) })),
      );
  }

  projectByCode(code: string): Promise<string | undefined> {
    return projectByCodeAt(this.#read, this.#moment, code);
  }

  /** A letter that a list has found. */
  async #letter(id: string): Promise<Letter> {
    const letter = await this.loaders.letter.load(id);
    if (!letter) throw new Error(`Letter ${id} of ${this.#moment.position} went out of sight meanwhile`);
    return letter;
  }
}
