import DataLoader from 'dataloader';
import type { Chancery } from '../../application/chancery.ts';
import type { EventPlace, TypedPlace } from '../../application/history/recorded-events.ts';
import type { StoredEvent } from '../../application/ports/event-store.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Counterparty } from '../../domain/counterparty/counterparty.ts';
import type { Recorded } from '../../domain/event.ts';
import type { FieldChange, TextChange } from '../../domain/history/changes.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import type { Project } from '../../domain/project/project.ts';
import type { LetterDetail } from '../../projections/correspondence/letter-outline.ts';
import {
  findLetters,
  findLinks,
  findRevisions,
  findThreadIds,
  type LetterOrder,
  type LetterOwner,
  listLettersOf,
  type SeenLink,
  type TextRevision,
} from '../../projections/correspondence/letter-queries.ts';
import { projectTimelines, type TimelineEntry } from '../../projections/correspondence/timeline-queries.ts';
import type { Page, PageRequest } from '../../projections/page.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import {
  findCounterparties,
  findProjects,
  type ProjectAudience,
} from '../../projections/registers/queries.ts';

/** Everything that a request looks up by id, each kind of thing in one query however many there are. */
export interface Loaders {
  readonly letter: DataLoader<string, Letter | undefined>;
  readonly threadId: DataLoader<string, string | undefined>;
  readonly links: DataLoader<string, readonly SeenLink[]>;
  readonly latestText: DataLoader<string, TextRevision | undefined>;
  readonly revisions: DataLoader<string, readonly TextRevision[]>;
  readonly counterparty: DataLoader<string, Counterparty | undefined>;
  readonly project: DataLoader<string, Project | undefined>;
  /** What is at a place of the log. */
  readonly recorded: DataLoader<EventPlace, Recorded<ChanceryEvent>, string>;
  readonly stored: DataLoader<EventPlace, StoredEvent, string>;
  readonly changes: DataLoader<TypedPlace, readonly FieldChange[], string>;
  readonly texts: DataLoader<TypedPlace, TextChange | undefined, string>;
}

const byPlace = <Place extends EventPlace, Value>(
  find: (places: readonly Place[]) => Promise<readonly Value[]>,
): DataLoader<Place, Value, string> =>
  new DataLoader(find, { cacheKeyFn: ({ stream, revision }) => `${stream}@${revision}` });

const one = <Value>(
  find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | undefined> =>
  new DataLoader(async (ids) => {
    const found = await find(ids);
    return ids.map((id) => found.get(id));
  });

const many = <Value>(
  find: (ids: readonly string[]) => Promise<readonly Value[]>,
  key: (value: Value) => string,
): DataLoader<string, readonly Value[]> =>
  new DataLoader(async (ids) => {
    const found = Map.groupBy(await find(ids), key);
    return ids.map((id) => found.get(id) ?? []);
  });

/** Who sees every project: whoever reads everything, heads a department or administers. The others see their own. */
export const projectAudience = (organization: Organization, viewer: Viewer): ProjectAudience => {
  const roles = rolesOf(organization, viewer.employeeId);
  return viewer.readsAll || roles.has('manager') || roles.has('administrator')
    ? 'everyone'
    : viewer.employeeIds;
};

/**
 * What a request knows of the moment: the organisation, what the caller may see in it, and what it has looked up.
 * After a command, and for each message of a subscription, it begins anew.
 */
export class RequestScope {
  readonly #employeeId: string;
  readonly #chancery: Chancery;
  readonly #read: ReadModel;
  #organization: Promise<Organization> | undefined;
  #viewer: Promise<Viewer> | undefined;
  #loaders: Loaders | undefined;
  readonly #lists = new Map<string, unknown>();

  /** `organization`: as of the request's beginning; where none is given it is looked up. */
  constructor(employeeId: string, chancery: Chancery, read: ReadModel, organization?: Organization) {
    this.#employeeId = employeeId;
    this.#chancery = chancery;
    this.#read = read;
    this.#organization = organization && Promise.resolve(organization);
  }

  get organization(): Promise<Organization> {
    this.#organization ??= this.#chancery.currentOrganization();
    return this.#organization;
  }

  get viewer(): Promise<Viewer> {
    this.#viewer ??= this.organization.then((organization) =>
      this.#chancery.viewer(this.#employeeId, organization),
    );
    return this.#viewer;
  }

  async audience(): Promise<ProjectAudience> {
    return projectAudience(await this.organization, await this.viewer);
  }

  get loaders(): Loaders {
    const read = this.#read;
    this.#loaders ??= {
      letter: one(async (ids) => findLetters(read, await this.viewer, ids)),
      threadId: one((ids) => findThreadIds(read, ids)),
      links: many(
        async (ids) => findLinks(read, await this.viewer, ids),
        ({ letterId }) => letterId,
      ),
      latestText: one(async (ids) => {
        const revisions = await findRevisions(read, ids, true);
        return new Map(revisions.map((revision) => [revision.letterId, revision]));
      }),
      revisions: many(
        (ids) => findRevisions(read, ids, false),
        ({ letterId }) => letterId,
      ),
      counterparty: one((ids) => findCounterparties(read, ids)),
      project: one(async (ids) => findProjects(read, await this.audience(), ids)),
      recorded: byPlace((places) => this.#chancery.audit.eventsAt(places)),
      stored: byPlace((places) => this.#chancery.audit.storedAt(places)),
      changes: byPlace((places) => this.#chancery.audit.changesAt(places)),
      texts: byPlace((places) => this.#chancery.audit.textsAt(places)),
    };
    return this.#loaders;
  }

  /** A page of the letters of a thread, project or counterparty; the same page of several is read in one query. */
  lettersOf(
    owner: LetterOwner,
    id: string,
    by: LetterOrder,
    page: PageRequest,
    detail: LetterDetail,
  ): Promise<Page<Letter>> {
    return this.#list<Letter>(`letters of ${owner} ${by} ${detail}`, page, async (ids) =>
      listLettersOf(this.#read, await this.viewer, owner, ids, by, page, detail),
    ).load(id);
  }

  /** A page of a project's timeline; the same page of several is read in one query. */
  timelineOf(projectId: string, newestFirst: boolean, page: PageRequest): Promise<Page<TimelineEntry>> {
    return this.#list<TimelineEntry>(`timeline ${newestFirst}`, page, async (ids) =>
      projectTimelines(this.#read, await this.viewer, ids, newestFirst, page),
    ).load(projectId);
  }

  #list<Node>(
    what: string,
    { first, after, cursors }: PageRequest,
    find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Page<Node>>>,
  ): DataLoader<string, Page<Node>> {
    const key = `${what} ${first} ${cursors} ${after ?? ''}`;
    const known = this.#lists.get(key) as DataLoader<string, Page<Node>> | undefined;
    const loader =
      known ??
      new DataLoader<string, Page<Node>>(async (ids) => {
        const pages = await find(ids);
        return ids.map((id) => pages.get(id) ?? new Error(`No list of ${what} for ${id}`));
      });
    this.#lists.set(key, loader);
    return loader;
  }

  renew(): void {
    this.#lists.clear();
    this.#organization = undefined;
    this.#viewer = undefined;
    this.#loaders = undefined;
  }
}
