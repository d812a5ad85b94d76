import type { Letter } from '../../domain/letter/letter.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import type { LetterDetail } from '../../projections/correspondence/letter-outline.ts';
import type {
  LetterFilter,
  LetterOrder,
  LetterOwner,
} from '../../projections/correspondence/letter-queries.ts';
import type { OpenTask, TaskFilter } from '../../projections/correspondence/task-queries.ts';
import type { TimelineEntry } from '../../projections/correspondence/timeline-queries.ts';
import type { Page, PageRequest } from '../../projections/page.ts';
import type { ProjectAudience } from '../../projections/registers/queries.ts';
import type { Loaders } from './loaders.ts';

/** What a request knows, of now or of a moment of the past. What the caller may see of it is always today's. */
export interface Scope {
  readonly organization: Promise<Organization>;
  readonly viewer: Promise<Viewer>;
  audience(): Promise<ProjectAudience>;
  readonly loaders: Loaders;
  /** By which what is overdue is judged. */
  readonly instant: string;
  /** The organisation's day. */
  today(): Promise<string>;
  /** The caller, and those whom they substitute. */
  actsAs(): Promise<readonly string[]>;
  letters(
    filter: LetterFilter,
    by: LetterOrder,
    page: PageRequest,
    detail?: LetterDetail,
  ): Promise<Page<Letter>>;
  /** A page of the letters of a thread, project or counterparty; the same page of several is read in one query. */
  lettersOf(
    owner: LetterOwner,
    id: string,
    by: LetterOrder,
    page: PageRequest,
    detail: LetterDetail,
  ): Promise<Page<Letter>>;
  tasks(filter: TaskFilter, page: PageRequest, detail?: LetterDetail): Promise<Page<OpenTask>>;
  /** A page of a project's timeline; the same page of several is read in one query. */
  timelineOf(projectId: string, newestFirst: boolean, page: PageRequest): Promise<Page<TimelineEntry>>;
  /** Its id. */
  projectByCode(code: string): Promise<string | undefined>;
}
