import DataLoader from 'dataloader';
import type { Chancery } from '../../application/chancery.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import type { LetterDetail } from '../../projections/correspondence/letter-outline.ts';
import {
  findLetterPage,
  findLetterPagesOf,
  findLetters,
  findLinks,
  findRevisions,
  findThreadIds,
  type LetterFilter,
  type LetterOrder,
  type LetterOwner,
} from '../../projections/correspondence/letter-queries.ts';
import { letterVersions } from '../../projections/correspondence/letter-versions.ts';
import { listTasks, type OpenTask, type TaskFilter } from '../../projections/correspondence/task-queries.ts';
import { projectTimelines, type TimelineEntry } from '../../projections/correspondence/timeline-queries.ts';
import { keepNodes, type Page, type PageRequest } from '../../projections/page.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { findProjects, type ProjectAudience, projectByCode } from '../../projections/registers/queries.ts';
import type { LedgerProofs } from '../ledger/proofs.ts';
import { byPlace, ListLoaders, type Loaders, many, one } from './loaders.ts';
import type { Scope } from './scope.ts';
import type { SharedLookups } from './shared-lookups.ts';

/** Who sees every project: whoever reads everything, heads a department or administers. The others see their own. */
export const projectAudience = (organization: Organization, viewer: Viewer): ProjectAudience => {
  const roles = rolesOf(organization, viewer.employeeId);
  return viewer.readsAll || roles.has('manager') || roles.has('administrator')
    ? 'everyone'
    : viewer.employeeIds;
};

const nodesOf = <Node>({ edges }: Page<Node>): readonly Node[] => edges.map(({ node }) => node);

/** What a scope looks things up in. */
export interface ScopeServices {
  readonly chancery: Chancery;
  readonly read: ReadModel;
  readonly shared: SharedLookups;
  readonly proofs: Pick<LedgerProofs, 'ofEvents'>;
}

/**
 * What a request knows of the moment: the organisation, what the caller may see in it, and what it has looked up.
 * After a command, and for each message of a subscription, it begins anew.
 */
export class RequestScope implements Scope {
  readonly #employeeId: string;
  readonly #chancery: Chancery;
  readonly #read: ReadModel;
  readonly #shared: SharedLookups;
  readonly #proofs: ScopeServices['proofs'];
  #organization: Promise<Organization> | undefined;
  #viewer: Promise<Viewer> | undefined;
  #loaders: Loaders | undefined;
  readonly #lists = new ListLoaders();

  /** `organization`: as of the request's beginning; where none is given it is looked up. */
  constructor(
    employeeId: string,
    { chancery, read, shared, proofs }: ScopeServices,
    organization?: Organization,
  ) {
    this.#employeeId = employeeId;
    this.#chancery = chancery;
    this.#read = read;
    this.#shared = shared;
    this.#proofs = proofs;
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

  get instant(): string {
    return this.#chancery.now();
  }

  today(): Promise<string> {
    return this.#chancery.today();
  }

  async actsAs(): Promise<readonly string[]> {
    return (await this.viewer).employeeIds;
  }

  get loaders(): Loaders {
    const read = this.#read;
    this.#loaders ??= {
      letter: one(async (ids) => findLetters(read, await this.viewer, ids)),
      erasedFiles: many(
        async (ids) => {
          const letters = await findLetters(read, await this.viewer, ids);
          return [...letters.values()].flatMap(({ id, erasedFiles = [] }) =>
            erasedFiles.map((file) => ({ ...file, letterId: id })),
          );
        },
        ({ letterId }) => letterId,
      ),
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
      counterparty: new DataLoader((ids) => this.#shared.counterparty.loadMany(ids)),
      project: one(async (ids) => findProjects(read, await this.audience(), ids)),
      recorded: byPlace((places) => this.#chancery.audit.eventsAt(places)),
      stored: byPlace((places) => this.#chancery.audit.storedAt(places)),
      inclusion: byPlace(async (places) =>
        this.#proofs.ofEvents(await this.#chancery.audit.storedAt(places)),
      ),
      changes: byPlace((places) => this.#chancery.audit.changesAt(places)),
      texts: byPlace((places) => this.#chancery.audit.textsAt(places)),
    };
    return this.#loaders;
  }

  async letters(
    filter: LetterFilter,
    by: LetterOrder,
    page: PageRequest,
    detail?: LetterDetail,
  ): Promise<Page<Letter>> {
    const viewer = await this.viewer;
    const found = await findLetterPage(this.#read, viewer, filter, by, page, letterVersions);
    const letters = await this.#shared.letters.of(this.#read, viewer, nodesOf(found), detail);
    return keepNodes(found, ({ id }) => letters.get(id));
  }

  async tasks(filter: TaskFilter, page: PageRequest, detail?: LetterDetail): Promise<Page<OpenTask>> {
    return listTasks(this.#read, await this.viewer, filter, page, detail);
  }

  projectByCode(code: string): Promise<string | undefined> {
    return projectByCode(this.#read, code);
  }

  lettersOf(
    owner: LetterOwner,
    id: string,
    by: LetterOrder,
    page: PageRequest,
    detail: LetterDetail,
  ): Promise<Page<Letter>> {
    return this.#lists
      .of<Letter>(`letters of ${owner} ${by} ${detail}`, page, async (ids) => {
        const viewer = await this.viewer;
        const found = await findLetterPagesOf(this.#read, viewer, owner, ids, by, page, letterVersions);
        const versions = [...found.values()].flatMap(nodesOf);
        const letters = await this.#shared.letters.of(this.#read, viewer, versions, detail);
        return new Map(
          [...found].map(([ownerId, list]) => [ownerId, keepNodes(list, (node) => letters.get(node.id))]),
        );
      })
      .load(id);
  }

  timelineOf(projectId: string, newestFirst: boolean, page: PageRequest): Promise<Page<TimelineEntry>> {
    return this.#lists
      .of<TimelineEntry>(`timeline ${newestFirst}`, page, async (ids) =>
        projectTimelines(this.#read, await this.viewer, ids, newestFirst, page),
      )
      .load(projectId);
  }

  renew(): void {
    this.#lists.clear();
    this.#organization = undefined;
    this.#viewer = undefined;
    this.#loaders = undefined;
  }
}
