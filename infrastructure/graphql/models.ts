import type { AccountedNumbers } from '../../application/journal-completeness.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Counterparty } from '../../domain/counterparty/counterparty.ts';
import type { Recorded } from '../../domain/event.ts';
import type { LedgerKeys } from '../../domain/ledger-keys/ledger-keys.ts';
import type { FileReference, IncomingCard } from '../../domain/letter/card.ts';
import type { ApprovalStep } from '../../domain/letter/events.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import type { MailAttachment } from '../../domain/mail/events.ts';
import type { Mail } from '../../domain/mail/mail.ts';
import type { DeadlineExplanation } from '../../domain/organization/deadline-explanation.ts';
import type { Employee, Webhook } from '../../domain/organization/organization.ts';
import type { Project } from '../../domain/project/project.ts';
import type { HistoryPlace } from '../../projections/audit/history-queries.ts';
import type { Reading } from '../../projections/audit/reading-queries.ts';
import type { TextRevision } from '../../projections/correspondence/letter-queries.ts';
import type { SearchHit } from '../../projections/correspondence/search-queries.ts';
import type { OpenTask } from '../../projections/correspondence/task-queries.ts';
import type { TimelineEntry } from '../../projections/correspondence/timeline-queries.ts';
import type { JournalEntry } from '../../projections/journals/queries.ts';
import type { JournalRow } from '../../projections/journals/tables.ts';
import type { Page } from '../../projections/page.ts';
import type { StoredCheckpoint } from '../ledger/ledger-tables.ts';
import type { EntryRow, ProblemRow } from '../notices/notice-tables.ts';
import type { WebhookState } from '../notices/webhook-tables.ts';

/** What resolvers hand on, where the schema's type is not one of the domain's own. */

export type TaskModel = OpenTask;
export type TextRevisionModel = TextRevision;
/** `event`: what is there, where it is known already. */
export interface HistoryModel extends HistoryPlace {
  readonly event?: Recorded<ChanceryEvent>;
}
export type HistoryPage = Page<HistoryModel>;
export type ReadingPage = Page<Reading>;

export interface JournalCompletenessModel extends AccountedNumbers {
  readonly journal: JournalModel;
  readonly lastSequence: number;
}

export type CalendarUsedModel = NonNullable<DeadlineExplanation['calendar']>;

export type AddresseeModel = IncomingCard['addressee'];

export interface ThreadModel {
  readonly id: string;
}

/** A file as part of the letter that opens it. */
export interface FileModel extends FileReference {
  readonly letterId: string;
}

export interface LinkModel {
  readonly kind: string;
  readonly outward: boolean;
  readonly otherId: string;
}

export interface ResolutionModel {
  readonly authorId: string;
  readonly text: string;
}

export interface RouteStepModel extends ApprovalStep {
  readonly grantedIds: readonly string[];
  readonly isCurrent: boolean;
}

export interface JournalModel {
  readonly id: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly year: number;
  readonly pattern: string;
  readonly isOpen: boolean;
}

export const toJournal = ({ id, direction, year, pattern, is_open }: JournalRow): JournalModel => ({
  id,
  direction,
  year,
  pattern,
  isOpen: is_open,
});

/** A file of a message. */
export interface MailFileModel extends FileReference {
  readonly mail: Mail;
}
export type MailAttachmentModel = MailAttachment & { readonly mail: Mail };
export type MailPage = Page<Mail>;
export interface MailSuggestionsModel {
  readonly mail: Mail;
}

export interface MeModel {
  readonly employee: Employee;
}

/** How a command went. */
export interface Written {
  readonly position: string;
  readonly commandId: string;
  readonly repeated: boolean;
  readonly caughtUp: boolean;
}

export interface LetterPayloadModel extends Written {
  readonly letter: Letter;
}

/** A page, of which only the ends are of interest. */
export type AnyPage = Page<unknown>;
export type LetterPage = Page<Letter>;
export type TaskPage = Page<OpenTask>;
export type TimelinePage = Page<TimelineEntry>;
export type SearchPage = Page<SearchHit>;
export type CounterpartyPage = Page<Counterparty>;
export type ProjectPage = Page<Project>;
export type JournalEntryPage = Page<JournalEntry>;
export type EmployeePage = Page<Employee>;

export type LedgerCheckpointPage = Page<StoredCheckpoint>;
export interface LedgerModel {
  readonly keys: LedgerKeys | undefined;
}

export type NoticePage = Page<EntryRow>;
export type UndeliveredMailPage = Page<ProblemRow>;
/** A webhook as it is recorded, and how it is doing. */
export interface WebhookModel {
  readonly webhook: Webhook;
  readonly state: WebhookState | undefined;
}
