// Generated from schema.graphql by `npm run generate`.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Letter as LetterModel, IncomingLetter as IncomingLetterModel, OutgoingLetter as OutgoingLetterModel, ImportedLetter as ImportedLetterModel, Acknowledgment as AcknowledgmentModel, ExtensionRequest as ExtensionRequestModel, AddresseeDelivery as DeliveryModel } from '../../domain/letter/letter.ts';
import type { TaskModel, CalendarUsedModel, ThreadModel, FileModel, LinkModel, AddresseeModel, ResolutionModel, TextRevisionModel, RouteStepModel, HistoryModel, HistoryPage, ReadingPage, JournalCompletenessModel, AnyPage, LetterPage, TaskPage, TimelinePage, SearchPage, CounterpartyPage, ProjectPage, JournalEntryPage, EmployeePage, JournalModel, MeModel, LedgerModel, LedgerCheckpointPage, MailFileModel, MailAttachmentModel, MailPage, MailSuggestionsModel, NoticePage, UndeliveredMailPage, WebhookModel, LetterPayloadModel } from './models.ts';
import type { Deadline as DeadlineModel, Wait as WaitModel } from '../../domain/deadline.ts';
import type { DeadlineExplanation as DeadlineExplanationModel, DeadlineStep as DeadlineStepModel } from '../../domain/organization/deadline-explanation.ts';
import type { DeadlinePolicy as DeadlinePolicyModel, Organization as OrganizationModel, Department as DepartmentModel, Employee as EmployeeModel, Substitution as SubstitutionModel, ApprovalRule as ApprovalRuleModel } from '../../domain/organization/organization.ts';
import type { OutgoingAddressee as OutgoingAddresseeModel } from '../../domain/letter/card.ts';
import type { StoredEvent as StoredEventModel } from '../../application/ports/event-store.ts';
import type { Reading as ReadingModel } from '../../projections/audit/reading-queries.ts';
import type { SeenLetter as SeenLetterModel } from '../../domain/reading/events.ts';
import type { AccountedNumber as AccountedNumberModel } from '../../application/journal-completeness.ts';
import type { TimelineEntry as TimelineModel } from '../../projections/correspondence/timeline-queries.ts';
import type { SearchHit as SearchHitModel } from '../../projections/correspondence/search-queries.ts';
import type { KeptBundle as KeptBundleModel } from '../evidence/evidence-room.ts';
import type { KeptExport as KeptExportModel } from '../export/export-room.ts';
import type { Counterparty as CounterpartyModel } from '../../domain/counterparty/counterparty.ts';
import type { Project as ProjectModel } from '../../domain/project/project.ts';
import type { JournalEntry as JournalEntryModel } from '../../projections/journals/queries.ts';
import type { StoredCheckpoint } from '../ledger/ledger-tables.ts';
import type { LedgerProblem as LedgerProblemModel } from '../ledger/ledger-problem.ts';
import type { InclusionProof as InclusionProofModel, ConsistencyProof as ConsistencyProofModel } from '../ledger/proofs.ts';
import type { Access as AccessModel } from '../../domain/organization/access.ts';
import type { LegalHold as LegalHoldModel, Erasure as ErasureModel } from '../../domain/privacy/privacy.ts';
import type { Mail as MailModel } from '../../domain/mail/mail.ts';
import type { MailOrigin as MailOriginModel } from '../../domain/mail/origin.ts';
import type { EntryRow as NoticeModel, ProblemRow as UndeliveredMailModel } from '../notices/notice-tables.ts';
import type { NoticePreferences as NoticePreferencesModel } from '../../domain/notices/preferences.ts';
import type { ApiContext } from './api-context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date of the organisation's time zone: `2026-03-03`. */
  Date: { input: string; output: string; }
  /** An instant, ISO 8601: `2026-03-03T08:15:00Z`. Chancery answers in UTC with milliseconds. */
  DateTime: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** A place in the log. Opaque: pass it on as `waitFor` to read what you wrote. */
  Position: { input: string; output: string; }
  /** A uuid, lower case: `7f9c24e8-3b12-4fef-91e0-5f0d6c2c7a11`. */
  UUID: { input: string; output: string; }
};

/** What somebody was allowed at a moment. */
export type Access = {
  __typename?: 'Access';
  /**
   * The commands that were theirs to give on the letter. Whether its status would have let them, or whose turn it was within
   * the command, is another matter.
   */
  commands: Array<Scalars['String']['output']>;
  /** Which they, or those whom they substituted, headed, with all below them. */
  departments: Array<Department>;
  /** Whether they could see the letter; false where none is named, or it was not there. */
  maySee: Scalars['Boolean']['output'];
  roles: Array<Role>;
  /** Whom they substituted that day. */
  substituted: Array<Employee>;
};

export type AccountedNumber = {
  __typename?: 'AccountedNumber';
  date: Scalars['Date']['output'];
  /** None if you may not see it, or it was never written. */
  letter: Maybe<Letter>;
  letterId: Scalars['UUID']['output'];
  number: Scalars['String']['output'];
  /** Why it is void. */
  reason: Maybe<Scalars['String']['output']>;
  sequence: Scalars['Int']['output'];
  status: NumberStatus;
};

export type Acknowledgment = {
  __typename?: 'Acknowledgment';
  confirmedAt: Maybe<Scalars['DateTime']['output']>;
  contentHash: Scalars['String']['output'];
  due: Scalars['DateTime']['output'];
  employee: Maybe<Employee>;
  openedAt: Maybe<Scalars['DateTime']['output']>;
  requestedAt: Scalars['DateTime']['output'];
};

export type AddCounterpartyInput = {
  addresses?: InputMaybe<Array<AddressInput>>;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  contacts?: InputMaybe<Array<ContactInput>>;
  country?: InputMaybe<Scalars['String']['input']>;
  kind?: InputMaybe<CounterpartyKind>;
  name: Scalars['String']['input'];
  taxNumber?: InputMaybe<Scalars['String']['input']>;
};

export type Address = {
  __typename?: 'Address';
  kind: AddressKind;
  text: Scalars['String']['output'];
};

export type AddressInput = {
  kind: AddressKind;
  text: Scalars['String']['input'];
};

export type AddressKind =
  | 'actual'
  | 'edi'
  | 'email'
  | 'legal'
  | 'postal';

export type Addressee = {
  __typename?: 'Addressee';
  department: Department;
  employee: Maybe<Employee>;
};

export type AddresseeInput = {
  departmentId: Scalars['UUID']['input'];
  employeeId?: InputMaybe<Scalars['UUID']['input']>;
};

export type AfterFailure =
  | 'dispatchAgain'
  | 'giveUp';

export type AgeBucket = {
  __typename?: 'AgeBucket';
  count: Scalars['Int']['output'];
  /** In seconds, included. */
  from: Scalars['Float']['output'];
  /** In seconds, not included; null: without an end. */
  to: Maybe<Scalars['Float']['output']>;
};

export type AppointHeadInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  departmentId: Scalars['UUID']['input'];
  /** None: the post is vacant. */
  employeeId?: InputMaybe<Scalars['UUID']['input']>;
};

/** How the heads of an author's line approve. The signatory comes last in either case. */
export type ApprovalLine =
  /** All at once, as one step: every one of them must agree. */
  | 'parallel'
  /** One after the other, each seeing what those below agreed to. */
  | 'sequential';

export type ApprovalRule = {
  __typename?: 'ApprovalRule';
  approvers: Array<Employee>;
  /** Kinds of document that it is for; none named: all. */
  documentKinds: Array<Scalars['String']['output']>;
  id: Scalars['UUID']['output'];
  mode: StepMode;
  name: Scalars['String']['output'];
  place: RulePlace;
};

/**
 * A moment of the past: either `at`, by which everything is taken that had been recorded until then, or `position`, the last
 * event that is. Everything below the field answers as of that moment: names, departments, heads, threads, tasks, deadlines.
 * Whether you may see it is what you are allowed today. Before the first event there is nothing; a moment that has not come
 * is refused with INVALID_INPUT, a position that the log has not reached with POSITION_NOT_REACHED.
 */
export type AsOf = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * False: what was known at that moment. True: what was so, as it was known later. Corrections of a registration then count
   * from when the letter took the value that was wrong, and counterparties that turned out to be one are one from the beginning.
   */
  corrected?: InputMaybe<Scalars['Boolean']['input']>;
  position?: InputMaybe<Scalars['Position']['input']>;
};

export type AssignExecutorInput = {
  coExecutorIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  /** By policy, where not given. */
  dueBy?: InputMaybe<Scalars['DateTime']['input']>;
  executorId: Scalars['UUID']['input'];
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  /** Asked for when there is an executor already. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Резолюция */
  resolution?: InputMaybe<Scalars['String']['input']>;
};

export type AttachFileInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  file: FileInput;
  letterId: Scalars['UUID']['input'];
};

/** What Chancery does by itself. */
export type AutomaticStep =
  /** An approval was concluded with its last grant. */
  | 'approval'
  /** A number was given out. */
  | 'number'
  /** What its policies do: a reply becomes a letter, a reference a link, a dispatch an answer, a reminder is sent… */
  | 'policy'
  /** A route of approval was drawn up. */
  | 'route';

export type AutomaticSteps = {
  __typename?: 'AutomaticSteps';
  count: Scalars['Int']['output'];
  step: AutomaticStep;
};

export type CalendarException = {
  __typename?: 'CalendarException';
  date: Scalars['Date']['output'];
  hours: Array<WorkingHours>;
  note: Maybe<Scalars['String']['output']>;
};

export type CalendarExceptionInput = {
  date: Scalars['Date']['input'];
  hours: Array<WorkingHoursInput>;
  note?: InputMaybe<Scalars['String']['input']>;
};

export type CalendarUsed = {
  __typename?: 'CalendarUsed';
  /** Whose it is; none for the organisation's. */
  department: Maybe<Department>;
  name: Scalars['String']['output'];
  timeZone: Scalars['String']['output'];
  /** Days of the stretch whose hours are not those of their weekday: holidays, and days off or worked by exception. */
  unusualDays: Array<UnusualDay>;
};

export type CancelSubstitutionInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  substitutionId: Scalars['UUID']['input'];
};

export type ChangeCounterpartyInput = {
  addresses?: InputMaybe<Array<AddressInput>>;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  contacts?: InputMaybe<Array<ContactInput>>;
  counterpartyId: Scalars['UUID']['input'];
  country?: InputMaybe<Scalars['String']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<CounterpartyKind>;
  name?: InputMaybe<Scalars['String']['input']>;
  taxNumber?: InputMaybe<Scalars['String']['input']>;
};

export type ChangeEmployeeInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  email?: InputMaybe<Scalars['String']['input']>;
  employeeId: Scalars['UUID']['input'];
  login?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  post?: InputMaybe<Scalars['String']['input']>;
};

export type ChangeJournalPatternInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  direction: Direction;
  pattern: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  year: Scalars['Int']['input'];
};

export type ChangeProjectInput = {
  code?: InputMaybe<Scalars['String']['input']>;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  counterpartyIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  memberIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
  name?: InputMaybe<Scalars['String']['input']>;
  projectId: Scalars['UUID']['input'];
};

export type Channel =
  | 'courier'
  | 'edi'
  | 'email'
  | 'fax'
  | 'inPerson'
  | 'portal'
  | 'post';

export type CloseDepartmentInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  departmentId: Scalars['UUID']['input'];
};

export type CloseJournalInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  direction: Direction;
  reason?: InputMaybe<Scalars['String']['input']>;
  year: Scalars['Int']['input'];
};

export type CloseProjectInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  projectId: Scalars['UUID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
};

export type Confidentiality =
  /** Seen only by those who take part, by secretaries and auditors. */
  | 'confidential'
  | 'open';

export type ConfirmDeliveryInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  /** Asked for where there are several addressees. */
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  /** Today, where not given. */
  deliveredOn?: InputMaybe<Scalars['Date']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
};

/** That the log at one size is the beginning of the log at another: RFC 9162 §2.1.4. */
export type ConsistencyProof = {
  __typename?: 'ConsistencyProof';
  from: Scalars['Int']['output'];
  fromRoot: Scalars['String']['output'];
  hashes: Array<Scalars['String']['output']>;
  to: Scalars['Int']['output'];
  toRoot: Scalars['String']['output'];
};

export type Contact = {
  __typename?: 'Contact';
  email: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  phone: Maybe<Scalars['String']['output']>;
  post: Maybe<Scalars['String']['output']>;
};

export type ContactInput = {
  email?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  phone?: InputMaybe<Scalars['String']['input']>;
  post?: InputMaybe<Scalars['String']['input']>;
};

export type CorrectRegistrationInput = {
  /** New values by field of the card; `null` clears one. As in `{"counterpartyNumber": "12-б"}`. */
  changes: Scalars['JSON']['input'];
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
};

/** Контрагент */
export type Counterparty = {
  __typename?: 'Counterparty';
  addresses: Array<Address>;
  contacts: Array<Contact>;
  country: Maybe<Scalars['String']['output']>;
  id: Scalars['UUID']['output'];
  kind: CounterpartyKind;
  letters: LetterConnection;
  name: Scalars['String']['output'];
  /** ИНН, or what the country has. */
  taxNumber: Maybe<Scalars['String']['output']>;
};


/** Контрагент */
export type CounterpartyLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type CounterpartyConnection = {
  __typename?: 'CounterpartyConnection';
  edges: Array<CounterpartyEdge>;
  nodes: Array<Counterparty>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type CounterpartyEdge = {
  __typename?: 'CounterpartyEdge';
  cursor: Scalars['String']['output'];
  node: Counterparty;
};

export type CounterpartyKind =
  | 'organization'
  | 'person';

export type CounterpartyPayload = {
  __typename?: 'CounterpartyPayload';
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  counterparty: Counterparty;
  position: Scalars['Position']['output'];
  repeated: Scalars['Boolean']['output'];
};

export type CreateDepartmentInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  name: Scalars['String']['input'];
  parentId?: InputMaybe<Scalars['UUID']['input']>;
};

export type Deadline = {
  __typename?: 'Deadline';
  basis: DeadlineBasis;
  calendar: Maybe<Scalars['String']['output']>;
  due: Scalars['DateTime']['output'];
  /** Everything that made it what it is, and one sentence that says it all. */
  explanation: DeadlineExplanation;
  from: Maybe<Scalars['DateTime']['output']>;
  reason: Maybe<Scalars['String']['output']>;
  setBy: Maybe<Employee>;
  /** The organisation's working minutes that policy allows. */
  workingMinutes: Maybe<Scalars['Int']['output']>;
};

export type DeadlineBasis =
  | 'extended'
  | 'policy'
  | 'set';

export type DeadlineExplanation = {
  __typename?: 'DeadlineExplanation';
  /** As it was when the date was reckoned. */
  calendar: Maybe<CalendarUsed>;
  due: Scalars['DateTime']['output'];
  /** From when the working time counts. */
  from: Maybe<Scalars['DateTime']['output']>;
  /** By which it was reckoned; none where a person set the date from the first. */
  policy: Maybe<PolicyUsed>;
  /** In your language. */
  sentence: Scalars['String']['output'];
  /** In their order: how the date came to be, and what moved it. */
  steps: Array<DeadlineStep>;
};

/**
 * How long a kind of task may take, for which letters, and who is told when. Of several that hold for a letter the most
 * specific counts: a counterparty comes before a group of them, then the kind of document, then the nearest department.
 */
export type DeadlinePolicy = {
  __typename?: 'DeadlinePolicy';
  counterparty: Maybe<Counterparty>;
  /** The correspondent group of the card. */
  counterpartyGroup: Maybe<Scalars['String']['output']>;
  /** For letters of this department and those below it. */
  department: Maybe<Department>;
  documentKind: Maybe<Scalars['String']['output']>;
  escalations: Array<EscalationLevel>;
  id: Scalars['UUID']['output'];
  name: Maybe<Scalars['String']['output']>;
  remindAfter: Array<Scalars['Int']['output']>;
  /** In working minutes. */
  remindBefore: Array<Scalars['Int']['output']>;
  task: TaskKind;
  /** How often it was set; 0 is built in. */
  version: Scalars['Int']['output'];
  workingMinutes: Scalars['Int']['output'];
};

export type DeadlineStep = {
  __typename?: 'DeadlineStep';
  at: Maybe<Scalars['DateTime']['output']>;
  by: Maybe<Employee>;
  counterparty: Maybe<Counterparty>;
  /** When it was due after it. */
  due: Scalars['DateTime']['output'];
  expectedBy: Maybe<Scalars['DateTime']['output']>;
  kind: DeadlineStepKind;
  /** When the task was due before. */
  previous: Maybe<Scalars['DateTime']['output']>;
  reason: Maybe<Scalars['String']['output']>;
  /** When the waiting ended; it lasts where there is none. */
  until: Maybe<Scalars['DateTime']['output']>;
  /** Of the policy, or of the wait: an estimate while it lasts. */
  workingMinutes: Maybe<Scalars['Float']['output']>;
};

export type DeadlineStepKind =
  /** Extended, with a reason. */
  | 'extended'
  /** Reckoned by a policy. */
  | 'policy'
  /** Set by a person. */
  | 'set'
  /** Moved by the time that a counterparty was waited for. */
  | 'waited';

export type DecideMailInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  mailId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
};

/** What became of the letter at one addressee. */
export type Delivery = {
  __typename?: 'Delivery';
  channel: Channel;
  counterparty: Maybe<Counterparty>;
  deliveredOn: Maybe<Scalars['Date']['output']>;
  dispatchedOn: Scalars['Date']['output'];
  incomingDate: Maybe<Scalars['Date']['output']>;
  incomingNumber: Maybe<Scalars['String']['output']>;
  outcome: DeliveryOutcome;
  reason: Maybe<Scalars['String']['output']>;
  trackingNumber: Maybe<Scalars['String']['output']>;
};

export type DeliveryInput = {
  channel: Channel;
  counterpartyId: Scalars['UUID']['input'];
  trackingNumber?: InputMaybe<Scalars['String']['input']>;
};

export type DeliveryOutcome =
  | 'awaitingNumber'
  | 'confirmationWaived'
  | 'givenUp'
  | 'numberRecorded'
  | 'toDispatchAgain';

export type Department = {
  __typename?: 'Department';
  children: Array<Department>;
  employees: Array<Employee>;
  head: Maybe<Employee>;
  id: Scalars['UUID']['output'];
  isClosed: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  parent: Maybe<Department>;
};

export type Direction =
  /** Входящее */
  | 'incoming'
  /** Исходящее */
  | 'outgoing';

export type DismissEmployeeInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  employeeId: Scalars['UUID']['input'];
};

export type DispatchLetterInput = {
  /** For all addressees, unless `deliveries` names them one by one. */
  channel?: InputMaybe<Channel>;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  deliveries?: InputMaybe<Array<DeliveryInput>>;
  /** Today, where not given. */
  dispatchedOn?: InputMaybe<Scalars['Date']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  trackingNumber?: InputMaybe<Scalars['String']['input']>;
};

export type DkimCheck = {
  __typename?: 'DkimCheck';
  /** Of the sender's own domain; none where there is no signature by it. */
  result: DkimResult;
  signatures: Array<DkimSignature>;
};

/** Results of checking a signature (RFC 8601, section 2.7.1). */
export type DkimResult =
  | 'fail'
  | 'neutral'
  | 'none'
  | 'pass'
  | 'permerror'
  | 'policy'
  | 'temperror';

export type DkimSignature = {
  __typename?: 'DkimSignature';
  /** Whether the domain is the sender's. */
  aligned: Scalars['Boolean']['output'];
  domain: Scalars['String']['output'];
  result: DkimResult;
  selector: Scalars['String']['output'];
};

export type DraftLetterInput = {
  /** The letter that it answers. */
  answers?: InputMaybe<Scalars['UUID']['input']>;
  card: OutgoingCardInput;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  files?: InputMaybe<Array<FileInput>>;
  projectIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
  text: Scalars['String']['input'];
};

export type DraftReplyInput = {
  /** What shall be other than follows from the incoming letter. */
  card?: InputMaybe<OutgoingCardChanges>;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  files?: InputMaybe<Array<FileInput>>;
  letterId: Scalars['UUID']['input'];
  text: Scalars['String']['input'];
};

export type Employee = {
  __typename?: 'Employee';
  department: Maybe<Department>;
  email: Maybe<Scalars['String']['output']>;
  id: Scalars['UUID']['output'];
  isDismissed: Scalars['Boolean']['output'];
  /** Their personal data were erased. */
  isErased: Scalars['Boolean']['output'];
  /** What the token's subject says. */
  login: Scalars['String']['output'];
  name: Scalars['String']['output'];
  post: Maybe<Scalars['String']['output']>;
  roles: Array<Role>;
};

export type EmployeeConnection = {
  __typename?: 'EmployeeConnection';
  edges: Array<EmployeeEdge>;
  nodes: Array<Employee>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type EmployeeEdge = {
  __typename?: 'EmployeeEdge';
  cursor: Scalars['String']['output'];
  node: Employee;
};

/** Either `employeeId`, of somebody who was dismissed, or `counterpartyId`, of one without open letters. Name nobody in the reason: it stays. */
export type ErasePersonalDataInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  employeeId?: InputMaybe<Scalars['UUID']['input']>;
  /**
   * SHA-256 of files to remove beside those that are known to be theirs: their messages, and the files of letters that are a
   * counterparty's alone. A copy of a passport in a company's letter is to be named here.
   */
  files?: InputMaybe<Array<Scalars['String']['input']>>;
  reason: Scalars['String']['input'];
};

/** Стирание персональных данных of one employee or counterparty. In their place stands `[стёрто / erased]`. */
export type Erasure = {
  __typename?: 'Erasure';
  completedAt: Maybe<Scalars['DateTime']['output']>;
  /** Whose data; null for an employee's. */
  counterparty: Maybe<Counterparty>;
  /** Whose data; null for a counterparty's. */
  employee: Maybe<Employee>;
  erasedAt: Maybe<Scalars['DateTime']['output']>;
  /** SHA-256 of the files that go with them. */
  fileHashes: Array<Scalars['String']['output']>;
  id: Scalars['UUID']['output'];
  orderedAt: Scalars['DateTime']['output'];
  /** Null: Chancery itself, from the command line. */
  orderedBy: Maybe<Employee>;
  reason: Scalars['String']['output'];
  status: ErasureStatus;
};

export type ErasurePayload = {
  __typename?: 'ErasurePayload';
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  erasure: Erasure;
  position: Scalars['Position']['output'];
  repeated: Scalars['Boolean']['output'];
};

export type ErasureStatus =
  /** Read models that once showed the data are gone as well. */
  | 'completed'
  /** The keys are gone, and the files' bytes: nobody can read the data any more. */
  | 'erased'
  /** On the record; the keys are being destroyed. */
  | 'ordered';

/**
 * Why something was not done. It comes as `errors[].extensions.code`, with `extensions.details`, and a sentence in
 * `errors[].message` that says what to do, in Russian or English by `Accept-Language`.
 */
export type ErrorCode =
  | 'ALREADY_ACKNOWLEDGED'
  | 'ALREADY_ERASED'
  | 'ALREADY_LINKED'
  | 'ALREADY_ON_ROUTE'
  | 'ALREADY_WAITING'
  | 'AUTOMATIC_REPLY'
  | 'COMMAND_ID_REUSED'
  | 'CONCURRENT_CHANGE'
  | 'COUNTERPARTY_MERGED'
  | 'DEPARTMENT_CYCLE'
  | 'DEPARTMENT_EXISTS'
  | 'DEPARTMENT_NOT_EMPTY'
  | 'DUE_DATE_IN_THE_PAST'
  | 'EMPLOYEE_DISMISSED'
  | 'EMPLOYEE_EXISTS'
  | 'EMPTY_FILE'
  | 'EVENT_TOO_LARGE'
  | 'EXECUTOR_ALREADY_ASSIGNED'
  | 'FILE_ALREADY_ATTACHED'
  | 'FILE_DAMAGED'
  | 'FILE_ERASED'
  | 'FILE_TOO_LARGE'
  | 'FILE_TYPE_MISMATCH'
  | 'FILE_TYPE_NOT_ALLOWED'
  | 'FILE_UNKNOWN'
  | 'FORBIDDEN'
  | 'INTERNAL'
  | 'INVALID_CALENDAR'
  | 'INVALID_INPUT'
  | 'INVALID_PATTERN'
  | 'INVALID_PERIOD'
  | 'INVALID_TAX_NUMBER'
  | 'JOURNAL_CLOSED'
  | 'JOURNAL_EXISTS'
  | 'LAST_ADMINISTRATOR'
  | 'LEGAL_HOLD'
  | 'LOGIN_TAKEN'
  | 'LOG_NOT_AS_SIGNED'
  | 'MAIL_NOT_WAITING'
  | 'NOTHING_CHANGED'
  | 'NOTHING_TO_CORRECT'
  | 'NOT_ASKED_TO_ACKNOWLEDGE'
  | 'NOT_DISMISSED'
  | 'NOT_FOUND'
  | 'NOT_LINKED'
  | 'NOT_ON_ROUTE'
  | 'NOT_THE_AUTHOR'
  | 'NOT_THE_EXECUTOR'
  | 'NOT_WAITING'
  | 'NOT_YOUR_TURN'
  | 'NO_CALENDAR_OF_ITS_OWN'
  | 'NO_EXTENSION_REQUESTED'
  | 'NO_SIGNATORY_IN_LINE'
  | 'NO_SUBSTITUTE'
  | 'NO_SUCH_TASK'
  | 'NUMBER_ALREADY_RECORDED'
  | 'NUMBER_VOIDED'
  | 'OPEN_LETTERS'
  | 'PERSONAL_DATA_ERASED'
  | 'POLICY_EXISTS'
  | 'POSITION_NOT_REACHED'
  | 'POSSIBLE_DUPLICATE'
  | 'PROJECT_CLOSED'
  | 'PROJECT_CODE_TAKEN'
  | 'QUERY_TOO_COMPLEX'
  | 'REASON_REQUIRED'
  | 'RECEIVED_IN_THE_FUTURE'
  | 'REQUIRED_FIELD_MISSING'
  | 'ROLE_ALREADY_HELD'
  | 'ROLE_NOT_HELD'
  | 'SEARCH_EXCLUDES_ONLY'
  | 'SELF_LINK'
  | 'STALE_APPROVAL'
  | 'STALE_REVISION'
  | 'TAX_NUMBER_TAKEN'
  | 'UNAUTHENTICATED'
  | 'UNAVAILABLE'
  | 'UNKNOWN_ADDRESSEE'
  | 'UNKNOWN_DEPARTMENT'
  | 'UNKNOWN_EMPLOYEE'
  | 'UNKNOWN_POLICY'
  | 'UNKNOWN_RULE'
  | 'UNKNOWN_SUBSTITUTION'
  | 'WEBHOOK_ADDRESS_NOT_ALLOWED'
  | 'WEBHOOK_DISABLED'
  | 'WRONG_STATE';

export type EscalationInput = {
  /** Working minutes overdue. */
  after: Scalars['Int']['input'];
  level: Scalars['Int']['input'];
};

export type EscalationLevel = {
  __typename?: 'EscalationLevel';
  /** Working minutes overdue. */
  after: Scalars['Int']['output'];
  /** 1 is the head over whoever has the task, 2 that head's head…; above the topmost, the administrators. */
  level: Scalars['Int']['output'];
};

/**
 * A bundle that anybody can verify without Chancery: a BagIt zip with the events, their proofs, the files, a chronology as
 * HTML and PDF in Russian and English, and a verifier for Node and for a browser. The same request, as long as the letters
 * do not change, makes the same bytes. See docs/evidence/format.md.
 */
export type EvidenceBundle = {
  __typename?: 'EvidenceBundle';
  /** Events of the log under the checkpoint that everything is proved against. */
  checkpointSize: Scalars['Float']['output'];
  /** Names of files that were erased; the bundle says that they are absent. */
  erasedFiles: Array<Scalars['String']['output']>;
  events: Scalars['Int']['output'];
  files: Scalars['Int']['output'];
  letters: Scalars['Int']['output'];
  /** Names of files that events speak of and that are lost or damaged here; the bundle says that they are absent. */
  missingFiles: Array<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  /** Where it is downloaded, with the same token: `GET /evidence/<sha256>`. */
  path: Scalars['String']['output'];
  /** Of the zip. */
  sha256: Scalars['String']['output'];
  /** In bytes. */
  size: Scalars['Float']['output'];
  /** Events of which only the hashes are shown. */
  withheld: Scalars['Int']['output'];
};

/**
 * What a bundle of evidence is about: exactly one of the first four. The history of each letter is whole; `from` and `to`
 * choose letters by their dates.
 */
export type EvidenceInput = {
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  from?: InputMaybe<Scalars['Date']['input']>;
  letterId?: InputMaybe<Scalars['UUID']['input']>;
  projectId?: InputMaybe<Scalars['UUID']['input']>;
  threadId?: InputMaybe<Scalars['UUID']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
  /** Letters of which only the hashes are shown, so that what is shown stays provable. */
  withholdLetterIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
  /** Why they are withheld; stands in the bundle. */
  withholdReason?: InputMaybe<Scalars['String']['input']>;
};

/** What a trace of XES is the life of. */
export type ExportCase =
  | 'letter'
  | 'thread';

/** A format that other tools read the event log in; see docs/how-to/exports.md. */
export type ExportFormat =
  /** A row for each event. */
  | 'CSV'
  /** OCEL 2.0 as JSON. */
  | 'OCEL_JSON'
  /** OCEL 2.0 as an SQLite database. */
  | 'OCEL_SQLITE'
  /** The same table, in columns. */
  | 'PARQUET'
  /** IEEE 1849, XML. */
  | 'XES';

export type ExtendDeadlineInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
  /** Asked for where the letter has several open tasks; see `Task.key`. */
  taskKey?: InputMaybe<Scalars['String']['input']>;
  /** None: the date that an extension was asked for. */
  until?: InputMaybe<Scalars['DateTime']['input']>;
};

export type ExtensionRequest = {
  __typename?: 'ExtensionRequest';
  reason: Scalars['String']['output'];
  requestedAt: Scalars['DateTime']['output'];
  requestedBy: Maybe<Employee>;
  until: Scalars['DateTime']['output'];
};

export type FailureCause =
  | 'other'
  | 'refused'
  | 'returned'
  | 'unknownAddress';

export type FaultKind =
  /** Another letter carries it. */
  | 'carriedTwice'
  /** Its letter carries another number. */
  | 'carriesAnother'
  /** Given out twice. */
  | 'doubled'
  /** Nothing gives it out, though a later one was given out. */
  | 'missing'
  /** Not written as the journal's pattern of the day has it. */
  | 'misspelt'
  /** The read model tells otherwise than the log; a rebuild of the read model settles that. */
  | 'readModelDiffers'
  /** Void, and its letter carries it. */
  | 'voidedButUsed'
  /** Void without having been given out, or void twice. */
  | 'voidedWrongly';

export type FieldChange = {
  __typename?: 'FieldChange';
  field: Scalars['String']['output'];
  new: Maybe<Scalars['JSON']['output']>;
  /** None where there was none. */
  old: Maybe<Scalars['JSON']['output']>;
};

/** What figures can be grouped by. A stage counts once for each of its counterparties and of its letter's projects. */
export type FigureDimension =
  | 'counterparty'
  /** On which the stage ended; by the first day of the period, of the organisation's calendar. */
  | 'day'
  /** Of whoever had it; of stages that span several, the letter's. */
  | 'department'
  | 'direction'
  | 'documentKind'
  | 'letterDepartment'
  | 'month'
  | 'outcome'
  /** Who was responsible when it ended, or is; null where several were and none of them did it. */
  | 'person'
  | 'project'
  | 'quarter'
  /** Of approval. */
  | 'round'
  | 'stage'
  | 'week';

/** What a group is of: `value` is an id, a word, or the first day of a period; null where there is none. */
export type FigureKey = {
  __typename?: 'FigureKey';
  dimension: FigureDimension;
  name: Maybe<Scalars['String']['output']>;
  value: Maybe<Scalars['String']['output']>;
};

export type FigurePart =
  /** What was ours to act. */
  | 'own'
  /** What was the counterparty's to act. */
  | 'waiting'
  | 'whole';

export type FigureTime =
  /** By the clock on the wall. */
  | 'calendar'
  /** Working time, by the calendar that was in force at each moment. */
  | 'working';

/** A file, by the SHA-256 of its bytes. */
export type File = {
  __typename?: 'File';
  /** Null while its bytes are there. Who asks for it afterwards is answered `FILE_ERASED`, with status 410. */
  erasure: Maybe<FileErasure>;
  mediaType: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** Where it is downloaded, with the same token: `GET /letters/<letter>/files/<sha256>`. */
  path: Scalars['String']['output'];
  sha256: Scalars['String']['output'];
  /** In bytes. */
  size: Scalars['Float']['output'];
};

/** The bytes of a file were removed from the store. Its name and hash stay, and every proof holds. */
export type FileErasure = {
  __typename?: 'FileErasure';
  erasedAt: Scalars['DateTime']['output'];
  /** The order: `erasures` has it, for administrators and auditors. */
  erasureId: Scalars['UUID']['output'];
};

/** A file that was uploaded before with `POST /files`. */
export type FileInput = {
  /** Another name than it was uploaded under. */
  name?: InputMaybe<Scalars['String']['input']>;
  sha256: Scalars['String']['input'];
};

export type GrantApprovalInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Hash of what you read; refused as STALE_APPROVAL when the letter is another by now. */
  contentHash?: InputMaybe<Scalars['String']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
};

export type GrantedRole =
  | 'administrator'
  | 'analyst'
  | 'auditor'
  | 'secretary';

export type HireEmployeeInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  departmentId: Scalars['UUID']['input'];
  email?: InputMaybe<Scalars['String']['input']>;
  login: Scalars['String']['input'];
  name: Scalars['String']['input'];
  post?: InputMaybe<Scalars['String']['input']>;
};

export type HistoryConnection = {
  __typename?: 'HistoryConnection';
  edges: Array<HistoryEdge>;
  nodes: Array<HistoryEntry>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type HistoryEdge = {
  __typename?: 'HistoryEdge';
  cursor: Scalars['String']['output'];
  node: HistoryEntry;
};

/** One thing that happened. */
export type HistoryEntry = {
  __typename?: 'HistoryEntry';
  actor: Maybe<Employee>;
  at: Scalars['DateTime']['output'];
  /** By Chancery itself, following from something else. */
  automatic: Scalars['Boolean']['output'];
  /** What it made other than it was: old and new of each field of a card, a register or the organisation. */
  changes: Array<FieldChange>;
  commandId: Scalars['String']['output'];
  correlationId: Scalars['String']['output'];
  /** What it says, in today's shape of its type. */
  data: Scalars['JSON']['output'];
  /** The files that it names, by their SHA-256. */
  files: Array<File>;
  id: Scalars['UUID']['output'];
  /** That it is in the log, under the last checkpoint. None while no checkpoint covers it: see `unprovedReason`. */
  inclusionProof: Maybe<InclusionProof>;
  /** The letter that it happened to. */
  letter: Maybe<Letter>;
  onBehalfOf: Maybe<Employee>;
  /** Its place in the log. */
  position: Scalars['Position']['output'];
  /** The reason that was given, where one was. */
  reason: Maybe<Scalars['String']['output']>;
  /** Its place in its stream, from 0. */
  revision: Scalars['Int']['output'];
  /** What happened, in your language. */
  sentence: Scalars['String']['output'];
  /** As the log keeps it: personal data are ciphertext. */
  stored: StoredEvent;
  /** The stream of the log that it is in: `letter-<id>`, `journal-<id>`, `organization-<id>`, `counterparty-<id>`, `project-<id>`. */
  stream: Scalars['String']['output'];
  /** What became of the text, where the event brought another than the one before; else none. */
  textDifference: Array<TextPart>;
  /** Name of the event. */
  type: Scalars['String']['output'];
  /** Why there is no proof yet, and what to do, in your language; none where there is one. */
  unprovedReason: Maybe<Scalars['String']['output']>;
};


/** One thing that happened. */
export type HistoryEntryTextDifferenceArgs = {
  by?: InputMaybe<TextUnit>;
};

/** What a history is of: exactly one of these. */
export type HistoryScope = {
  /** The counterparty, those merged into it, and its letters. */
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  /** What somebody did, what was done in their name, and what of registers and organisation names them. */
  employeeId?: InputMaybe<Scalars['UUID']['input']>;
  /** A journal: opened, each number, what is void and why. */
  journalId?: InputMaybe<Scalars['UUID']['input']>;
  /** The letter, the numbers that journals gave to it, and links that lead to it. */
  letterId?: InputMaybe<Scalars['UUID']['input']>;
  /** Departments, heads, roles, substitutions, rules. */
  organization?: InputMaybe<Scalars['Boolean']['input']>;
  /** The project, its letters as of now, and which letters came and went. */
  projectId?: InputMaybe<Scalars['UUID']['input']>;
  /** Every letter of the thread, as it is now. */
  threadId?: InputMaybe<Scalars['UUID']['input']>;
};

export type HoldScope =
  /** Of a counterparty: its data, and those of the employees who took part in its letters. */
  | 'counterparty'
  /** Of an employee: their own data. */
  | 'employee'
  /** Of a letter: the data of everybody whom it concerns. */
  | 'letter'
  /** Of a project: the data of its members and counterparties, and of everybody whom its letters concern. */
  | 'project';

/** A letter from a register kept before Chancery, with the number that it had there. */
export type ImportedLetter = Letter & {
  __typename?: 'ImportedLetter';
  acknowledgments: Array<Acknowledgment>;
  /** The case (дело) that it was filed under. */
  caseReference: Maybe<Scalars['String']['output']>;
  channel: Maybe<Channel>;
  confidentiality: Confidentiality;
  contentHash: Scalars['String']['output'];
  counterparties: Array<Counterparty>;
  counterpartyDate: Maybe<Scalars['Date']['output']>;
  counterpartyNumber: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  date: Scalars['Date']['output'];
  department: Maybe<Department>;
  direction: Direction;
  documentKind: Maybe<Scalars['String']['output']>;
  files: Array<File>;
  id: Scalars['UUID']['output'];
  isOpen: Scalars['Boolean']['output'];
  links: Array<LetterLink>;
  messageId: Maybe<Scalars['String']['output']>;
  number: Maybe<Scalars['String']['output']>;
  openTasks: Array<Task>;
  projects: Array<Project>;
  revision: Scalars['Int']['output'];
  status: LetterStatus;
  subject: Scalars['String']['output'];
  text: Maybe<Scalars['String']['output']>;
  thread: Thread;
};

/** That an event is in the log: RFC 9162 §2.1.3. */
export type InclusionProof = {
  __typename?: 'InclusionProof';
  hashes: Array<Scalars['String']['output']>;
  /** The event's place in the whole log, from 0. */
  index: Scalars['Int']['output'];
  leafHash: Scalars['String']['output'];
  /** The signed checkpoint of that size, where there is one. */
  note: Maybe<Scalars['String']['output']>;
  root: Scalars['String']['output'];
  /** Of how many events. */
  size: Scalars['Int']['output'];
};

export type IncomingCardInput = {
  addressee: AddresseeInput;
  channel: Channel;
  confidentiality?: InputMaybe<Confidentiality>;
  controlMark?: InputMaybe<Scalars['Boolean']['input']>;
  correspondentGroup?: InputMaybe<Scalars['String']['input']>;
  counterpartyDate?: InputMaybe<Scalars['Date']['input']>;
  counterpartyId: Scalars['UUID']['input'];
  /** Their number (их исх. №) and date, as given. */
  counterpartyNumber?: InputMaybe<Scalars['String']['input']>;
  documentKind?: InputMaybe<Scalars['String']['input']>;
  fileIndex?: InputMaybe<Scalars['String']['input']>;
  /** Our number and date, as the letter quotes them («на Ваш исх. № … от …»): it is linked by them. */
  inReplyTo?: InputMaybe<NumberReferenceInput>;
  originalLocation?: InputMaybe<Scalars['String']['input']>;
  /** Today, where not given. */
  receivedOn?: InputMaybe<Scalars['Date']['input']>;
  responsibleDepartmentId?: InputMaybe<Scalars['UUID']['input']>;
  sheets?: InputMaybe<SheetsInput>;
  signatory?: InputMaybe<SignatoryInput>;
  signature?: InputMaybe<SignatureCheckInput>;
  subject: Scalars['String']['input'];
};

/** Входящее письмо */
export type IncomingLetter = Letter & {
  __typename?: 'IncomingLetter';
  acknowledgments: Array<Acknowledgment>;
  addressee: Addressee;
  channel: Channel;
  coExecutors: Array<Employee>;
  confidentiality: Confidentiality;
  contentHash: Scalars['String']['output'];
  controlMark: Scalars['Boolean']['output'];
  correspondentGroup: Maybe<Scalars['String']['output']>;
  counterparties: Array<Counterparty>;
  counterparty: Maybe<Counterparty>;
  counterpartyDate: Maybe<Scalars['Date']['output']>;
  /** Their number (их исх. №). */
  counterpartyNumber: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  department: Maybe<Department>;
  direction: Direction;
  documentKind: Maybe<Scalars['String']['output']>;
  executor: Maybe<Employee>;
  extensionRequest: Maybe<ExtensionRequest>;
  fileIndex: Maybe<Scalars['String']['output']>;
  files: Array<File>;
  id: Scalars['UUID']['output'];
  /** The letter of ours that it answers, as it quotes it. */
  inReplyTo: Maybe<NumberReference>;
  isOpen: Scalars['Boolean']['output'];
  links: Array<LetterLink>;
  number: Maybe<Scalars['String']['output']>;
  openTasks: Array<Task>;
  /** The message that it came as. */
  origin: Maybe<MailOrigin>;
  originalLocation: Maybe<Scalars['String']['output']>;
  projects: Array<Project>;
  /** Why there is no reply, or why it was annulled. */
  reason: Maybe<Scalars['String']['output']>;
  receivedOn: Scalars['Date']['output'];
  registeredBy: Maybe<Employee>;
  registration: RegistrationNumber;
  /** The reply: an outgoing letter. */
  reply: Maybe<Letter>;
  /** Резолюция */
  resolution: Maybe<Resolution>;
  responsibleDepartment: Maybe<Department>;
  revision: Scalars['Int']['output'];
  sheets: Maybe<Sheets>;
  signatory: Maybe<Signatory>;
  signature: Maybe<SignatureCheck>;
  status: LetterStatus;
  subject: Scalars['String']['output'];
  thread: Thread;
};

/** Журнал регистрации: one per direction and year. */
export type Journal = {
  __typename?: 'Journal';
  direction: Direction;
  entries: JournalEntryConnection;
  id: Scalars['UUID']['output'];
  isOpen: Scalars['Boolean']['output'];
  pattern: Scalars['String']['output'];
  year: Scalars['Int']['output'];
};


/** Журнал регистрации: one per direction and year. */
export type JournalEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
};

/**
 * Whether a journal's numbers are all there, by its own events in the log, each held against its letter's events and
 * then against the read model.
 */
export type JournalCompleteness = {
  __typename?: 'JournalCompleteness';
  /** No number is missing, none is doubled, and nothing else is wrong. */
  complete: Scalars['Boolean']['output'];
  faults: Array<JournalFault>;
  /** Given to a letter that is not written yet. */
  issued: Scalars['Int']['output'];
  journal: Journal;
  /** The last number that the journal has given out; 0 before the first. */
  lastSequence: Scalars['Int']['output'];
  /** Those of the range, in their order. */
  numbers: Array<AccountedNumber>;
  used: Scalars['Int']['output'];
  /** The same as a sentence, in your language. */
  verdict: Scalars['String']['output'];
  voided: Scalars['Int']['output'];
};

export type JournalEntry = {
  __typename?: 'JournalEntry';
  date: Scalars['Date']['output'];
  /** None if you may not see it, or it was never written. */
  letter: Maybe<Letter>;
  number: Scalars['String']['output'];
  reason: Maybe<Scalars['String']['output']>;
  sequence: Scalars['Int']['output'];
  status: NumberStatus;
};

export type JournalEntryConnection = {
  __typename?: 'JournalEntryConnection';
  edges: Array<JournalEntryEdge>;
  nodes: Array<JournalEntry>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type JournalEntryEdge = {
  __typename?: 'JournalEntryEdge';
  cursor: Scalars['String']['output'];
  node: JournalEntry;
};

export type JournalFault = {
  __typename?: 'JournalFault';
  kind: FaultKind;
  sequence: Scalars['Int']['output'];
};

export type JournalPatterns = {
  __typename?: 'JournalPatterns';
  incoming: Scalars['String']['output'];
  outgoing: Scalars['String']['output'];
};

export type JournalPatternsInput = {
  incoming: Scalars['String']['input'];
  outgoing: Scalars['String']['input'];
};

export type JournalPayload = {
  __typename?: 'JournalPayload';
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  journal: Journal;
  position: Scalars['Position']['output'];
  repeated: Scalars['Boolean']['output'];
};

/**
 * What vouches for the log: every event, in the log's order, is a leaf of a Merkle tree (RFC 9162), whose root is signed
 * again and again. Hashes and roots are in base64, notes in the formats of C2SP (signed-note, tlog-checkpoint).
 */
export type Ledger = {
  __typename?: 'Ledger';
  /** Events that are not covered yet, counted up to 1000. */
  behind: Scalars['Int']['output'];
  /** The last checkpoint; none before the first. */
  checkpoint: Maybe<LedgerCheckpoint>;
  /** Its keys in order; the last one is in force. */
  keys: Array<Scalars['String']['output']>;
  /** The name that it signs under; none before the first key. */
  origin: Maybe<Scalars['String']['output']>;
  /** Why nothing is signed any more: the log is not what was signed. */
  problem: Maybe<LedgerProblem>;
  /** The last checkpoint that has a timestamp. */
  timestamped: Maybe<LedgerCheckpoint>;
  /** Names of the witnesses that checkpoints are submitted to. */
  witnesses: Array<Scalars['String']['output']>;
};

export type LedgerCheckpoint = {
  __typename?: 'LedgerCheckpoint';
  /** The signed note, with the cosignatures of witnesses. */
  note: Scalars['String']['output'];
  root: Scalars['String']['output'];
  sealedAt: Scalars['DateTime']['output'];
  /** How many events it covers. */
  size: Scalars['Int']['output'];
  /** The answer of a time-stamping authority (RFC 3161 TimeStampResp, DER, base64) for the note with its first signature alone. */
  timestamp: Maybe<Scalars['String']['output']>;
};

export type LedgerCheckpointConnection = {
  __typename?: 'LedgerCheckpointConnection';
  edges: Array<LedgerCheckpointEdge>;
  nodes: Array<LedgerCheckpoint>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type LedgerCheckpointEdge = {
  __typename?: 'LedgerCheckpointEdge';
  cursor: Scalars['String']['output'];
  node: LedgerCheckpoint;
};

export type LedgerProblem = {
  __typename?: 'LedgerProblem';
  /** `LEDGER_ROLLED_BACK`, `LEDGER_REWRITTEN`, …: see docs/how-to/ledger.md. */
  code: Scalars['String']['output'];
  /** Both roots and sizes, the first wrong event with its hashes. */
  details: Scalars['JSON']['output'];
  /** What is the matter, where, and what to do, in your language. */
  message: Scalars['String']['output'];
};

/** Запрет на уничтожение: while it is in force, nobody whom it covers is erased. */
export type LegalHold = {
  __typename?: 'LegalHold';
  id: Scalars['UUID']['output'];
  /** Null while it is in force. */
  liftedAt: Maybe<Scalars['DateTime']['output']>;
  liftedBy: Maybe<Employee>;
  liftingReason: Maybe<Scalars['String']['output']>;
  placedAt: Scalars['DateTime']['output'];
  /** Null: Chancery itself, from the command line. */
  placedBy: Maybe<Employee>;
  reason: Scalars['String']['output'];
  scope: HoldScope;
  /** The employee, counterparty, letter or project. */
  targetId: Scalars['UUID']['output'];
};

export type LegalHoldPayload = {
  __typename?: 'LegalHoldPayload';
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  legalHold: LegalHold;
  position: Scalars['Position']['output'];
  repeated: Scalars['Boolean']['output'];
};

/** An official letter, of either direction. */
export type Letter = {
  acknowledgments: Array<Acknowledgment>;
  confidentiality: Confidentiality;
  /** Hash of what is approved or acknowledged. */
  contentHash: Scalars['String']['output'];
  counterparties: Array<Counterparty>;
  createdAt: Scalars['DateTime']['output'];
  /** The department that answers for it: the addressee's, or the author's. */
  department: Maybe<Department>;
  direction: Direction;
  documentKind: Maybe<Scalars['String']['output']>;
  files: Array<File>;
  id: Scalars['UUID']['output'];
  /** Something remains to be done. */
  isOpen: Scalars['Boolean']['output'];
  /** Links to other letters, from both sides; those that you may not see are left out. */
  links: Array<LetterLink>;
  /** Our number as text, or the one that the letter had in the register that it was imported from. */
  number: Maybe<Scalars['String']['output']>;
  openTasks: Array<Task>;
  projects: Array<Project>;
  /** Counts the letter's events. Pass it as `expectedRevision` to be refused when somebody else was faster. */
  revision: Scalars['Int']['output'];
  status: LetterStatus;
  subject: Scalars['String']['output'];
  thread: Thread;
};

export type LetterConnection = {
  __typename?: 'LetterConnection';
  edges: Array<LetterEdge>;
  nodes: Array<Letter>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type LetterEdge = {
  __typename?: 'LetterEdge';
  cursor: Scalars['String']['output'];
  node: Letter;
};

export type LetterFilter = {
  authorId?: InputMaybe<Scalars['UUID']['input']>;
  caseReference?: InputMaybe<Scalars['String']['input']>;
  confidentiality?: InputMaybe<Confidentiality>;
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  /** By the date of the number, both days included. */
  datedFrom?: InputMaybe<Scalars['Date']['input']>;
  datedTo?: InputMaybe<Scalars['Date']['input']>;
  /** The department and all below it. */
  departmentId?: InputMaybe<Scalars['UUID']['input']>;
  direction?: InputMaybe<Direction>;
  documentKind?: InputMaybe<Scalars['String']['input']>;
  dueBefore?: InputMaybe<Scalars['DateTime']['input']>;
  executorId?: InputMaybe<Scalars['UUID']['input']>;
  /** A part of any number of the letter: ours, the counterparty's, a tracking number. */
  number?: InputMaybe<Scalars['String']['input']>;
  open?: InputMaybe<Scalars['Boolean']['input']>;
  /** With a task whose due date has passed. */
  overdue?: InputMaybe<Scalars['Boolean']['input']>;
  /** Anyone who takes part. */
  participantId?: InputMaybe<Scalars['UUID']['input']>;
  projectId?: InputMaybe<Scalars['UUID']['input']>;
  statuses?: InputMaybe<Array<LetterStatus>>;
  withoutProject?: InputMaybe<Scalars['Boolean']['input']>;
};

export type LetterInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
};

export type LetterLink = {
  __typename?: 'LetterLink';
  kind: LinkKind;
  letter: Letter;
  /** True when this letter answers, supersedes… the other; false when the other does. */
  outward: Scalars['Boolean']['output'];
};

export type LetterOrder =
  | 'datedAscending'
  | 'datedDescending'
  | 'dueAscending'
  | 'updatedDescending';

/** The letter as the command left it. */
export type LetterPayload = {
  __typename?: 'LetterPayload';
  /** Whether queries show it by now; if not, pass `position` as `waitFor`. */
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  letter: Letter;
  openTasks: Array<Task>;
  /** Where in the log it was written. */
  position: Scalars['Position']['output'];
  /** It had been carried out before, with the same `commandId`; this is that answer. */
  repeated: Scalars['Boolean']['output'];
};

export type LetterStatus =
  /** A registration made in error; its number stays used. */
  | 'annulled'
  /** The reply was dispatched. */
  | 'answered'
  /** Approved; the secretary must dispatch it. */
  | 'approved'
  /** Registered; the head of the addressee department must assign an executor. */
  | 'awaitingExecutor'
  | 'closed'
  /** On its way; an addressee's incoming number is still to be obtained. */
  | 'dispatched'
  | 'draft'
  /** Исполнено: no reply is needed. */
  | 'executed'
  /** From a register kept before Chancery. */
  | 'imported'
  | 'onApproval'
  /** Processed: a reply was drafted and lives on as an outgoing letter. */
  | 'replyDrafted'
  /** Returned by an approver; the author must revise it. */
  | 'rework'
  /** The executor must decide on the reply. */
  | 'withExecutor'
  /** A draft taken back. */
  | 'withdrawn';

export type LiftLegalHoldInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  holdId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
};

export type LinkKind =
  | 'answers'
  | 'attachmentTo'
  | 'sameMatter'
  | 'supersedes';

export type LinkLettersInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  kind: LinkKind;
  /** The letter that answers, supersedes… */
  letterId: Scalars['UUID']['input'];
  targetLetterId: Scalars['UUID']['input'];
};

export type LinkToProjectInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  projectId: Scalars['UUID']['input'];
};

/** The event log as a file. It can be fetched for a day; the export is on the record (`readings`). */
export type LogExport = {
  __typename?: 'LogExport';
  /** Events in it. */
  events: Scalars['Int']['output'];
  format: ExportFormat;
  /** Where it is fetched, with the same token: `GET /exports/<name>`. */
  path: Scalars['String']['output'];
  /** Where the log ended. */
  position: Scalars['Position']['output'];
  pseudonymised: Scalars['Boolean']['output'];
  /** Of the file. */
  sha256: Scalars['String']['output'];
  /** In bytes. */
  size: Scalars['Float']['output'];
};

export type LogExportInput = {
  case?: InputMaybe<ExportCase>;
  format: ExportFormat;
  /** Events from then on. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Other names for all ids, new ones with each export, and no numbers, subjects or names. By default so for analysts, who
   * get nothing else, and not for auditors.
   */
  pseudonymised?: InputMaybe<Scalars['Boolean']['input']>;
  /** Goes on the record. */
  purpose?: InputMaybe<Scalars['String']['input']>;
  /** Events before then. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/**
 * A message that came in by e-mail, on its way to being a letter. What it says of itself nobody has vouched for, but for what
 * its DKIM signature covers.
 */
export type Mail = {
  __typename?: 'Mail';
  attachments: Array<MailAttachment>;
  /** What the server that took it in found out (RFC 8601), as the message has it. */
  authenticationResults: Maybe<Scalars['String']['output']>;
  /** What shows that a machine sent it by itself (RFC 3834). It answers no letter. */
  automatic: Maybe<Scalars['String']['output']>;
  dkim: DkimCheck;
  /** The id of the message that it is a copy of. */
  duplicateOf: Maybe<Scalars['UUID']['output']>;
  id: Scalars['UUID']['output'];
  /** Its personal data were erased with those of its counterparty. Its files were removed from the store. */
  isErased: Scalars['Boolean']['output'];
  /** The letter that it was registered as. */
  letter: Maybe<Letter>;
  messageId: Maybe<Scalars['String']['output']>;
  quarantineCode: Maybe<QuarantineCode>;
  quarantineDetail: Maybe<Scalars['String']['output']>;
  /** Why it is in quarantine, in words. */
  quarantineReason: Maybe<Scalars['String']['output']>;
  /** The message as it came, to the byte. */
  raw: MailFile;
  /** Why it was released or dismissed, whichever was last. */
  reason: Maybe<Scalars['String']['output']>;
  receivedAt: Scalars['DateTime']['output'];
  senderAddress: Maybe<Scalars['String']['output']>;
  senderName: Maybe<Scalars['String']['output']>;
  /** The Date header. */
  sentAt: Maybe<Scalars['DateTime']['output']>;
  status: MailStatus;
  subject: Maybe<Scalars['String']['output']>;
  suggestions: MailSuggestions;
  /** Its beginning, as plain text. All of it is in the raw message. */
  text: Maybe<Scalars['String']['output']>;
};

export type MailAttachment = {
  __typename?: 'MailAttachment';
  /** What the message says that it is. */
  declaredType: Scalars['String']['output'];
  /** None where it was not kept, and is in the raw message alone. */
  file: Maybe<MailFile>;
  name: Scalars['String']['output'];
  /** Why it was not kept: the code of the refusal. */
  refused: Maybe<Scalars['String']['output']>;
  sha256: Scalars['String']['output'];
  /** In bytes. */
  size: Scalars['Float']['output'];
  /** The attachment that it was packed in: a winmail.dat. */
  within: Maybe<Scalars['String']['output']>;
};

/** Fields of the card. What is not given is as the message has or suggests it; the channel is e-mail. */
export type MailCardInput = {
  addressee: AddresseeInput;
  confidentiality?: InputMaybe<Confidentiality>;
  controlMark?: InputMaybe<Scalars['Boolean']['input']>;
  correspondentGroup?: InputMaybe<Scalars['String']['input']>;
  counterpartyDate?: InputMaybe<Scalars['Date']['input']>;
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  counterpartyNumber?: InputMaybe<Scalars['String']['input']>;
  documentKind?: InputMaybe<Scalars['String']['input']>;
  fileIndex?: InputMaybe<Scalars['String']['input']>;
  inReplyTo?: InputMaybe<NumberReferenceInput>;
  originalLocation?: InputMaybe<Scalars['String']['input']>;
  /** The day on which the message came, where not given. */
  receivedOn?: InputMaybe<Scalars['Date']['input']>;
  responsibleDepartmentId?: InputMaybe<Scalars['UUID']['input']>;
  sheets?: InputMaybe<SheetsInput>;
  signatory?: InputMaybe<SignatoryInput>;
  signature?: InputMaybe<SignatureCheckInput>;
  subject?: InputMaybe<Scalars['String']['input']>;
};

export type MailConnection = {
  __typename?: 'MailConnection';
  edges: Array<MailEdge>;
  nodes: Array<Mail>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type MailEdge = {
  __typename?: 'MailEdge';
  cursor: Scalars['String']['output'];
  node: Mail;
};

export type MailFile = {
  __typename?: 'MailFile';
  /** Null while its bytes are there. */
  erasure: Maybe<FileErasure>;
  mediaType: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** Where it is downloaded, with the same token: `GET /mail/<message>/files/<sha256>`. */
  path: Scalars['String']['output'];
  sha256: Scalars['String']['output'];
  /** In bytes. */
  size: Scalars['Float']['output'];
};

export type MailMatch =
  /** The sender's address is the counterparty's. */
  | 'address'
  /** The address is in a domain that is one counterparty's alone. */
  | 'domain'
  /** The sender goes by the counterparty's name. */
  | 'name'
  /** The text quotes our number and date («на Ваш исх. № … от …»). */
  | 'quotedNumber'
  /** In-Reply-To or References. */
  | 'references';

/** How a letter came that was registered from the mail queue. */
export type MailOrigin = {
  __typename?: 'MailOrigin';
  dkim: DkimCheck;
  mailId: Scalars['UUID']['output'];
  messageId: Maybe<Scalars['String']['output']>;
  /** The message as it came, among the letter's files. */
  rawSha256: Scalars['String']['output'];
  receivedAt: Scalars['DateTime']['output'];
};

export type MailPayload = {
  __typename?: 'MailPayload';
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  mail: Mail;
  position: Scalars['Position']['output'];
  repeated: Scalars['Boolean']['output'];
};

export type MailStatus =
  | 'dismissed'
  /** A copy of a message that came before, with the same Message-ID. */
  | 'duplicate'
  /** Kept back, for a reason; released, it waits. */
  | 'quarantined'
  | 'registered'
  /** To be registered or dismissed. */
  | 'waiting';

/** What a registration takes where nothing else is given. Suggestions: the secretary decides. */
export type MailSuggestions = {
  __typename?: 'MailSuggestions';
  /** The letter of ours that it answers. */
  answers: Maybe<Letter>;
  counterparty: Maybe<Counterparty>;
  counterpartyBy: Maybe<MailMatch>;
  counterpartyDate: Maybe<Scalars['Date']['output']>;
  /** Their own number and date, as the text has them. */
  counterpartyNumber: Maybe<Scalars['String']['output']>;
  letterBy: Maybe<MailMatch>;
  /** Our number and date, as the text quotes them. */
  quoted: Maybe<Scalars['String']['output']>;
  /** An earlier letter that it goes on from. */
  sameMatter: Maybe<Letter>;
};

/** When mail goes out. */
export type MailTiming =
  /** At `dailyAt`, in one mail. */
  | 'daily'
  /** At the full hour, in one mail. */
  | 'hourly'
  | 'immediately'
  /** At once in working hours; what comes outside of them, in one mail when they begin. */
  | 'workingHours';

export type MarkNoticesReadInput = {
  /** Yours among these; not given: all that you have. */
  noticeIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
};

export type MarkNoticesReadPayload = {
  __typename?: 'MarkNoticesReadPayload';
  /** How many had not been read before. */
  count: Scalars['Int']['output'];
};

export type Me = {
  __typename?: 'Me';
  employee: Employee;
  roles: Array<Role>;
  /** Those whom you substitute today. */
  substitutes: Array<Employee>;
  today: Scalars['Date']['output'];
};

export type MergeCounterpartiesInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  /** The one that goes. */
  counterpartyId: Scalars['UUID']['input'];
  /** The one that stays. */
  intoId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
};

export type MoveDepartmentInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  departmentId: Scalars['UUID']['input'];
  /** None: it becomes a root. */
  parentId?: InputMaybe<Scalars['UUID']['input']>;
};

/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type Mutation = {
  __typename?: 'Mutation';
  /** You have read it. */
  acknowledge: Maybe<LetterPayload>;
  addCounterparty: Maybe<CounterpartyPayload>;
  /** Secretary: a registration made in error; the number stays used. */
  annulLetter: Maybe<LetterPayload>;
  appointHead: Maybe<OrganizationPayload>;
  /** Head of the department: names the responsible executor, or another with a reason. */
  assignExecutor: Maybe<LetterPayload>;
  attachFile: Maybe<LetterPayload>;
  cancelSubstitution: Maybe<OrganizationPayload>;
  changeCounterparty: Maybe<CounterpartyPayload>;
  changeEmployee: Maybe<OrganizationPayload>;
  changeJournalPattern: Maybe<JournalPayload>;
  changeProject: Maybe<ProjectPayload>;
  closeDepartment: Maybe<OrganizationPayload>;
  closeJournal: Maybe<JournalPayload>;
  closeProject: Maybe<ProjectPayload>;
  confirmDelivery: Maybe<LetterPayload>;
  correctRegistration: Maybe<LetterPayload>;
  createDepartment: Maybe<OrganizationPayload>;
  /** Administrator: for good. */
  disableWebhook: Maybe<WebhookPayload>;
  /** Their open tasks go to the head above them. */
  dismissEmployee: Maybe<OrganizationPayload>;
  /** Secretary: it is no letter. It can be released again. */
  dismissMail: Maybe<MailPayload>;
  /** Secretary: gives it our number; again, to those whose delivery failed. */
  dispatchLetter: Maybe<LetterPayload>;
  /** Employee: a letter on one's own account. */
  draftLetter: Maybe<LetterPayload>;
  /** Executor: an outgoing letter with that text comes into being by itself, linked both ways. */
  draftReply: Maybe<LetterPayload>;
  /** Administrator: destroys the key of their personal data. It cannot be undone. */
  erasePersonalData: Maybe<ErasurePayload>;
  /**
   * Auditor: makes a bundle of evidence, to be downloaded from its `path`. A large one takes a while; asked for again, it is
   * made of the same bytes. It is recorded as a reading of its letters.
   */
  exportEvidence: EvidenceBundle;
  /** Auditor, analyst: writes the event log for other tools, to be fetched from its `path`. A large one takes a while. */
  exportLog: LogExport;
  /** Head: another due date, with a reason; or the extension that was asked for. */
  extendDeadline: Maybe<LetterPayload>;
  /** Approver whose turn it is, or their substitute. */
  grantApproval: Maybe<LetterPayload>;
  grantRole: Maybe<OrganizationPayload>;
  hireEmployee: Maybe<OrganizationPayload>;
  /** Auditor. */
  liftLegalHold: Maybe<LegalHoldPayload>;
  linkLetters: Maybe<LetterPayload>;
  linkToProject: Maybe<LetterPayload>;
  markNoticesRead: Maybe<MarkNoticesReadPayload>;
  /** Found twice: everything of the one is the other's from now on. */
  mergeCounterparties: Maybe<CounterpartyPayload>;
  moveDepartment: Maybe<OrganizationPayload>;
  /** You have opened it. */
  openAcknowledgment: Maybe<LetterPayload>;
  /** A year's journal opens by itself with its first number; this is for one with a pattern of its own. */
  openJournal: Maybe<JournalPayload>;
  openProject: Maybe<ProjectPayload>;
  /**
   * Executor, author, head, secretary: a counterparty is to act first. The due date moves by the working time until then; the
   * pause ends when a letter of theirs is registered in the thread, when it is resumed, or at `expectedBy`.
   */
  pauseDeadline: Maybe<LetterPayload>;
  /** Auditor or administrator. */
  placeLegalHold: Maybe<LegalHoldPayload>;
  /** Secretary: the counterparty's own number; with the last addressee's the letter is closed. */
  recordIncomingNumber: Maybe<LetterPayload>;
  /** Head: leaves the due date as it is. To grant it, extendDeadline. */
  refuseExtension: Maybe<LetterPayload>;
  /** Secretary: gives it our number; the head of the addressee department is asked to assign an executor. */
  registerIncomingLetter: Maybe<LetterPayload>;
  /**
   * Secretary: registers the letter that a waiting message is, with its attachments and the raw message as files, under the next
   * number. A message becomes one letter, however often this is called.
   */
  registerMail: Maybe<LetterPayload>;
  /** Administrator: tells an address of events from now on. */
  registerWebhook: Maybe<WebhookPayload>;
  /** Secretary: into the queue after all: out of quarantine, or back from having been dismissed or taken for a copy. */
  releaseMail: Maybe<MailPayload>;
  removeApprovalRule: Maybe<OrganizationPayload>;
  /** The department works by the calendar of the one above it again. */
  removeCalendar: Maybe<OrganizationPayload>;
  removeDeadlinePolicy: Maybe<OrganizationPayload>;
  renameDepartment: Maybe<OrganizationPayload>;
  reopenProject: Maybe<ProjectPayload>;
  /** For an approver who can no longer act. */
  replaceApprover: Maybe<LetterPayload>;
  /** Administrator: has it told again of earlier events, with the same ids as before. */
  replayWebhook: Maybe<WebhookPayload>;
  reportDeliveryFailure: Maybe<LetterPayload>;
  /** Ознакомление: asks employees to read the letter as it is now. */
  requestAcknowledgment: Maybe<LetterPayload>;
  /** Executor: asks the head for more time. */
  requestExtension: Maybe<LetterPayload>;
  /** Nothing is waited for any more. */
  resumeDeadline: Maybe<LetterPayload>;
  /** Administrator: tries a mail again that was given up. */
  retryNotice: Maybe<RetryNoticePayload>;
  /** Approver whose turn it is: back to the author; the next round starts from the beginning. */
  returnForRework: Maybe<LetterPayload>;
  /** Author: another text, other files or fields; every revision is kept. */
  reviseLetter: Maybe<LetterPayload>;
  revokeRole: Maybe<OrganizationPayload>;
  /** Administrator: makes another secret; for a day, messages are signed with the one before as well. */
  rotateWebhookSecret: Maybe<WebhookPayload>;
  /** Auditor, administrator: covers everything that is recorded by a signed checkpoint, now. */
  sealLedger: Maybe<LedgerCheckpoint>;
  /** For letters that are submitted from now on. */
  setApprovalLine: Maybe<OrganizationPayload>;
  setApprovalRule: Maybe<OrganizationPayload>;
  setCalendar: Maybe<OrganizationPayload>;
  /** How long a kind of task may take, for which letters, and who is told when. */
  setDeadlinePolicy: Maybe<OrganizationPayload>;
  /** How you want to be told. */
  setNoticePreferences: Maybe<NoticePreferencesPayload>;
  setProfile: Maybe<OrganizationPayload>;
  setSubstitution: Maybe<OrganizationPayload>;
  /** Author: up the route, which is computed from the organisation as it is now. */
  submitForApproval: Maybe<LetterPayload>;
  transferEmployee: Maybe<OrganizationPayload>;
  unlinkFromProject: Maybe<LetterPayload>;
  unlinkLetters: Maybe<LetterPayload>;
  /** Secretary: the counterparty gives no number. */
  waiveConfirmation: Maybe<LetterPayload>;
  /** Executor: no reply is needed; the letter is executed. */
  waiveReply: Maybe<LetterPayload>;
  /** Author or secretary, before dispatch: the draft is taken back. */
  withdrawLetter: Maybe<LetterPayload>;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationAcknowledgeArgs = {
  input: LetterInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationAddCounterpartyArgs = {
  input: AddCounterpartyInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationAnnulLetterArgs = {
  input: ReasonInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationAppointHeadArgs = {
  input: AppointHeadInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationAssignExecutorArgs = {
  input: AssignExecutorInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationAttachFileArgs = {
  input: AttachFileInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationCancelSubstitutionArgs = {
  input: CancelSubstitutionInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationChangeCounterpartyArgs = {
  input: ChangeCounterpartyInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationChangeEmployeeArgs = {
  input: ChangeEmployeeInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationChangeJournalPatternArgs = {
  input: ChangeJournalPatternInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationChangeProjectArgs = {
  input: ChangeProjectInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationCloseDepartmentArgs = {
  input: CloseDepartmentInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationCloseJournalArgs = {
  input: CloseJournalInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationCloseProjectArgs = {
  input: CloseProjectInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationConfirmDeliveryArgs = {
  input: ConfirmDeliveryInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationCorrectRegistrationArgs = {
  input: CorrectRegistrationInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationCreateDepartmentArgs = {
  input: CreateDepartmentInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationDisableWebhookArgs = {
  input: WebhookInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationDismissEmployeeArgs = {
  input: DismissEmployeeInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationDismissMailArgs = {
  input: DecideMailInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationDispatchLetterArgs = {
  input: DispatchLetterInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationDraftLetterArgs = {
  input: DraftLetterInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationDraftReplyArgs = {
  input: DraftReplyInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationErasePersonalDataArgs = {
  input: ErasePersonalDataInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationExportEvidenceArgs = {
  input: EvidenceInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationExportLogArgs = {
  input: LogExportInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationExtendDeadlineArgs = {
  input: ExtendDeadlineInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationGrantApprovalArgs = {
  input: GrantApprovalInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationGrantRoleArgs = {
  input: RoleInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationHireEmployeeArgs = {
  input: HireEmployeeInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationLiftLegalHoldArgs = {
  input: LiftLegalHoldInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationLinkLettersArgs = {
  input: LinkLettersInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationLinkToProjectArgs = {
  input: LinkToProjectInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationMarkNoticesReadArgs = {
  input: MarkNoticesReadInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationMergeCounterpartiesArgs = {
  input: MergeCounterpartiesInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationMoveDepartmentArgs = {
  input: MoveDepartmentInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationOpenAcknowledgmentArgs = {
  input: LetterInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationOpenJournalArgs = {
  input: OpenJournalInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationOpenProjectArgs = {
  input: OpenProjectInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationPauseDeadlineArgs = {
  input: PauseDeadlineInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationPlaceLegalHoldArgs = {
  input: PlaceLegalHoldInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRecordIncomingNumberArgs = {
  input: RecordIncomingNumberInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRefuseExtensionArgs = {
  input: ReasonInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRegisterIncomingLetterArgs = {
  input: RegisterIncomingLetterInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRegisterMailArgs = {
  input: RegisterMailInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRegisterWebhookArgs = {
  input: RegisterWebhookInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationReleaseMailArgs = {
  input: DecideMailInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRemoveApprovalRuleArgs = {
  input: RemoveApprovalRuleInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRemoveCalendarArgs = {
  input: RemoveCalendarInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRemoveDeadlinePolicyArgs = {
  input: RemoveDeadlinePolicyInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRenameDepartmentArgs = {
  input: RenameDepartmentInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationReopenProjectArgs = {
  input: ReopenProjectInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationReplaceApproverArgs = {
  input: ReplaceApproverInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationReplayWebhookArgs = {
  input: ReplayWebhookInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationReportDeliveryFailureArgs = {
  input: ReportDeliveryFailureInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRequestAcknowledgmentArgs = {
  input: RequestAcknowledgmentInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRequestExtensionArgs = {
  input: RequestExtensionInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationResumeDeadlineArgs = {
  input: ResumeDeadlineInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRetryNoticeArgs = {
  input: RetryNoticeInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationReturnForReworkArgs = {
  input: ReturnForReworkInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationReviseLetterArgs = {
  input: ReviseLetterInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRevokeRoleArgs = {
  input: RoleInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationRotateWebhookSecretArgs = {
  input: WebhookInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationSetApprovalLineArgs = {
  input: SetApprovalLineInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationSetApprovalRuleArgs = {
  input: SetApprovalRuleInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationSetCalendarArgs = {
  input: SetCalendarInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationSetDeadlinePolicyArgs = {
  input: SetDeadlinePolicyInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationSetNoticePreferencesArgs = {
  input: SetNoticePreferencesInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationSetProfileArgs = {
  input: SetProfileInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationSetSubstitutionArgs = {
  input: SetSubstitutionInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationSubmitForApprovalArgs = {
  input: LetterInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationTransferEmployeeArgs = {
  input: TransferEmployeeInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationUnlinkFromProjectArgs = {
  input: UnlinkFromProjectInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationUnlinkLettersArgs = {
  input: UnlinkLettersInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationWaiveConfirmationArgs = {
  input: WaiveConfirmationInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationWaiveReplyArgs = {
  input: ReasonInput;
};


/**
 * Each does one thing, at once and whole, or is refused with an `ErrorCode` and does nothing. It waits, up to a limit,
 * until queries show what it did.
 */
export type MutationWithdrawLetterArgs = {
  input: ReasonInput;
};

/** One thing that one person is told. */
export type Notice = {
  __typename?: 'Notice';
  at: Scalars['DateTime']['output'];
  due: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['UUID']['output'];
  isRead: Scalars['Boolean']['output'];
  /** Overdue tasks and escalations. */
  isUrgent: Scalars['Boolean']['output'];
  kind: NoticeKind;
  /** Null where there is none, or you may not see it any more. */
  letter: Maybe<Letter>;
  /** Whom you substitute, where it is not your own. */
  onBehalfOf: Maybe<Employee>;
  /** Of the event that it is because of. */
  position: Scalars['Position']['output'];
  readAt: Maybe<Scalars['DateTime']['output']>;
  task: Maybe<TaskKind>;
  /** The sentence, in the language of the request. It quotes nothing of a letter. */
  text: Scalars['String']['output'];
};

export type NoticeConnection = {
  __typename?: 'NoticeConnection';
  edges: Array<NoticeEdge>;
  nodes: Array<Notice>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type NoticeEdge = {
  __typename?: 'NoticeEdge';
  cursor: Scalars['String']['output'];
  node: Notice;
};

/** What a notice tells. */
export type NoticeKind =
  | 'acknowledgmentRequested'
  | 'annulled'
  /** Your letter was approved by all. */
  | 'approved'
  /** Your letter was dispatched. */
  | 'dispatched'
  /** A task below you was not done in time. */
  | 'escalation'
  | 'extensionGranted'
  | 'extensionRefused'
  | 'extensionRequested'
  /** A task of yours was not done in time. */
  | 'overdue'
  /** A task of yours is due soon. */
  | 'reminder'
  /** Your letter was returned. */
  | 'returnedForRework'
  /** You stand in for somebody from today on. */
  | 'substitutionBegins'
  /** Something is asked of you. */
  | 'taskOpened'
  /** What was asked of you is asked of somebody else now. */
  | 'taskPassedOn'
  /** Tasks of somebody who has left, or of a post that you hold now, are yours. */
  | 'tasksInherited'
  | 'withdrawn';

export type NoticeLanguage =
  | 'en'
  | 'ru';

/** How somebody is told. Notices are always listed, whatever is mailed. */
export type NoticePreferences = {
  __typename?: 'NoticePreferences';
  /** For `daily`, like `09:00`. */
  dailyAt: Scalars['String']['output'];
  /** Whether notices are mailed. */
  email: Scalars['Boolean']['output'];
  language: NoticeLanguage;
  /** No mail then; what comes meanwhile is one mail after it. */
  quietHours: Maybe<QuietHours>;
  /** IANA time zone of these times; null: that of the organisation's calendar. */
  timeZone: Maybe<Scalars['String']['output']>;
  timing: MailTiming;
  /** Overdue tasks and escalations are mailed at once, whatever the timing and the quiet hours. */
  urgentAtOnce: Scalars['Boolean']['output'];
};

export type NoticePreferencesPayload = {
  __typename?: 'NoticePreferencesPayload';
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  position: Scalars['Position']['output'];
  preferences: NoticePreferences;
  repeated: Scalars['Boolean']['output'];
};

export type NumberReference = {
  __typename?: 'NumberReference';
  date: Maybe<Scalars['Date']['output']>;
  number: Scalars['String']['output'];
};

export type NumberReferenceInput = {
  date?: InputMaybe<Scalars['Date']['input']>;
  number: Scalars['String']['input'];
};

export type NumberStatus =
  /** Given to a letter that is being written. */
  | 'issued'
  | 'used'
  /** Void, on the record. */
  | 'voided';

/** By which what is not over can be grouped. */
export type OpenFigureDimension =
  | 'counterparty'
  | 'department'
  | 'direction'
  | 'documentKind'
  | 'letterDepartment'
  | 'person'
  | 'project'
  | 'round'
  | 'stage';

/** Stages that are under way. Ages are in seconds. */
export type OpenGroup = {
  __typename?: 'OpenGroup';
  /** None where it is withheld. */
  ages: Array<AgeBucket>;
  count: Scalars['Int']['output'];
  keys: Array<FigureKey>;
  /** By how much the latest is overdue, and the overdue are in the mean: by the clock on the wall. */
  latest: Maybe<Scalars['Float']['output']>;
  meanAge: Maybe<Scalars['Float']['output']>;
  meanLateness: Maybe<Scalars['Float']['output']>;
  oldest: Maybe<Scalars['Float']['output']>;
  overdue: Scalars['Int']['output'];
  /** Those in which the counterparty is to act. */
  waiting: Scalars['Int']['output'];
  withheld: Scalars['Boolean']['output'];
};

export type OpenJournalInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  direction: Direction;
  /** With `{seq}` or `{seq:5}` once, and `{year}` or `{yy}`. */
  pattern: Scalars['String']['input'];
  year: Scalars['Int']['input'];
};

export type OpenProjectInput = {
  code: Scalars['String']['input'];
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  counterpartyIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
  memberIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
  name: Scalars['String']['input'];
};

export type OpenStageFilter = {
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  departmentId?: InputMaybe<Scalars['UUID']['input']>;
  direction?: InputMaybe<Direction>;
  documentKind?: InputMaybe<Scalars['String']['input']>;
  employeeId?: InputMaybe<Scalars['UUID']['input']>;
  /** None named: every kind of task, without `answer` and `approvalRound`. */
  kinds?: InputMaybe<Array<StageKind>>;
  letterDepartmentId?: InputMaybe<Scalars['UUID']['input']>;
  overdue?: InputMaybe<Scalars['Boolean']['input']>;
  projectId?: InputMaybe<Scalars['UUID']['input']>;
};

export type Organization = {
  __typename?: 'Organization';
  /** How the heads between author and signatory approve. */
  approvalLine: ApprovalLine;
  approvalRules: Array<ApprovalRule>;
  /** That a department works by: its own, or that of the nearest above it; without one, the organisation's. */
  calendar: WorkingCalendar;
  deadlinePolicies: Array<DeadlinePolicy>;
  department: Maybe<Department>;
  departments: Array<Department>;
  employee: Maybe<Employee>;
  employees: EmployeeConnection;
  journalPatterns: JournalPatterns;
  name: Scalars['String']['output'];
  /** Fields that an incoming letter may not be registered without. */
  requiredFields: Array<Scalars['String']['output']>;
  substitutions: Array<Substitution>;
};


export type OrganizationCalendarArgs = {
  departmentId?: InputMaybe<Scalars['UUID']['input']>;
};


export type OrganizationDepartmentArgs = {
  id: Scalars['UUID']['input'];
};


export type OrganizationDepartmentsArgs = {
  includeClosed?: InputMaybe<Scalars['Boolean']['input']>;
};


export type OrganizationEmployeeArgs = {
  id?: InputMaybe<Scalars['UUID']['input']>;
  login?: InputMaybe<Scalars['String']['input']>;
};


export type OrganizationEmployeesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  includeDismissed?: InputMaybe<Scalars['Boolean']['input']>;
  query?: InputMaybe<Scalars['String']['input']>;
};

export type OrganizationPayload = {
  __typename?: 'OrganizationPayload';
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  /** Of what was created. */
  id: Maybe<Scalars['UUID']['output']>;
  organization: Organization;
  position: Scalars['Position']['output'];
  repeated: Scalars['Boolean']['output'];
};

export type OutgoingAddressee = {
  __typename?: 'OutgoingAddressee';
  counterparty: Maybe<Counterparty>;
  name: Maybe<Scalars['String']['output']>;
  post: Maybe<Scalars['String']['output']>;
};

export type OutgoingAddresseeInput = {
  counterpartyId: Scalars['UUID']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  post?: InputMaybe<Scalars['String']['input']>;
};

/** The fields that shall be other than they are. */
export type OutgoingCardChanges = {
  addressees?: InputMaybe<Array<OutgoingAddresseeInput>>;
  channel?: InputMaybe<Channel>;
  confidentiality?: InputMaybe<Confidentiality>;
  documentKind?: InputMaybe<Scalars['String']['input']>;
  fileIndex?: InputMaybe<Scalars['String']['input']>;
  originalLocation?: InputMaybe<Scalars['String']['input']>;
  responsibleDepartmentId?: InputMaybe<Scalars['UUID']['input']>;
  sheets?: InputMaybe<SheetsInput>;
  signatoryId?: InputMaybe<Scalars['UUID']['input']>;
  signature?: InputMaybe<SignatureCheckInput>;
  subject?: InputMaybe<Scalars['String']['input']>;
};

export type OutgoingCardInput = {
  addressees: Array<OutgoingAddresseeInput>;
  channel?: InputMaybe<Channel>;
  confidentiality?: InputMaybe<Confidentiality>;
  documentKind?: InputMaybe<Scalars['String']['input']>;
  fileIndex?: InputMaybe<Scalars['String']['input']>;
  originalLocation?: InputMaybe<Scalars['String']['input']>;
  responsibleDepartmentId?: InputMaybe<Scalars['UUID']['input']>;
  sheets?: InputMaybe<SheetsInput>;
  signatoryId?: InputMaybe<Scalars['UUID']['input']>;
  signature?: InputMaybe<SignatureCheckInput>;
  subject: Scalars['String']['input'];
};

/** Исходящее письмо */
export type OutgoingLetter = Letter & {
  __typename?: 'OutgoingLetter';
  acknowledgments: Array<Acknowledgment>;
  addressees: Array<OutgoingAddressee>;
  /** The incoming letter that it is the reply to. */
  answers: Maybe<Letter>;
  author: Maybe<Employee>;
  channel: Maybe<Channel>;
  confidentiality: Confidentiality;
  contentHash: Scalars['String']['output'];
  counterparties: Array<Counterparty>;
  createdAt: Scalars['DateTime']['output'];
  deliveries: Array<Delivery>;
  department: Maybe<Department>;
  direction: Direction;
  documentKind: Maybe<Scalars['String']['output']>;
  fileIndex: Maybe<Scalars['String']['output']>;
  files: Array<File>;
  id: Scalars['UUID']['output'];
  isOpen: Scalars['Boolean']['output'];
  links: Array<LetterLink>;
  /** None until it is dispatched. */
  number: Maybe<Scalars['String']['output']>;
  openTasks: Array<Task>;
  originalLocation: Maybe<Scalars['String']['output']>;
  projects: Array<Project>;
  /** Why it was returned, withdrawn or annulled. */
  reason: Maybe<Scalars['String']['output']>;
  registration: Maybe<RegistrationNumber>;
  responsibleDepartment: Maybe<Department>;
  revision: Scalars['Int']['output'];
  revisionNumber: Scalars['Int']['output'];
  /** Every text that it had, from the first. */
  revisions: Array<TextRevision>;
  /** Rounds of approval so far. */
  rounds: Scalars['Int']['output'];
  /** The route of the round that is under way. */
  route: Array<RouteStep>;
  sheets: Maybe<Sheets>;
  /** Who signs. None named: the head at the root of the author's line. */
  signatory: Maybe<Employee>;
  signature: Maybe<SignatureCheck>;
  status: LetterStatus;
  subject: Scalars['String']['output'];
  /** The text as it is now. */
  text: Scalars['String']['output'];
  thread: Thread;
};

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
};

export type PauseDeadlineInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  /** Who is to act. */
  counterpartyId: Scalars['UUID']['input'];
  /** When the pause ends at the latest. */
  expectedBy: Scalars['DateTime']['input'];
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
  /** Asked for where the letter has several open tasks; see `Task.key`. */
  taskKey?: InputMaybe<Scalars['String']['input']>;
};

/** What waits for one person. */
export type PersonLoad = {
  __typename?: 'PersonLoad';
  department: FigureKey;
  oldest: Maybe<Scalars['Float']['output']>;
  overdue: Scalars['Int']['output'];
  /** Theirs alone. */
  own: Scalars['Int']['output'];
  person: FigureKey;
  /** For which they are responsible with others, each of whom it counts for. */
  shared: Scalars['Int']['output'];
  waiting: Scalars['Int']['output'];
  withheld: Scalars['Boolean']['output'];
};

export type PlaceLegalHoldInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  reason: Scalars['String']['input'];
  scope: HoldScope;
  targetId: Scalars['UUID']['input'];
};

export type PolicyUsed = {
  __typename?: 'PolicyUsed';
  /** None for the built-in policy. */
  id: Maybe<Scalars['UUID']['output']>;
  isBuiltIn: Scalars['Boolean']['output'];
  name: Maybe<Scalars['String']['output']>;
  /** Which of the policy's versions, from 1 on. */
  version: Maybe<Scalars['Int']['output']>;
  workingMinutes: Scalars['Int']['output'];
};

/** How the process went. Shares are from 0 to 1, null where there is nothing to share. */
export type ProcessFigures = {
  __typename?: 'ProcessFigures';
  /** Incoming letters whose reply was dispatched or waived. */
  answered: Scalars['Int']['output'];
  answeredInTime: Scalars['Int']['output'];
  answeredInTimeShare: Maybe<Scalars['Float']['output']>;
  automatic: Array<AutomaticSteps>;
  automationShare: Maybe<Scalars['Float']['output']>;
  /** Rounds that an approved letter took. */
  meanRounds: Maybe<Scalars['Float']['output']>;
  mostRounds: Maybe<Scalars['Int']['output']>;
  /** Returned rounds among those of both kinds. */
  reworkRate: Maybe<Scalars['Float']['output']>;
  /** Rounds of approval that ended in approval, and in a return. */
  roundsApproved: Scalars['Int']['output'];
  roundsReturned: Scalars['Int']['output'];
  /** Everything that was done, by people or by Chancery itself. */
  steps: Scalars['Int']['output'];
  stepsBySystem: Scalars['Int']['output'];
};

export type ProcessFilter = {
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  /** The letter's own, with all below it. */
  departmentId?: InputMaybe<Scalars['UUID']['input']>;
  direction?: InputMaybe<Direction>;
  documentKind?: InputMaybe<Scalars['String']['input']>;
  /** Both days included. */
  from?: InputMaybe<Scalars['Date']['input']>;
  projectId?: InputMaybe<Scalars['UUID']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

export type Project = {
  __typename?: 'Project';
  code: Scalars['String']['output'];
  counterparties: Array<Counterparty>;
  id: Scalars['UUID']['output'];
  isOpen: Scalars['Boolean']['output'];
  letters: LetterConnection;
  members: Array<Employee>;
  name: Scalars['String']['output'];
  /** What happened to its letters, oldest first. */
  timeline: TimelineConnection;
};


export type ProjectLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ProjectTimelineArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
};

export type ProjectConnection = {
  __typename?: 'ProjectConnection';
  edges: Array<ProjectEdge>;
  nodes: Array<Project>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ProjectEdge = {
  __typename?: 'ProjectEdge';
  cursor: Scalars['String']['output'];
  node: Project;
};

export type ProjectPayload = {
  __typename?: 'ProjectPayload';
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  position: Scalars['Position']['output'];
  project: Project;
  repeated: Scalars['Boolean']['output'];
};

export type QuarantineCode =
  | 'ATTACHMENT_MISMATCH'
  | 'DANGEROUS_ATTACHMENT'
  | 'MESSAGE_ID_REUSED'
  | 'NOTHING_READ'
  | 'SENDER_AMBIGUOUS'
  | 'SENDER_MISSING'
  | 'TOO_LARGE'
  | 'TOO_MANY_PARTS'
  | 'TOO_SLOW'
  | 'UNREADABLE';

/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type Query = {
  __typename?: 'Query';
  /**
   * What somebody was allowed at a moment, by the organisation and the letter of that moment. One's own is everybody's to
   * ask; that of others, auditors' and administrators'. The letter must be one that you may see.
   */
  accessAsOf: Access;
  /** The way that a letter of that author would take today. */
  approvalRoute: Array<RouteStep>;
  /** Where the working time of each week went: of every week that has a day of the period, 53 at most; without one, the last twelve. */
  bottlenecks: Array<WeekFigures>;
  /** That a department works by; without one, the organisation's. */
  calendar: WorkingCalendar;
  /** Auditors and administrators: what was signed, the newest first. */
  checkpoints: LedgerCheckpointConnection;
  /** Auditors and administrators. */
  consistencyProof: ConsistencyProof;
  /** By a part of the name, or the tax number. */
  counterparties: CounterpartyConnection;
  counterparty: Maybe<Counterparty>;
  /** In force, with the built-in ones. */
  deadlinePolicies: Array<DeadlinePolicy>;
  /** Auditors and administrators: every erasure, and how far it has come. */
  erasures: Array<Erasure>;
  /**
   * What happened, in the order of the log: of a letter, thread, project, counterparty, person, journal or the organisation;
   * without `of`, everything, or a period of it. `from` is included, `to` is not. Journals are shown to secretaries,
   * auditors and administrators, the organisation to auditors and administrators, and to the others what names them.
   */
  history: HistoryConnection;
  /**
   * Auditors and administrators: that the event at that revision of the stream (`letter-<id>`, `journal-<id>`, …) is in the
   * log of `size` events; as of the last checkpoint where no size is given. An event that is not covered yet is covered first.
   */
  inclusionProof: InclusionProof;
  journal: Maybe<Journal>;
  /**
   * Whether a journal's numbers are all there: those from one to another, or from one date to another, both included; a
   * thousand at most.
   */
  journalCompleteness: JournalCompleteness;
  journals: Array<Journal>;
  /** Auditors and administrators. */
  ledger: Ledger;
  /** Auditors and administrators. */
  legalHolds: Array<LegalHold>;
  letter: Maybe<Letter>;
  /** Everything that happened to the letter, from the log itself. */
  letterHistory: Array<HistoryEntry>;
  letters: LetterConnection;
  /** Secretaries. */
  mail: Maybe<Mail>;
  /** Secretaries: messages that came in, those first that came first. */
  mailQueue: MailConnection;
  me: Me;
  /** Yours; an administrator may ask for anybody's. */
  noticePreferences: NoticePreferences;
  /** Administrator: mails that were given up, the newest first. `retryNotice` tries again. */
  noticeProblems: UndeliveredMailConnection;
  /** What you are told, the newest first. */
  notices: NoticeConnection;
  /** What is under way by its age, and what of it is overdue: now, or at a moment of the past. */
  openWork: Array<OpenGroup>;
  organization: Organization;
  /** Answers in time, rounds of approval, and how much Chancery does by itself. */
  processFigures: ProcessFigures;
  project: Maybe<Project>;
  projects: ProjectConnection;
  /** Who read what: for auditors and administrators. `from` is included, `to` is not. */
  readings: ReadingConnection;
  /**
   * Words of subject, text, names, numbers and file names, in any inflection. "In quotes" they must follow each other,
   * `or` is either, a leading minus excludes; a search that only excludes is refused (SEARCH_EXCLUDES_ONLY). Letters with the very number come first, then those that have it as a part,
   * then the best; of the same rank the newest. Of more than 1,000 hits the newest thousand or somewhat more are ranked among
   * each other and come first, then the same of older ones: no hit is left out.
   */
  search: SearchConnection;
  /**
   * How long stages took that are over: see docs/how-to/figures.md. Analysts, auditors and administrators see all, heads what
   * their departments had and what became of their letters. A group of one person with fewer than five stages is withheld
   * from analysts. `asOf`: as it was known at that moment.
   */
  stageFigures: StageFigures;
  /** Those first that are due first. */
  tasks: TaskConnection;
  /** By its own id, or by that of any of its letters. */
  thread: Maybe<Thread>;
  /** Administrator. */
  webhooks: Array<Webhook>;
  /** What waits for whom: those first that have most. */
  workLoad: Array<PersonLoad>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryAccessAsOfArgs = {
  asOf: AsOf;
  employeeId: Scalars['UUID']['input'];
  letterId?: InputMaybe<Scalars['UUID']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryApprovalRouteArgs = {
  authorId: Scalars['UUID']['input'];
  documentKind?: InputMaybe<Scalars['String']['input']>;
  signatoryId?: InputMaybe<Scalars['UUID']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryBottlenecksArgs = {
  asOf?: InputMaybe<AsOf>;
  filter?: InputMaybe<ProcessFilter>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryCalendarArgs = {
  asOf?: InputMaybe<AsOf>;
  departmentId?: InputMaybe<Scalars['UUID']['input']>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryCheckpointsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryConsistencyProofArgs = {
  from: Scalars['Int']['input'];
  to: Scalars['Int']['input'];
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryCounterpartiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  query?: InputMaybe<Scalars['String']['input']>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryCounterpartyArgs = {
  asOf?: InputMaybe<AsOf>;
  id: Scalars['UUID']['input'];
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryDeadlinePoliciesArgs = {
  asOf?: InputMaybe<AsOf>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryHistoryArgs = {
  actorId?: InputMaybe<Scalars['UUID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  of?: InputMaybe<HistoryScope>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  types?: InputMaybe<Array<Scalars['String']['input']>>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryInclusionProofArgs = {
  revision: Scalars['Int']['input'];
  size?: InputMaybe<Scalars['Int']['input']>;
  stream: Scalars['String']['input'];
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryJournalArgs = {
  direction: Direction;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
  year: Scalars['Int']['input'];
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryJournalCompletenessArgs = {
  from?: InputMaybe<Scalars['Int']['input']>;
  fromDate?: InputMaybe<Scalars['Date']['input']>;
  journalId: Scalars['UUID']['input'];
  to?: InputMaybe<Scalars['Int']['input']>;
  toDate?: InputMaybe<Scalars['Date']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryJournalsArgs = {
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryLegalHoldsArgs = {
  includeLifted?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryLetterArgs = {
  asOf?: InputMaybe<AsOf>;
  id: Scalars['UUID']['input'];
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryLetterHistoryArgs = {
  letterId: Scalars['UUID']['input'];
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
  filter?: InputMaybe<LetterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<LetterOrder>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryMailArgs = {
  id: Scalars['UUID']['input'];
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryMailQueueArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<MailStatus>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryNoticePreferencesArgs = {
  employeeId?: InputMaybe<Scalars['UUID']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryNoticeProblemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryNoticesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  unreadOnly?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryOpenWorkArgs = {
  asOf?: InputMaybe<AsOf>;
  by?: InputMaybe<Array<OpenFigureDimension>>;
  filter?: InputMaybe<OpenStageFilter>;
  time?: InputMaybe<FigureTime>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryOrganizationArgs = {
  asOf?: InputMaybe<AsOf>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryProcessFiguresArgs = {
  asOf?: InputMaybe<AsOf>;
  filter?: InputMaybe<ProcessFilter>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryProjectArgs = {
  asOf?: InputMaybe<AsOf>;
  code?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['UUID']['input']>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  open?: InputMaybe<Scalars['Boolean']['input']>;
  query?: InputMaybe<Scalars['String']['input']>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryReadingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  letterId?: InputMaybe<Scalars['UUID']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
  readerId?: InputMaybe<Scalars['UUID']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QuerySearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  query: Scalars['String']['input'];
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryStageFiguresArgs = {
  asOf?: InputMaybe<AsOf>;
  by?: InputMaybe<Array<FigureDimension>>;
  filter?: InputMaybe<StageFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  part?: InputMaybe<FigurePart>;
  time?: InputMaybe<FigureTime>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryTasksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
  filter?: InputMaybe<TaskFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryThreadArgs = {
  asOf?: InputMaybe<AsOf>;
  id?: InputMaybe<Scalars['UUID']['input']>;
  letterId?: InputMaybe<Scalars['UUID']['input']>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};


/**
 * Every query shows what you may see and nothing else. With `waitFor` it waits, up to a limit, until what was written
 * at that position can be read; after that it is refused with POSITION_NOT_REACHED.
 */
export type QueryWorkLoadArgs = {
  asOf?: InputMaybe<AsOf>;
  filter?: InputMaybe<OpenStageFilter>;
  time?: InputMaybe<FigureTime>;
  waitFor?: InputMaybe<Scalars['Position']['input']>;
};

/** From a time by the clock to another; over midnight where `to` is the earlier. */
export type QuietHours = {
  __typename?: 'QuietHours';
  from: Scalars['String']['output'];
  to: Scalars['String']['output'];
};

export type QuietHoursInput = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
};

export type ReadLetter = {
  __typename?: 'ReadLetter';
  /** None if you may not see it. */
  letter: Maybe<Letter>;
  letterId: Scalars['UUID']['output'];
  /** Which state of it they saw. */
  revision: Scalars['Int']['output'];
};

/** Somebody read letters. Whatever an auditor reads of letters is on record, and whatever anybody reads of confidential ones. */
export type Reading = {
  __typename?: 'Reading';
  at: Scalars['DateTime']['output'];
  /** It was an export of the whole log, and so of every letter that there was; `letters` does not list them. */
  everyLetter: Scalars['Boolean']['output'];
  id: Scalars['UUID']['output'];
  letters: Array<ReadLetter>;
  /** The fields of the query, `download`, or the command. */
  operation: Scalars['String']['output'];
  /** What they gave as the purpose: in the request's `extensions`, as `purpose`. */
  purpose: Maybe<Scalars['String']['output']>;
  /** None: at the server's own command line. */
  reader: Maybe<Employee>;
  /** Of the file that was downloaded. */
  sha256: Maybe<Scalars['String']['output']>;
};

export type ReadingConnection = {
  __typename?: 'ReadingConnection';
  edges: Array<ReadingEdge>;
  nodes: Array<Reading>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ReadingEdge = {
  __typename?: 'ReadingEdge';
  cursor: Scalars['String']['output'];
  node: Reading;
};

export type ReasonInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
};

export type RecordIncomingNumberInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  date: Scalars['Date']['input'];
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  number: Scalars['String']['input'];
};

/**
 * Every input takes a `commandId`, a uuid of your own, best of version 7: repeated with it, the command changes nothing and is
 * answered as the first time. With `expectedRevision` it is refused as STALE_REVISION when the letter has moved on since you read it.
 */
export type RegisterIncomingLetterInput = {
  /** The letter of ours that it answers. */
  answers?: InputMaybe<Scalars['UUID']['input']>;
  card: IncomingCardInput;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  files?: InputMaybe<Array<FileInput>>;
  projectIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
  /** Registers it though it looks like a letter that is there already. */
  registerAnywayReason?: InputMaybe<Scalars['String']['input']>;
};

export type RegisterMailInput = {
  /** The letter of ours that it answers, where the suggestion is not right. */
  answers?: InputMaybe<Scalars['UUID']['input']>;
  /** It answers no letter, whatever is suggested. */
  answersNothing?: InputMaybe<Scalars['Boolean']['input']>;
  /** Hashes of the attachments that belong to the letter; all that were kept, where not given. The raw message always does. */
  attachments?: InputMaybe<Array<Scalars['String']['input']>>;
  card: MailCardInput;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  /** Files beside those of the message. */
  files?: InputMaybe<Array<FileInput>>;
  mailId: Scalars['UUID']['input'];
  projectIds?: InputMaybe<Array<Scalars['UUID']['input']>>;
  registerAnywayReason?: InputMaybe<Scalars['String']['input']>;
};

export type RegisterWebhookInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  /** Types of events of letters, journals, counterparties, projects and the organisation. */
  eventTypes: Array<Scalars['String']['input']>;
  /** A public https address. */
  url: Scalars['String']['input'];
};

/** A number from one of our journals. */
export type RegistrationNumber = {
  __typename?: 'RegistrationNumber';
  date: Scalars['Date']['output'];
  sequence: Scalars['Int']['output'];
  /** As it is written: `Вх-2026/00042`. */
  text: Scalars['String']['output'];
};

/** Working minutes before and after the task is due; 0 is when it is. */
export type RemindersInput = {
  after: Array<Scalars['Int']['input']>;
  before: Array<Scalars['Int']['input']>;
};

export type RemoveApprovalRuleInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  ruleId: Scalars['UUID']['input'];
};

export type RemoveCalendarInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  departmentId: Scalars['UUID']['input'];
};

export type RemoveDeadlinePolicyInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  policyId: Scalars['UUID']['input'];
};

export type RenameDepartmentInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  departmentId: Scalars['UUID']['input'];
  name: Scalars['String']['input'];
};

export type ReopenProjectInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  projectId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
};

export type ReplaceApproverInput = {
  approverId: Scalars['UUID']['input'];
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
  replacementId: Scalars['UUID']['input'];
};

export type ReplayWebhookInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  /** From the first event of the log on. */
  fromBeginning?: InputMaybe<Scalars['Boolean']['input']>;
  /** It is told again of what comes after it; not given: it goes on from where it has stopped. */
  fromPosition?: InputMaybe<Scalars['Position']['input']>;
  webhookId: Scalars['UUID']['input'];
};

export type ReportDeliveryFailureInput = {
  cause: FailureCause;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  next: AfterFailure;
  reason: Scalars['String']['input'];
};

export type RequestAcknowledgmentInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  employeeIds: Array<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
};

export type RequestExtensionInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
  until: Scalars['DateTime']['input'];
};

export type Resolution = {
  __typename?: 'Resolution';
  author: Maybe<Employee>;
  text: Scalars['String']['output'];
};

export type ResumeDeadlineInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  /** Asked for where several tasks of the letter wait. */
  taskKey?: InputMaybe<Scalars['String']['input']>;
};

export type RetryNoticeInput = {
  /** Of an `UndeliveredMail`. */
  mailId: Scalars['UUID']['input'];
};

export type RetryNoticePayload = {
  __typename?: 'RetryNoticePayload';
  mailId: Scalars['UUID']['output'];
};

export type ReturnForReworkInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  contentHash?: InputMaybe<Scalars['String']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
};

export type ReviseLetterInput = {
  card?: InputMaybe<OutgoingCardChanges>;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** All files that it shall have. */
  files?: InputMaybe<Array<FileInput>>;
  letterId: Scalars['UUID']['input'];
  text?: InputMaybe<Scalars['String']['input']>;
};

export type Role =
  | 'administrator'
  | 'analyst'
  | 'auditor'
  /** Everyone. */
  | 'employee'
  /** Whoever heads a department. */
  | 'manager'
  | 'secretary';

export type RoleInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  employeeId: Scalars['UUID']['input'];
  role: GrantedRole;
};

/** One step of an approval route: all or any of its approvers must agree before the next has its turn. */
export type RouteStep = {
  __typename?: 'RouteStep';
  approvers: Array<Employee>;
  granted: Array<Employee>;
  isCurrent: Scalars['Boolean']['output'];
  mode: StepMode;
  /** The rule that added it; none for a head of the author's line. */
  rule: Maybe<Scalars['String']['output']>;
};

export type RulePlace =
  /** After them, before the signatory. */
  | 'beforeSignatory'
  /** Before the heads of the author's line. */
  | 'first';

export type SearchConnection = {
  __typename?: 'SearchConnection';
  edges: Array<SearchEdge>;
  nodes: Array<SearchHit>;
  pageInfo: PageInfo;
  /** At most 1,000, which stands for as many or more. */
  totalCount: Scalars['Int']['output'];
};

export type SearchEdge = {
  __typename?: 'SearchEdge';
  cursor: Scalars['String']['output'];
  node: SearchHit;
};

export type SearchHit = {
  __typename?: 'SearchHit';
  /** A piece of the subject or text, with what was found between `**`. */
  excerpt: Scalars['String']['output'];
  letter: Letter;
};

export type SetApprovalLineInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  line: ApprovalLine;
};

export type SetApprovalRuleInput = {
  approverIds: Array<Scalars['UUID']['input']>;
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  documentKinds?: InputMaybe<Array<Scalars['String']['input']>>;
  mode?: InputMaybe<StepMode>;
  name: Scalars['String']['input'];
  place?: InputMaybe<RulePlace>;
  /** The rule to change; none: a new one. */
  ruleId?: InputMaybe<Scalars['UUID']['input']>;
};

export type SetCalendarInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  country: Scalars['String']['input'];
  /** The department that works by it, with those below it that have none of their own; none: the organisation. */
  departmentId?: InputMaybe<Scalars['UUID']['input']>;
  exceptions?: InputMaybe<Array<CalendarExceptionInput>>;
  name: Scalars['String']['input'];
  timeZone: Scalars['String']['input'];
  week: Array<WorkingDayInput>;
};

export type SetDeadlinePolicyInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  /** The correspondent group of the card. */
  counterpartyGroup?: InputMaybe<Scalars['String']['input']>;
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  /** For letters of this department and those below it. */
  departmentId?: InputMaybe<Scalars['UUID']['input']>;
  documentKind?: InputMaybe<Scalars['String']['input']>;
  /** None: overdue 1, 3 and 5 working days, each to the next level up. An empty list: nobody is told. */
  escalations?: InputMaybe<Array<EscalationInput>>;
  name?: InputMaybe<Scalars['String']['input']>;
  /** The policy to change. None: a new one, or, where no letters are named, the general one for that kind of task. */
  policyId?: InputMaybe<Scalars['UUID']['input']>;
  /** None: a working day before it is due, and when it is. */
  reminders?: InputMaybe<RemindersInput>;
  task: TaskKind;
  workingMinutes: Scalars['Int']['input'];
};

/** All of it: what is not given is as for somebody who has never said anything. */
export type SetNoticePreferencesInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  dailyAt?: InputMaybe<Scalars['String']['input']>;
  email?: InputMaybe<Scalars['Boolean']['input']>;
  /** Administrator: of somebody else. */
  employeeId?: InputMaybe<Scalars['UUID']['input']>;
  language?: InputMaybe<NoticeLanguage>;
  quietHours?: InputMaybe<QuietHoursInput>;
  timeZone?: InputMaybe<Scalars['String']['input']>;
  timing?: InputMaybe<MailTiming>;
  urgentAtOnce?: InputMaybe<Scalars['Boolean']['input']>;
};

export type SetProfileInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  journalPatterns?: InputMaybe<JournalPatternsInput>;
  name?: InputMaybe<Scalars['String']['input']>;
  requiredFields?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type SetSubstitutionInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  employeeId: Scalars['UUID']['input'];
  from: Scalars['Date']['input'];
  /** None: the head over them. */
  substituteId?: InputMaybe<Scalars['UUID']['input']>;
  to: Scalars['Date']['input'];
};

export type Sheets = {
  __typename?: 'Sheets';
  attachmentSheets: Scalars['Int']['output'];
  attachments: Scalars['Int']['output'];
  letter: Scalars['Int']['output'];
};

export type SheetsInput = {
  attachmentSheets: Scalars['Int']['input'];
  attachments: Scalars['Int']['input'];
  letter: Scalars['Int']['input'];
};

export type Signatory = {
  __typename?: 'Signatory';
  name: Scalars['String']['output'];
  post: Maybe<Scalars['String']['output']>;
};

export type SignatoryInput = {
  name: Scalars['String']['input'];
  post?: InputMaybe<Scalars['String']['input']>;
};

export type SignatureCheck = {
  __typename?: 'SignatureCheck';
  checkedAt: Maybe<Scalars['DateTime']['output']>;
  kind: SignatureKind;
  result: SignatureResult;
  signer: Maybe<Scalars['String']['output']>;
};

export type SignatureCheckInput = {
  checkedAt?: InputMaybe<Scalars['DateTime']['input']>;
  kind: SignatureKind;
  result: SignatureResult;
  signer?: InputMaybe<Scalars['String']['input']>;
};

export type SignatureKind =
  | 'advanced'
  | 'qualified'
  | 'simple';

export type SignatureResult =
  | 'invalid'
  | 'unchecked'
  | 'valid';

export type StageFigures = {
  __typename?: 'StageFigures';
  /** In the order of their keys. */
  groups: Array<StageGroup>;
  /** There are more groups than were asked for. */
  truncated: Scalars['Boolean']['output'];
};

export type StageFilter = {
  /** With all that were merged with it. */
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  /** Of whoever had it, with all below it. */
  departmentId?: InputMaybe<Scalars['UUID']['input']>;
  direction?: InputMaybe<Direction>;
  documentKind?: InputMaybe<Scalars['String']['input']>;
  employeeId?: InputMaybe<Scalars['UUID']['input']>;
  /** By the day on which the stage ended, both included. */
  from?: InputMaybe<Scalars['Date']['input']>;
  /** None named: every kind of task, without `answer` and `approvalRound`. */
  kinds?: InputMaybe<Array<StageKind>>;
  /** The letter's own, with all below it. */
  letterDepartmentId?: InputMaybe<Scalars['UUID']['input']>;
  /** None named: done, returned and failed. */
  outcomes?: InputMaybe<Array<StageOutcome>>;
  projectId?: InputMaybe<Scalars['UUID']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** Stages that are over. Times are in seconds; those of a group that is too small to be shown are null. */
export type StageGroup = {
  __typename?: 'StageGroup';
  count: Scalars['Int']['output'];
  inTime: Maybe<Scalars['Int']['output']>;
  inTimeShare: Maybe<Scalars['Float']['output']>;
  keys: Array<FigureKey>;
  longest: Maybe<Scalars['Float']['output']>;
  mean: Maybe<Scalars['Float']['output']>;
  /** Interpolated between the two nearest, as the other percentiles. */
  median: Maybe<Scalars['Float']['output']>;
  p90: Maybe<Scalars['Float']['output']>;
  p95: Maybe<Scalars['Float']['output']>;
  shortest: Maybe<Scalars['Float']['output']>;
  total: Maybe<Scalars['Float']['output']>;
  /** How many had a due date, and how many of these ended by it. */
  withDue: Scalars['Int']['output'];
  /** Too few stages of one person for an analyst to be shown their times. */
  withheld: Scalars['Boolean']['output'];
};

/** What takes time: each kind of task, and two that span several of them and are nobody's in particular. */
export type StageKind =
  | 'acknowledge'
  /** From the registration of an incoming letter until its reply is dispatched or waived. */
  | 'answer'
  /** From a submission until all have approved, or one has returned it. */
  | 'approvalRound'
  | 'approve'
  | 'assignExecutor'
  | 'decideOnExtension'
  | 'decideOnReply'
  | 'dispatch'
  | 'obtainIncomingNumber'
  | 'rework'
  | 'submit';

export type StageOutcome =
  /** What was asked for was done. */
  | 'done'
  /** The delivery, so that no number is to be had. */
  | 'failed'
  /** Nobody need do it any more: another decided, or the letter was withdrawn or annulled. */
  | 'lapsed'
  /** An approver, by another. */
  | 'replaced'
  /** For rework: by this approver, or, of a round, by one of its approvers. */
  | 'returned';

export type StepMode =
  | 'all'
  | 'any';

/** An event as it was written, whatever shape its type has today. */
export type StoredEvent = {
  __typename?: 'StoredEvent';
  data: Scalars['JSON']['output'];
  /** Version of the type, who, on whose behalf, when, by which command and what led to it. */
  metadata: Scalars['JSON']['output'];
};

/** Over WebSocket at /graphql, protocol graphql-transport-ws, with `{\"authorization\": \"Bearer …\"}` as the connection's payload. */
export type Subscription = {
  __typename?: 'Subscription';
  /** The letter: now, and whenever it changes, for as long as you may see it. */
  letterChanged: Letter;
  /** Your open tasks, those first that are due first: now, and whenever they change. */
  myTasks: Array<Task>;
  /** Each of your notices as it comes. Those from before are listed by the query `notices`: subscribe first, then ask. */
  notices: Notice;
};


/** Over WebSocket at /graphql, protocol graphql-transport-ws, with `{\"authorization\": \"Bearer …\"}` as the connection's payload. */
export type SubscriptionLetterChangedArgs = {
  letterId: Scalars['UUID']['input'];
};


/** Over WebSocket at /graphql, protocol graphql-transport-ws, with `{\"authorization\": \"Bearer …\"}` as the connection's payload. */
export type SubscriptionMyTasksArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Substitution = {
  __typename?: 'Substitution';
  employee: Maybe<Employee>;
  /** First and last day, both included. */
  from: Scalars['Date']['output'];
  id: Scalars['UUID']['output'];
  inForce: Scalars['Boolean']['output'];
  substitute: Maybe<Employee>;
  to: Scalars['Date']['output'];
};

/** Something that somebody must do next. It follows from the letter's state; nobody creates or ticks it off. */
export type Task = {
  __typename?: 'Task';
  /** Whose task it is, where you see it because you substitute them today. */
  actingFor: Maybe<Employee>;
  /** The living people of today who must do it; more than one where anyone of a role may. */
  assignees: Array<Employee>;
  counterparty: Maybe<Counterparty>;
  /** Why it is due then. */
  deadline: Deadline;
  due: Scalars['DateTime']['output'];
  key: Scalars['String']['output'];
  kind: TaskKind;
  letter: Letter;
  overdue: Scalars['Boolean']['output'];
  since: Scalars['DateTime']['output'];
  /** What is to be done, in your language. */
  title: Scalars['String']['output'];
  /** What it waits for, while it does: then it is not overdue. */
  waiting: Maybe<Waiting>;
};

export type TaskConnection = {
  __typename?: 'TaskConnection';
  edges: Array<TaskEdge>;
  nodes: Array<Task>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type TaskEdge = {
  __typename?: 'TaskEdge';
  cursor: Scalars['String']['output'];
  node: Task;
};

export type TaskFilter = {
  dueBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Somebody else's, of letters that you may see; takes the place of `scope`. */
  employeeId?: InputMaybe<Scalars['UUID']['input']>;
  kinds?: InputMaybe<Array<TaskKind>>;
  overdue?: InputMaybe<Scalars['Boolean']['input']>;
  projectId?: InputMaybe<Scalars['UUID']['input']>;
  scope?: InputMaybe<TaskScope>;
  /** Those in which a counterparty is to act first, or all others. Not of a moment of the past. */
  waiting?: InputMaybe<Scalars['Boolean']['input']>;
};

export type TaskKind =
  | 'acknowledge'
  | 'approve'
  | 'assignExecutor'
  | 'decideOnExtension'
  | 'decideOnReply'
  | 'dispatch'
  | 'obtainIncomingNumber'
  | 'rework'
  | 'submit';

export type TaskScope =
  /** Yours, and those of whom you substitute. */
  | 'mine'
  /** Of all letters that you may see. */
  | 'visible';

/** A piece of a text and the one before it. The kept and the added pieces are the new text, the kept and the removed the old. */
export type TextPart = {
  __typename?: 'TextPart';
  kind: TextPartKind;
  text: Scalars['String']['output'];
};

export type TextPartKind =
  | 'added'
  /** In both texts. */
  | 'kept'
  | 'removed';

export type TextRevision = {
  __typename?: 'TextRevision';
  at: Scalars['DateTime']['output'];
  author: Maybe<Employee>;
  contentHash: Scalars['String']['output'];
  files: Array<File>;
  /** 1 is the draft. */
  number: Scalars['Int']['output'];
  text: Scalars['String']['output'];
};

export type TextUnit =
  | 'line'
  | 'word';

/** All letters joined by links, across directions. It goes by its first letter. */
export type Thread = {
  __typename?: 'Thread';
  id: Scalars['UUID']['output'];
  /** Those that you may see, oldest first. */
  letters: LetterConnection;
};


/** All letters joined by links, across directions. It goes by its first letter. */
export type ThreadLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type TimelineConnection = {
  __typename?: 'TimelineConnection';
  edges: Array<TimelineEdge>;
  nodes: Array<TimelineEntry>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type TimelineEdge = {
  __typename?: 'TimelineEdge';
  cursor: Scalars['String']['output'];
  node: TimelineEntry;
};

export type TimelineEntry = {
  __typename?: 'TimelineEntry';
  actor: Maybe<Employee>;
  at: Scalars['DateTime']['output'];
  id: Scalars['UUID']['output'];
  letter: Letter;
  onBehalfOf: Maybe<Employee>;
  sentence: Scalars['String']['output'];
  type: Scalars['String']['output'];
};

export type TransferEmployeeInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  departmentId: Scalars['UUID']['input'];
  employeeId: Scalars['UUID']['input'];
};

/** A mail that was given up: refused for good, or not taken within three days. */
export type UndeliveredMail = {
  __typename?: 'UndeliveredMail';
  attempts: Scalars['Int']['output'];
  /** What the mail server said. */
  error: Scalars['String']['output'];
  firstTriedAt: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['UUID']['output'];
  madeAt: Scalars['DateTime']['output'];
  /** How many notices it tells of. */
  notices: Scalars['Int']['output'];
  recipient: Maybe<Employee>;
};

export type UndeliveredMailConnection = {
  __typename?: 'UndeliveredMailConnection';
  edges: Array<UndeliveredMailEdge>;
  nodes: Array<UndeliveredMail>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type UndeliveredMailEdge = {
  __typename?: 'UndeliveredMailEdge';
  cursor: Scalars['String']['output'];
  node: UndeliveredMail;
};

export type UnlinkFromProjectInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  projectId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
};

export type UnlinkLettersInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  kind: LinkKind;
  letterId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
  targetLetterId: Scalars['UUID']['input'];
};

export type UnusualDay = {
  __typename?: 'UnusualDay';
  date: Scalars['Date']['output'];
  kind: UnusualDayKind;
  name: Maybe<Scalars['String']['output']>;
};

export type UnusualDayKind =
  /** An exception that the calendar makes. */
  | 'exception'
  /** A public holiday of the calendar's country. */
  | 'holiday';

/** A counterparty is to act; until then the task is paused. */
export type Waiting = {
  __typename?: 'Waiting';
  counterparty: Maybe<Counterparty>;
  /** When it ends at the latest. */
  expectedBy: Scalars['DateTime']['output'];
  reason: Scalars['String']['output'];
  since: Scalars['DateTime']['output'];
};

export type WaiveConfirmationInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  counterpartyId?: InputMaybe<Scalars['UUID']['input']>;
  expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  letterId: Scalars['UUID']['input'];
  reason: Scalars['String']['input'];
};

/**
 * Where events are told of over HTTP, signed by the Standard Webhooks scheme, in the order of the log. A message is thin: the type of the
 * event, its id, position and instant, the id of what it is about, and the number of a letter that is not confidential.
 */
export type Webhook = {
  __typename?: 'Webhook';
  attempts: Scalars['Int']['output'];
  error: Maybe<Scalars['String']['output']>;
  /** Types of events, like `Dispatched`. */
  eventTypes: Array<Scalars['String']['output']>;
  failingSince: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['UUID']['output'];
  nextAttemptAt: Maybe<Scalars['DateTime']['output']>;
  /** Scheme and host; the rest of the address is kept secret. */
  origin: Scalars['String']['output'];
  /** The last event that was taken, or passed over, has this position. */
  position: Maybe<Scalars['Position']['output']>;
  status: WebhookStatus;
};

export type WebhookInput = {
  commandId?: InputMaybe<Scalars['UUID']['input']>;
  webhookId: Scalars['UUID']['input'];
};

export type WebhookPayload = {
  __typename?: 'WebhookPayload';
  caughtUp: Scalars['Boolean']['output'];
  commandId: Scalars['UUID']['output'];
  position: Scalars['Position']['output'];
  repeated: Scalars['Boolean']['output'];
  /** What messages are signed with. Shown this once: a command that is repeated is answered with null. */
  secret: Maybe<Scalars['String']['output']>;
  webhook: Webhook;
};

export type WebhookStatus =
  /** Told of everything, or being told. */
  | 'active'
  /** By an administrator, or since the receiver answered 410. */
  | 'disabled'
  /** The receiver does not take it; it is tried again. */
  | 'failing'
  /** Given up after three days: `replayWebhook` goes on. */
  | 'stopped';

export type WeekFigures = {
  __typename?: 'WeekFigures';
  /** The first of them; null in a week without work. */
  bottleneck: Maybe<StageKind>;
  /** Those first that took most of what was ours to act. */
  stages: Array<WeekStage>;
  /** Its Monday. */
  week: Scalars['Date']['output'];
};

/** How much working time letters spent in a kind of stage in a week, in seconds. */
export type WeekStage = {
  __typename?: 'WeekStage';
  /** Stages that were under way in that week. */
  count: Scalars['Int']['output'];
  kind: StageKind;
  own: Scalars['Float']['output'];
  /** In which the counterparty was to act. */
  waiting: Scalars['Float']['output'];
  whole: Scalars['Float']['output'];
};

export type WorkingCalendar = {
  __typename?: 'WorkingCalendar';
  /** ISO 3166-1 alpha-2; its public holidays are free. */
  country: Scalars['String']['output'];
  exceptions: Array<CalendarException>;
  name: Scalars['String']['output'];
  /** IANA time zone. */
  timeZone: Scalars['String']['output'];
  week: Array<WorkingDay>;
};

export type WorkingDay = {
  __typename?: 'WorkingDay';
  hours: Array<WorkingHours>;
  /** 1 Monday … 7 Sunday. */
  weekday: Scalars['Int']['output'];
};

export type WorkingDayInput = {
  hours: Array<WorkingHoursInput>;
  weekday: Scalars['Int']['input'];
};

export type WorkingHours = {
  __typename?: 'WorkingHours';
  from: Scalars['String']['output'];
  to: Scalars['String']['output'];
};

export type WorkingHoursInput = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Access: ResolverTypeWrapper<AccessModel>;
  AccountedNumber: ResolverTypeWrapper<AccountedNumberModel>;
  Acknowledgment: ResolverTypeWrapper<AcknowledgmentModel>;
  AddCounterpartyInput: AddCounterpartyInput;
  Address: ResolverTypeWrapper<Address>;
  AddressInput: AddressInput;
  AddressKind: AddressKind;
  Addressee: ResolverTypeWrapper<AddresseeModel>;
  AddresseeInput: AddresseeInput;
  AfterFailure: AfterFailure;
  AgeBucket: ResolverTypeWrapper<AgeBucket>;
  AppointHeadInput: AppointHeadInput;
  ApprovalLine: ApprovalLine;
  ApprovalRule: ResolverTypeWrapper<ApprovalRuleModel>;
  AsOf: AsOf;
  AssignExecutorInput: AssignExecutorInput;
  AttachFileInput: AttachFileInput;
  AutomaticStep: AutomaticStep;
  AutomaticSteps: ResolverTypeWrapper<AutomaticSteps>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CalendarException: ResolverTypeWrapper<CalendarException>;
  CalendarExceptionInput: CalendarExceptionInput;
  CalendarUsed: ResolverTypeWrapper<CalendarUsedModel>;
  CancelSubstitutionInput: CancelSubstitutionInput;
  ChangeCounterpartyInput: ChangeCounterpartyInput;
  ChangeEmployeeInput: ChangeEmployeeInput;
  ChangeJournalPatternInput: ChangeJournalPatternInput;
  ChangeProjectInput: ChangeProjectInput;
  Channel: Channel;
  CloseDepartmentInput: CloseDepartmentInput;
  CloseJournalInput: CloseJournalInput;
  CloseProjectInput: CloseProjectInput;
  Confidentiality: Confidentiality;
  ConfirmDeliveryInput: ConfirmDeliveryInput;
  ConsistencyProof: ResolverTypeWrapper<ConsistencyProofModel>;
  Contact: ResolverTypeWrapper<Contact>;
  ContactInput: ContactInput;
  CorrectRegistrationInput: CorrectRegistrationInput;
  Counterparty: ResolverTypeWrapper<CounterpartyModel>;
  CounterpartyConnection: ResolverTypeWrapper<CounterpartyPage>;
  CounterpartyEdge: ResolverTypeWrapper<Omit<CounterpartyEdge, 'node'> & { node: ResolversTypes['Counterparty'] }>;
  CounterpartyKind: CounterpartyKind;
  CounterpartyPayload: ResolverTypeWrapper<Omit<CounterpartyPayload, 'counterparty'> & { counterparty: ResolversTypes['Counterparty'] }>;
  CreateDepartmentInput: CreateDepartmentInput;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Deadline: ResolverTypeWrapper<DeadlineModel>;
  DeadlineBasis: DeadlineBasis;
  DeadlineExplanation: ResolverTypeWrapper<DeadlineExplanationModel>;
  DeadlinePolicy: ResolverTypeWrapper<DeadlinePolicyModel>;
  DeadlineStep: ResolverTypeWrapper<DeadlineStepModel>;
  DeadlineStepKind: DeadlineStepKind;
  DecideMailInput: DecideMailInput;
  Delivery: ResolverTypeWrapper<DeliveryModel>;
  DeliveryInput: DeliveryInput;
  DeliveryOutcome: DeliveryOutcome;
  Department: ResolverTypeWrapper<DepartmentModel>;
  Direction: Direction;
  DismissEmployeeInput: DismissEmployeeInput;
  DispatchLetterInput: DispatchLetterInput;
  DkimCheck: ResolverTypeWrapper<DkimCheck>;
  DkimResult: DkimResult;
  DkimSignature: ResolverTypeWrapper<DkimSignature>;
  DraftLetterInput: DraftLetterInput;
  DraftReplyInput: DraftReplyInput;
  Employee: ResolverTypeWrapper<EmployeeModel>;
  EmployeeConnection: ResolverTypeWrapper<EmployeePage>;
  EmployeeEdge: ResolverTypeWrapper<Omit<EmployeeEdge, 'node'> & { node: ResolversTypes['Employee'] }>;
  ErasePersonalDataInput: ErasePersonalDataInput;
  Erasure: ResolverTypeWrapper<ErasureModel>;
  ErasurePayload: ResolverTypeWrapper<Omit<ErasurePayload, 'erasure'> & { erasure: ResolversTypes['Erasure'] }>;
  ErasureStatus: ErasureStatus;
  ErrorCode: ErrorCode;
  EscalationInput: EscalationInput;
  EscalationLevel: ResolverTypeWrapper<EscalationLevel>;
  EvidenceBundle: ResolverTypeWrapper<KeptBundleModel>;
  EvidenceInput: EvidenceInput;
  ExportCase: ExportCase;
  ExportFormat: ExportFormat;
  ExtendDeadlineInput: ExtendDeadlineInput;
  ExtensionRequest: ResolverTypeWrapper<ExtensionRequestModel>;
  FailureCause: FailureCause;
  FaultKind: FaultKind;
  FieldChange: ResolverTypeWrapper<FieldChange>;
  FigureDimension: FigureDimension;
  FigureKey: ResolverTypeWrapper<FigureKey>;
  FigurePart: FigurePart;
  FigureTime: FigureTime;
  File: ResolverTypeWrapper<FileModel>;
  FileErasure: ResolverTypeWrapper<FileErasure>;
  FileInput: FileInput;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GrantApprovalInput: GrantApprovalInput;
  GrantedRole: GrantedRole;
  HireEmployeeInput: HireEmployeeInput;
  HistoryConnection: ResolverTypeWrapper<HistoryPage>;
  HistoryEdge: ResolverTypeWrapper<Omit<HistoryEdge, 'node'> & { node: ResolversTypes['HistoryEntry'] }>;
  HistoryEntry: ResolverTypeWrapper<HistoryModel>;
  HistoryScope: HistoryScope;
  HoldScope: HoldScope;
  ImportedLetter: ResolverTypeWrapper<ImportedLetterModel>;
  InclusionProof: ResolverTypeWrapper<InclusionProofModel>;
  IncomingCardInput: IncomingCardInput;
  IncomingLetter: ResolverTypeWrapper<IncomingLetterModel>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Journal: ResolverTypeWrapper<JournalModel>;
  JournalCompleteness: ResolverTypeWrapper<JournalCompletenessModel>;
  JournalEntry: ResolverTypeWrapper<JournalEntryModel>;
  JournalEntryConnection: ResolverTypeWrapper<JournalEntryPage>;
  JournalEntryEdge: ResolverTypeWrapper<Omit<JournalEntryEdge, 'node'> & { node: ResolversTypes['JournalEntry'] }>;
  JournalFault: ResolverTypeWrapper<JournalFault>;
  JournalPatterns: ResolverTypeWrapper<JournalPatterns>;
  JournalPatternsInput: JournalPatternsInput;
  JournalPayload: ResolverTypeWrapper<Omit<JournalPayload, 'journal'> & { journal: ResolversTypes['Journal'] }>;
  Ledger: ResolverTypeWrapper<LedgerModel>;
  LedgerCheckpoint: ResolverTypeWrapper<StoredCheckpoint>;
  LedgerCheckpointConnection: ResolverTypeWrapper<LedgerCheckpointPage>;
  LedgerCheckpointEdge: ResolverTypeWrapper<Omit<LedgerCheckpointEdge, 'node'> & { node: ResolversTypes['LedgerCheckpoint'] }>;
  LedgerProblem: ResolverTypeWrapper<LedgerProblemModel>;
  LegalHold: ResolverTypeWrapper<LegalHoldModel>;
  LegalHoldPayload: ResolverTypeWrapper<Omit<LegalHoldPayload, 'legalHold'> & { legalHold: ResolversTypes['LegalHold'] }>;
  Letter: ResolverTypeWrapper<LetterModel>;
  LetterConnection: ResolverTypeWrapper<LetterPage>;
  LetterEdge: ResolverTypeWrapper<Omit<LetterEdge, 'node'> & { node: ResolversTypes['Letter'] }>;
  LetterFilter: LetterFilter;
  LetterInput: LetterInput;
  LetterLink: ResolverTypeWrapper<LinkModel>;
  LetterOrder: LetterOrder;
  LetterPayload: ResolverTypeWrapper<LetterPayloadModel>;
  LetterStatus: LetterStatus;
  LiftLegalHoldInput: LiftLegalHoldInput;
  LinkKind: LinkKind;
  LinkLettersInput: LinkLettersInput;
  LinkToProjectInput: LinkToProjectInput;
  LogExport: ResolverTypeWrapper<KeptExportModel>;
  LogExportInput: LogExportInput;
  Mail: ResolverTypeWrapper<MailModel>;
  MailAttachment: ResolverTypeWrapper<MailAttachmentModel>;
  MailCardInput: MailCardInput;
  MailConnection: ResolverTypeWrapper<MailPage>;
  MailEdge: ResolverTypeWrapper<Omit<MailEdge, 'node'> & { node: ResolversTypes['Mail'] }>;
  MailFile: ResolverTypeWrapper<MailFileModel>;
  MailMatch: MailMatch;
  MailOrigin: ResolverTypeWrapper<MailOriginModel>;
  MailPayload: ResolverTypeWrapper<Omit<MailPayload, 'mail'> & { mail: ResolversTypes['Mail'] }>;
  MailStatus: MailStatus;
  MailSuggestions: ResolverTypeWrapper<MailSuggestionsModel>;
  MailTiming: MailTiming;
  MarkNoticesReadInput: MarkNoticesReadInput;
  MarkNoticesReadPayload: ResolverTypeWrapper<MarkNoticesReadPayload>;
  Me: ResolverTypeWrapper<MeModel>;
  MergeCounterpartiesInput: MergeCounterpartiesInput;
  MoveDepartmentInput: MoveDepartmentInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Notice: ResolverTypeWrapper<NoticeModel>;
  NoticeConnection: ResolverTypeWrapper<NoticePage>;
  NoticeEdge: ResolverTypeWrapper<Omit<NoticeEdge, 'node'> & { node: ResolversTypes['Notice'] }>;
  NoticeKind: NoticeKind;
  NoticeLanguage: NoticeLanguage;
  NoticePreferences: ResolverTypeWrapper<NoticePreferencesModel>;
  NoticePreferencesPayload: ResolverTypeWrapper<Omit<NoticePreferencesPayload, 'preferences'> & { preferences: ResolversTypes['NoticePreferences'] }>;
  NumberReference: ResolverTypeWrapper<NumberReference>;
  NumberReferenceInput: NumberReferenceInput;
  NumberStatus: NumberStatus;
  OpenFigureDimension: OpenFigureDimension;
  OpenGroup: ResolverTypeWrapper<OpenGroup>;
  OpenJournalInput: OpenJournalInput;
  OpenProjectInput: OpenProjectInput;
  OpenStageFilter: OpenStageFilter;
  Organization: ResolverTypeWrapper<OrganizationModel>;
  OrganizationPayload: ResolverTypeWrapper<Omit<OrganizationPayload, 'organization'> & { organization: ResolversTypes['Organization'] }>;
  OutgoingAddressee: ResolverTypeWrapper<OutgoingAddresseeModel>;
  OutgoingAddresseeInput: OutgoingAddresseeInput;
  OutgoingCardChanges: OutgoingCardChanges;
  OutgoingCardInput: OutgoingCardInput;
  OutgoingLetter: ResolverTypeWrapper<OutgoingLetterModel>;
  PageInfo: ResolverTypeWrapper<AnyPage>;
  PauseDeadlineInput: PauseDeadlineInput;
  PersonLoad: ResolverTypeWrapper<PersonLoad>;
  PlaceLegalHoldInput: PlaceLegalHoldInput;
  PolicyUsed: ResolverTypeWrapper<PolicyUsed>;
  Position: ResolverTypeWrapper<Scalars['Position']['output']>;
  ProcessFigures: ResolverTypeWrapper<ProcessFigures>;
  ProcessFilter: ProcessFilter;
  Project: ResolverTypeWrapper<ProjectModel>;
  ProjectConnection: ResolverTypeWrapper<ProjectPage>;
  ProjectEdge: ResolverTypeWrapper<Omit<ProjectEdge, 'node'> & { node: ResolversTypes['Project'] }>;
  ProjectPayload: ResolverTypeWrapper<Omit<ProjectPayload, 'project'> & { project: ResolversTypes['Project'] }>;
  QuarantineCode: QuarantineCode;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuietHours: ResolverTypeWrapper<QuietHours>;
  QuietHoursInput: QuietHoursInput;
  ReadLetter: ResolverTypeWrapper<SeenLetterModel>;
  Reading: ResolverTypeWrapper<ReadingModel>;
  ReadingConnection: ResolverTypeWrapper<ReadingPage>;
  ReadingEdge: ResolverTypeWrapper<Omit<ReadingEdge, 'node'> & { node: ResolversTypes['Reading'] }>;
  ReasonInput: ReasonInput;
  RecordIncomingNumberInput: RecordIncomingNumberInput;
  RegisterIncomingLetterInput: RegisterIncomingLetterInput;
  RegisterMailInput: RegisterMailInput;
  RegisterWebhookInput: RegisterWebhookInput;
  RegistrationNumber: ResolverTypeWrapper<RegistrationNumber>;
  RemindersInput: RemindersInput;
  RemoveApprovalRuleInput: RemoveApprovalRuleInput;
  RemoveCalendarInput: RemoveCalendarInput;
  RemoveDeadlinePolicyInput: RemoveDeadlinePolicyInput;
  RenameDepartmentInput: RenameDepartmentInput;
  ReopenProjectInput: ReopenProjectInput;
  ReplaceApproverInput: ReplaceApproverInput;
  ReplayWebhookInput: ReplayWebhookInput;
  ReportDeliveryFailureInput: ReportDeliveryFailureInput;
  RequestAcknowledgmentInput: RequestAcknowledgmentInput;
  RequestExtensionInput: RequestExtensionInput;
  Resolution: ResolverTypeWrapper<ResolutionModel>;
  ResumeDeadlineInput: ResumeDeadlineInput;
  RetryNoticeInput: RetryNoticeInput;
  RetryNoticePayload: ResolverTypeWrapper<RetryNoticePayload>;
  ReturnForReworkInput: ReturnForReworkInput;
  ReviseLetterInput: ReviseLetterInput;
  Role: Role;
  RoleInput: RoleInput;
  RouteStep: ResolverTypeWrapper<RouteStepModel>;
  RulePlace: RulePlace;
  SearchConnection: ResolverTypeWrapper<SearchPage>;
  SearchEdge: ResolverTypeWrapper<Omit<SearchEdge, 'node'> & { node: ResolversTypes['SearchHit'] }>;
  SearchHit: ResolverTypeWrapper<SearchHitModel>;
  SetApprovalLineInput: SetApprovalLineInput;
  SetApprovalRuleInput: SetApprovalRuleInput;
  SetCalendarInput: SetCalendarInput;
  SetDeadlinePolicyInput: SetDeadlinePolicyInput;
  SetNoticePreferencesInput: SetNoticePreferencesInput;
  SetProfileInput: SetProfileInput;
  SetSubstitutionInput: SetSubstitutionInput;
  Sheets: ResolverTypeWrapper<Sheets>;
  SheetsInput: SheetsInput;
  Signatory: ResolverTypeWrapper<Signatory>;
  SignatoryInput: SignatoryInput;
  SignatureCheck: ResolverTypeWrapper<SignatureCheck>;
  SignatureCheckInput: SignatureCheckInput;
  SignatureKind: SignatureKind;
  SignatureResult: SignatureResult;
  StageFigures: ResolverTypeWrapper<StageFigures>;
  StageFilter: StageFilter;
  StageGroup: ResolverTypeWrapper<StageGroup>;
  StageKind: StageKind;
  StageOutcome: StageOutcome;
  StepMode: StepMode;
  StoredEvent: ResolverTypeWrapper<StoredEventModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Substitution: ResolverTypeWrapper<SubstitutionModel>;
  Task: ResolverTypeWrapper<TaskModel>;
  TaskConnection: ResolverTypeWrapper<TaskPage>;
  TaskEdge: ResolverTypeWrapper<Omit<TaskEdge, 'node'> & { node: ResolversTypes['Task'] }>;
  TaskFilter: TaskFilter;
  TaskKind: TaskKind;
  TaskScope: TaskScope;
  TextPart: ResolverTypeWrapper<TextPart>;
  TextPartKind: TextPartKind;
  TextRevision: ResolverTypeWrapper<TextRevisionModel>;
  TextUnit: TextUnit;
  Thread: ResolverTypeWrapper<ThreadModel>;
  TimelineConnection: ResolverTypeWrapper<TimelinePage>;
  TimelineEdge: ResolverTypeWrapper<Omit<TimelineEdge, 'node'> & { node: ResolversTypes['TimelineEntry'] }>;
  TimelineEntry: ResolverTypeWrapper<TimelineModel>;
  TransferEmployeeInput: TransferEmployeeInput;
  UUID: ResolverTypeWrapper<Scalars['UUID']['output']>;
  UndeliveredMail: ResolverTypeWrapper<UndeliveredMailModel>;
  UndeliveredMailConnection: ResolverTypeWrapper<UndeliveredMailPage>;
  UndeliveredMailEdge: ResolverTypeWrapper<Omit<UndeliveredMailEdge, 'node'> & { node: ResolversTypes['UndeliveredMail'] }>;
  UnlinkFromProjectInput: UnlinkFromProjectInput;
  UnlinkLettersInput: UnlinkLettersInput;
  UnusualDay: ResolverTypeWrapper<UnusualDay>;
  UnusualDayKind: UnusualDayKind;
  Waiting: ResolverTypeWrapper<WaitModel>;
  WaiveConfirmationInput: WaiveConfirmationInput;
  Webhook: ResolverTypeWrapper<WebhookModel>;
  WebhookInput: WebhookInput;
  WebhookPayload: ResolverTypeWrapper<Omit<WebhookPayload, 'webhook'> & { webhook: ResolversTypes['Webhook'] }>;
  WebhookStatus: WebhookStatus;
  WeekFigures: ResolverTypeWrapper<WeekFigures>;
  WeekStage: ResolverTypeWrapper<WeekStage>;
  WorkingCalendar: ResolverTypeWrapper<WorkingCalendar>;
  WorkingDay: ResolverTypeWrapper<WorkingDay>;
  WorkingDayInput: WorkingDayInput;
  WorkingHours: ResolverTypeWrapper<WorkingHours>;
  WorkingHoursInput: WorkingHoursInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Access: AccessModel;
  AccountedNumber: AccountedNumberModel;
  Acknowledgment: AcknowledgmentModel;
  AddCounterpartyInput: AddCounterpartyInput;
  Address: Address;
  AddressInput: AddressInput;
  Addressee: AddresseeModel;
  AddresseeInput: AddresseeInput;
  AgeBucket: AgeBucket;
  AppointHeadInput: AppointHeadInput;
  ApprovalRule: ApprovalRuleModel;
  AsOf: AsOf;
  AssignExecutorInput: AssignExecutorInput;
  AttachFileInput: AttachFileInput;
  AutomaticSteps: AutomaticSteps;
  Boolean: Scalars['Boolean']['output'];
  CalendarException: CalendarException;
  CalendarExceptionInput: CalendarExceptionInput;
  CalendarUsed: CalendarUsedModel;
  CancelSubstitutionInput: CancelSubstitutionInput;
  ChangeCounterpartyInput: ChangeCounterpartyInput;
  ChangeEmployeeInput: ChangeEmployeeInput;
  ChangeJournalPatternInput: ChangeJournalPatternInput;
  ChangeProjectInput: ChangeProjectInput;
  CloseDepartmentInput: CloseDepartmentInput;
  CloseJournalInput: CloseJournalInput;
  CloseProjectInput: CloseProjectInput;
  ConfirmDeliveryInput: ConfirmDeliveryInput;
  ConsistencyProof: ConsistencyProofModel;
  Contact: Contact;
  ContactInput: ContactInput;
  CorrectRegistrationInput: CorrectRegistrationInput;
  Counterparty: CounterpartyModel;
  CounterpartyConnection: CounterpartyPage;
  CounterpartyEdge: Omit<CounterpartyEdge, 'node'> & { node: ResolversParentTypes['Counterparty'] };
  CounterpartyPayload: Omit<CounterpartyPayload, 'counterparty'> & { counterparty: ResolversParentTypes['Counterparty'] };
  CreateDepartmentInput: CreateDepartmentInput;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Deadline: DeadlineModel;
  DeadlineExplanation: DeadlineExplanationModel;
  DeadlinePolicy: DeadlinePolicyModel;
  DeadlineStep: DeadlineStepModel;
  DecideMailInput: DecideMailInput;
  Delivery: DeliveryModel;
  DeliveryInput: DeliveryInput;
  Department: DepartmentModel;
  DismissEmployeeInput: DismissEmployeeInput;
  DispatchLetterInput: DispatchLetterInput;
  DkimCheck: DkimCheck;
  DkimSignature: DkimSignature;
  DraftLetterInput: DraftLetterInput;
  DraftReplyInput: DraftReplyInput;
  Employee: EmployeeModel;
  EmployeeConnection: EmployeePage;
  EmployeeEdge: Omit<EmployeeEdge, 'node'> & { node: ResolversParentTypes['Employee'] };
  ErasePersonalDataInput: ErasePersonalDataInput;
  Erasure: ErasureModel;
  ErasurePayload: Omit<ErasurePayload, 'erasure'> & { erasure: ResolversParentTypes['Erasure'] };
  EscalationInput: EscalationInput;
  EscalationLevel: EscalationLevel;
  EvidenceBundle: KeptBundleModel;
  EvidenceInput: EvidenceInput;
  ExtendDeadlineInput: ExtendDeadlineInput;
  ExtensionRequest: ExtensionRequestModel;
  FieldChange: FieldChange;
  FigureKey: FigureKey;
  File: FileModel;
  FileErasure: FileErasure;
  FileInput: FileInput;
  Float: Scalars['Float']['output'];
  GrantApprovalInput: GrantApprovalInput;
  HireEmployeeInput: HireEmployeeInput;
  HistoryConnection: HistoryPage;
  HistoryEdge: Omit<HistoryEdge, 'node'> & { node: ResolversParentTypes['HistoryEntry'] };
  HistoryEntry: HistoryModel;
  HistoryScope: HistoryScope;
  ImportedLetter: ImportedLetterModel;
  InclusionProof: InclusionProofModel;
  IncomingCardInput: IncomingCardInput;
  IncomingLetter: IncomingLetterModel;
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  Journal: JournalModel;
  JournalCompleteness: JournalCompletenessModel;
  JournalEntry: JournalEntryModel;
  JournalEntryConnection: JournalEntryPage;
  JournalEntryEdge: Omit<JournalEntryEdge, 'node'> & { node: ResolversParentTypes['JournalEntry'] };
  JournalFault: JournalFault;
  JournalPatterns: JournalPatterns;
  JournalPatternsInput: JournalPatternsInput;
  JournalPayload: Omit<JournalPayload, 'journal'> & { journal: ResolversParentTypes['Journal'] };
  Ledger: LedgerModel;
  LedgerCheckpoint: StoredCheckpoint;
  LedgerCheckpointConnection: LedgerCheckpointPage;
  LedgerCheckpointEdge: Omit<LedgerCheckpointEdge, 'node'> & { node: ResolversParentTypes['LedgerCheckpoint'] };
  LedgerProblem: LedgerProblemModel;
  LegalHold: LegalHoldModel;
  LegalHoldPayload: Omit<LegalHoldPayload, 'legalHold'> & { legalHold: ResolversParentTypes['LegalHold'] };
  Letter: LetterModel;
  LetterConnection: LetterPage;
  LetterEdge: Omit<LetterEdge, 'node'> & { node: ResolversParentTypes['Letter'] };
  LetterFilter: LetterFilter;
  LetterInput: LetterInput;
  LetterLink: LinkModel;
  LetterPayload: LetterPayloadModel;
  LiftLegalHoldInput: LiftLegalHoldInput;
  LinkLettersInput: LinkLettersInput;
  LinkToProjectInput: LinkToProjectInput;
  LogExport: KeptExportModel;
  LogExportInput: LogExportInput;
  Mail: MailModel;
  MailAttachment: MailAttachmentModel;
  MailCardInput: MailCardInput;
  MailConnection: MailPage;
  MailEdge: Omit<MailEdge, 'node'> & { node: ResolversParentTypes['Mail'] };
  MailFile: MailFileModel;
  MailOrigin: MailOriginModel;
  MailPayload: Omit<MailPayload, 'mail'> & { mail: ResolversParentTypes['Mail'] };
  MailSuggestions: MailSuggestionsModel;
  MarkNoticesReadInput: MarkNoticesReadInput;
  MarkNoticesReadPayload: MarkNoticesReadPayload;
  Me: MeModel;
  MergeCounterpartiesInput: MergeCounterpartiesInput;
  MoveDepartmentInput: MoveDepartmentInput;
  Mutation: Record<PropertyKey, never>;
  Notice: NoticeModel;
  NoticeConnection: NoticePage;
  NoticeEdge: Omit<NoticeEdge, 'node'> & { node: ResolversParentTypes['Notice'] };
  NoticePreferences: NoticePreferencesModel;
  NoticePreferencesPayload: Omit<NoticePreferencesPayload, 'preferences'> & { preferences: ResolversParentTypes['NoticePreferences'] };
  NumberReference: NumberReference;
  NumberReferenceInput: NumberReferenceInput;
  OpenGroup: OpenGroup;
  OpenJournalInput: OpenJournalInput;
  OpenProjectInput: OpenProjectInput;
  OpenStageFilter: OpenStageFilter;
  Organization: OrganizationModel;
  OrganizationPayload: Omit<OrganizationPayload, 'organization'> & { organization: ResolversParentTypes['Organization'] };
  OutgoingAddressee: OutgoingAddresseeModel;
  OutgoingAddresseeInput: OutgoingAddresseeInput;
  OutgoingCardChanges: OutgoingCardChanges;
  OutgoingCardInput: OutgoingCardInput;
  OutgoingLetter: OutgoingLetterModel;
  PageInfo: AnyPage;
  PauseDeadlineInput: PauseDeadlineInput;
  PersonLoad: PersonLoad;
  PlaceLegalHoldInput: PlaceLegalHoldInput;
  PolicyUsed: PolicyUsed;
  Position: Scalars['Position']['output'];
  ProcessFigures: ProcessFigures;
  ProcessFilter: ProcessFilter;
  Project: ProjectModel;
  ProjectConnection: ProjectPage;
  ProjectEdge: Omit<ProjectEdge, 'node'> & { node: ResolversParentTypes['Project'] };
  ProjectPayload: Omit<ProjectPayload, 'project'> & { project: ResolversParentTypes['Project'] };
  Query: Record<PropertyKey, never>;
  QuietHours: QuietHours;
  QuietHoursInput: QuietHoursInput;
  ReadLetter: SeenLetterModel;
  Reading: ReadingModel;
  ReadingConnection: ReadingPage;
  ReadingEdge: Omit<ReadingEdge, 'node'> & { node: ResolversParentTypes['Reading'] };
  ReasonInput: ReasonInput;
  RecordIncomingNumberInput: RecordIncomingNumberInput;
  RegisterIncomingLetterInput: RegisterIncomingLetterInput;
  RegisterMailInput: RegisterMailInput;
  RegisterWebhookInput: RegisterWebhookInput;
  RegistrationNumber: RegistrationNumber;
  RemindersInput: RemindersInput;
  RemoveApprovalRuleInput: RemoveApprovalRuleInput;
  RemoveCalendarInput: RemoveCalendarInput;
  RemoveDeadlinePolicyInput: RemoveDeadlinePolicyInput;
  RenameDepartmentInput: RenameDepartmentInput;
  ReopenProjectInput: ReopenProjectInput;
  ReplaceApproverInput: ReplaceApproverInput;
  ReplayWebhookInput: ReplayWebhookInput;
  ReportDeliveryFailureInput: ReportDeliveryFailureInput;
  RequestAcknowledgmentInput: RequestAcknowledgmentInput;
  RequestExtensionInput: RequestExtensionInput;
  Resolution: ResolutionModel;
  ResumeDeadlineInput: ResumeDeadlineInput;
  RetryNoticeInput: RetryNoticeInput;
  RetryNoticePayload: RetryNoticePayload;
  ReturnForReworkInput: ReturnForReworkInput;
  ReviseLetterInput: ReviseLetterInput;
  RoleInput: RoleInput;
  RouteStep: RouteStepModel;
  SearchConnection: SearchPage;
  SearchEdge: Omit<SearchEdge, 'node'> & { node: ResolversParentTypes['SearchHit'] };
  SearchHit: SearchHitModel;
  SetApprovalLineInput: SetApprovalLineInput;
  SetApprovalRuleInput: SetApprovalRuleInput;
  SetCalendarInput: SetCalendarInput;
  SetDeadlinePolicyInput: SetDeadlinePolicyInput;
  SetNoticePreferencesInput: SetNoticePreferencesInput;
  SetProfileInput: SetProfileInput;
  SetSubstitutionInput: SetSubstitutionInput;
  Sheets: Sheets;
  SheetsInput: SheetsInput;
  Signatory: Signatory;
  SignatoryInput: SignatoryInput;
  SignatureCheck: SignatureCheck;
  SignatureCheckInput: SignatureCheckInput;
  StageFigures: StageFigures;
  StageFilter: StageFilter;
  StageGroup: StageGroup;
  StoredEvent: StoredEventModel;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  Substitution: SubstitutionModel;
  Task: TaskModel;
  TaskConnection: TaskPage;
  TaskEdge: Omit<TaskEdge, 'node'> & { node: ResolversParentTypes['Task'] };
  TaskFilter: TaskFilter;
  TextPart: TextPart;
  TextRevision: TextRevisionModel;
  Thread: ThreadModel;
  TimelineConnection: TimelinePage;
  TimelineEdge: Omit<TimelineEdge, 'node'> & { node: ResolversParentTypes['TimelineEntry'] };
  TimelineEntry: TimelineModel;
  TransferEmployeeInput: TransferEmployeeInput;
  UUID: Scalars['UUID']['output'];
  UndeliveredMail: UndeliveredMailModel;
  UndeliveredMailConnection: UndeliveredMailPage;
  UndeliveredMailEdge: Omit<UndeliveredMailEdge, 'node'> & { node: ResolversParentTypes['UndeliveredMail'] };
  UnlinkFromProjectInput: UnlinkFromProjectInput;
  UnlinkLettersInput: UnlinkLettersInput;
  UnusualDay: UnusualDay;
  Waiting: WaitModel;
  WaiveConfirmationInput: WaiveConfirmationInput;
  Webhook: WebhookModel;
  WebhookInput: WebhookInput;
  WebhookPayload: Omit<WebhookPayload, 'webhook'> & { webhook: ResolversParentTypes['Webhook'] };
  WeekFigures: WeekFigures;
  WeekStage: WeekStage;
  WorkingCalendar: WorkingCalendar;
  WorkingDay: WorkingDay;
  WorkingDayInput: WorkingDayInput;
  WorkingHours: WorkingHours;
  WorkingHoursInput: WorkingHoursInput;
};

export type AccessResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Access'] = ResolversParentTypes['Access']> = {
  commands?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  departments?: Resolver<Array<ResolversTypes['Department']>, ParentType, ContextType>;
  maySee?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  substituted?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
};

export type AccountedNumberResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AccountedNumber'] = ResolversParentTypes['AccountedNumber']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  letterId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['NumberStatus'], ParentType, ContextType>;
};

export type AcknowledgmentResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Acknowledgment'] = ResolversParentTypes['Acknowledgment']> = {
  confirmedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  due?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  employee?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  openedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AddressResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  kind?: Resolver<ResolversTypes['AddressKind'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AddresseeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Addressee'] = ResolversParentTypes['Addressee']> = {
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  employee?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
};

export type AgeBucketResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AgeBucket'] = ResolversParentTypes['AgeBucket']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ApprovalRuleResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ApprovalRule'] = ResolversParentTypes['ApprovalRule']> = {
  approvers?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
  documentKinds?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['StepMode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['RulePlace'], ParentType, ContextType>;
};

export type AutomaticStepsResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['AutomaticSteps'] = ResolversParentTypes['AutomaticSteps']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['AutomaticStep'], ParentType, ContextType>;
};

export type CalendarExceptionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CalendarException'] = ResolversParentTypes['CalendarException']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  hours?: Resolver<Array<ResolversTypes['WorkingHours']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CalendarUsedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CalendarUsed'] = ResolversParentTypes['CalendarUsed']> = {
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unusualDays?: Resolver<Array<ResolversTypes['UnusualDay']>, ParentType, ContextType>;
};

export type ConsistencyProofResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ConsistencyProof'] = ResolversParentTypes['ConsistencyProof']> = {
  from?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fromRoot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hashes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  toRoot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ContactResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CounterpartyResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Counterparty'] = ResolversParentTypes['Counterparty']> = {
  addresses?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  contacts?: Resolver<Array<ResolversTypes['Contact']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CounterpartyKind'], ParentType, ContextType>;
  letters?: Resolver<ResolversTypes['LetterConnection'], ParentType, ContextType, RequireFields<CounterpartyLettersArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taxNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CounterpartyConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CounterpartyConnection'] = ResolversParentTypes['CounterpartyConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CounterpartyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CounterpartyEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CounterpartyEdge'] = ResolversParentTypes['CounterpartyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Counterparty'], ParentType, ContextType>;
};

export type CounterpartyPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['CounterpartyPayload'] = ResolversParentTypes['CounterpartyPayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  counterparty?: Resolver<ResolversTypes['Counterparty'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadlineResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Deadline'] = ResolversParentTypes['Deadline']> = {
  basis?: Resolver<ResolversTypes['DeadlineBasis'], ParentType, ContextType>;
  calendar?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  due?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['DeadlineExplanation'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  setBy?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  workingMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DeadlineExplanationResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DeadlineExplanation'] = ResolversParentTypes['DeadlineExplanation']> = {
  calendar?: Resolver<Maybe<ResolversTypes['CalendarUsed']>, ParentType, ContextType>;
  due?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['PolicyUsed']>, ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['DeadlineStep']>, ParentType, ContextType>;
};

export type DeadlinePolicyResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DeadlinePolicy'] = ResolversParentTypes['DeadlinePolicy']> = {
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  counterpartyGroup?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  documentKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  escalations?: Resolver<Array<ResolversTypes['EscalationLevel']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remindAfter?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  remindBefore?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  task?: Resolver<ResolversTypes['TaskKind'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workingMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DeadlineStepResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DeadlineStep'] = ResolversParentTypes['DeadlineStep']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  due?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expectedBy?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DeadlineStepKind'], ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  workingMinutes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type DeliveryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Delivery'] = ResolversParentTypes['Delivery']> = {
  channel?: Resolver<ResolversTypes['Channel'], ParentType, ContextType>;
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  deliveredOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  dispatchedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  incomingDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  incomingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['DeliveryOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trackingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DepartmentResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Department'] = ResolversParentTypes['Department']> = {
  children?: Resolver<Array<ResolversTypes['Department']>, ParentType, ContextType>;
  employees?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  isClosed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
};

export type DkimCheckResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DkimCheck'] = ResolversParentTypes['DkimCheck']> = {
  result?: Resolver<ResolversTypes['DkimResult'], ParentType, ContextType>;
  signatures?: Resolver<Array<ResolversTypes['DkimSignature']>, ParentType, ContextType>;
};

export type DkimSignatureResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['DkimSignature'] = ResolversParentTypes['DkimSignature']> = {
  aligned?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['DkimResult'], ParentType, ContextType>;
  selector?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EmployeeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Employee'] = ResolversParentTypes['Employee']> = {
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  isDismissed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isErased?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  login?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
};

export type EmployeeConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['EmployeeConnection'] = ResolversParentTypes['EmployeeConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EmployeeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EmployeeEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['EmployeeEdge'] = ResolversParentTypes['EmployeeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Employee'], ParentType, ContextType>;
};

export type ErasureResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Erasure'] = ResolversParentTypes['Erasure']> = {
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  employee?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fileHashes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  orderedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  orderedBy?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ErasureStatus'], ParentType, ContextType>;
};

export type ErasurePayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ErasurePayload'] = ResolversParentTypes['ErasurePayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  erasure?: Resolver<ResolversTypes['Erasure'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type EscalationLevelResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['EscalationLevel'] = ResolversParentTypes['EscalationLevel']> = {
  after?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EvidenceBundleResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['EvidenceBundle'] = ResolversParentTypes['EvidenceBundle']> = {
  checkpointSize?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  erasedFiles?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  files?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  letters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missingFiles?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  withheld?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExtensionRequestResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ExtensionRequest'] = ResolversParentTypes['ExtensionRequest']> = {
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type FieldChangeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['FieldChange'] = ResolversParentTypes['FieldChange']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  new?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  old?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type FigureKeyResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['FigureKey'] = ResolversParentTypes['FigureKey']> = {
  dimension?: Resolver<ResolversTypes['FigureDimension'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FileResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['File'] = ResolversParentTypes['File']> = {
  erasure?: Resolver<Maybe<ResolversTypes['FileErasure']>, ParentType, ContextType>;
  mediaType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type FileErasureResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['FileErasure'] = ResolversParentTypes['FileErasure']> = {
  erasedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  erasureId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
};

export type HistoryConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['HistoryConnection'] = ResolversParentTypes['HistoryConnection']> = {
  edges?: Resolver<Array<ResolversTypes['HistoryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['HistoryEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HistoryEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['HistoryEdge'] = ResolversParentTypes['HistoryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['HistoryEntry'], ParentType, ContextType>;
};

export type HistoryEntryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['HistoryEntry'] = ResolversParentTypes['HistoryEntry']> = {
  actor?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  automatic?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  changes?: Resolver<Array<ResolversTypes['FieldChange']>, ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  files?: Resolver<Array<ResolversTypes['File']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  inclusionProof?: Resolver<Maybe<ResolversTypes['InclusionProof']>, ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  onBehalfOf?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stored?: Resolver<ResolversTypes['StoredEvent'], ParentType, ContextType>;
  stream?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  textDifference?: Resolver<Array<ResolversTypes['TextPart']>, ParentType, ContextType, RequireFields<HistoryEntryTextDifferenceArgs, 'by'>>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unprovedReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ImportedLetterResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ImportedLetter'] = ResolversParentTypes['ImportedLetter']> = {
  acknowledgments?: Resolver<Array<ResolversTypes['Acknowledgment']>, ParentType, ContextType>;
  caseReference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>;
  confidentiality?: Resolver<ResolversTypes['Confidentiality'], ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  counterparties?: Resolver<Array<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  counterpartyDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  counterpartyNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['Direction'], ParentType, ContextType>;
  documentKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  files?: Resolver<Array<ResolversTypes['File']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  isOpen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  links?: Resolver<Array<ResolversTypes['LetterLink']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openTasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  projects?: Resolver<Array<ResolversTypes['Project']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['LetterStatus'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  thread?: Resolver<ResolversTypes['Thread'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InclusionProofResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['InclusionProof'] = ResolversParentTypes['InclusionProof']> = {
  hashes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  leafHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  root?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IncomingLetterResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['IncomingLetter'] = ResolversParentTypes['IncomingLetter']> = {
  acknowledgments?: Resolver<Array<ResolversTypes['Acknowledgment']>, ParentType, ContextType>;
  addressee?: Resolver<ResolversTypes['Addressee'], ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['Channel'], ParentType, ContextType>;
  coExecutors?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
  confidentiality?: Resolver<ResolversTypes['Confidentiality'], ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  controlMark?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  correspondentGroup?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  counterparties?: Resolver<Array<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  counterpartyDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  counterpartyNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['Direction'], ParentType, ContextType>;
  documentKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  executor?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  extensionRequest?: Resolver<Maybe<ResolversTypes['ExtensionRequest']>, ParentType, ContextType>;
  fileIndex?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  files?: Resolver<Array<ResolversTypes['File']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  inReplyTo?: Resolver<Maybe<ResolversTypes['NumberReference']>, ParentType, ContextType>;
  isOpen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  links?: Resolver<Array<ResolversTypes['LetterLink']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openTasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['MailOrigin']>, ParentType, ContextType>;
  originalLocation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projects?: Resolver<Array<ResolversTypes['Project']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  registeredBy?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  registration?: Resolver<ResolversTypes['RegistrationNumber'], ParentType, ContextType>;
  reply?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  resolution?: Resolver<Maybe<ResolversTypes['Resolution']>, ParentType, ContextType>;
  responsibleDepartment?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sheets?: Resolver<Maybe<ResolversTypes['Sheets']>, ParentType, ContextType>;
  signatory?: Resolver<Maybe<ResolversTypes['Signatory']>, ParentType, ContextType>;
  signature?: Resolver<Maybe<ResolversTypes['SignatureCheck']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['LetterStatus'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  thread?: Resolver<ResolversTypes['Thread'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type JournalResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Journal'] = ResolversParentTypes['Journal']> = {
  direction?: Resolver<ResolversTypes['Direction'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['JournalEntryConnection'], ParentType, ContextType, RequireFields<JournalEntriesArgs, 'first' | 'newestFirst'>>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  isOpen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JournalCompletenessResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['JournalCompleteness'] = ResolversParentTypes['JournalCompleteness']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  faults?: Resolver<Array<ResolversTypes['JournalFault']>, ParentType, ContextType>;
  issued?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  journal?: Resolver<ResolversTypes['Journal'], ParentType, ContextType>;
  lastSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  numbers?: Resolver<Array<ResolversTypes['AccountedNumber']>, ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  voided?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JournalEntryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['JournalEntry'] = ResolversParentTypes['JournalEntry']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['NumberStatus'], ParentType, ContextType>;
};

export type JournalEntryConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['JournalEntryConnection'] = ResolversParentTypes['JournalEntryConnection']> = {
  edges?: Resolver<Array<ResolversTypes['JournalEntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['JournalEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JournalEntryEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['JournalEntryEdge'] = ResolversParentTypes['JournalEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['JournalEntry'], ParentType, ContextType>;
};

export type JournalFaultResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['JournalFault'] = ResolversParentTypes['JournalFault']> = {
  kind?: Resolver<ResolversTypes['FaultKind'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JournalPatternsResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['JournalPatterns'] = ResolversParentTypes['JournalPatterns']> = {
  incoming?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outgoing?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JournalPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['JournalPayload'] = ResolversParentTypes['JournalPayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  journal?: Resolver<ResolversTypes['Journal'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type LedgerResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Ledger'] = ResolversParentTypes['Ledger']> = {
  behind?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  checkpoint?: Resolver<Maybe<ResolversTypes['LedgerCheckpoint']>, ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['LedgerProblem']>, ParentType, ContextType>;
  timestamped?: Resolver<Maybe<ResolversTypes['LedgerCheckpoint']>, ParentType, ContextType>;
  witnesses?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LedgerCheckpointResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LedgerCheckpoint'] = ResolversParentTypes['LedgerCheckpoint']> = {
  note?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  root?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sealedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timestamp?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LedgerCheckpointConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LedgerCheckpointConnection'] = ResolversParentTypes['LedgerCheckpointConnection']> = {
  edges?: Resolver<Array<ResolversTypes['LedgerCheckpointEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['LedgerCheckpoint']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LedgerCheckpointEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LedgerCheckpointEdge'] = ResolversParentTypes['LedgerCheckpointEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['LedgerCheckpoint'], ParentType, ContextType>;
};

export type LedgerProblemResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LedgerProblem'] = ResolversParentTypes['LedgerProblem']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  details?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LegalHoldResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LegalHold'] = ResolversParentTypes['LegalHold']> = {
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  liftedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  liftedBy?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  liftingReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  placedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  placedBy?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['HoldScope'], ParentType, ContextType>;
  targetId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
};

export type LegalHoldPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LegalHoldPayload'] = ResolversParentTypes['LegalHoldPayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  legalHold?: Resolver<ResolversTypes['LegalHold'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type LetterResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Letter'] = ResolversParentTypes['Letter']> = {
  __resolveType: TypeResolveFn<'ImportedLetter' | 'IncomingLetter' | 'OutgoingLetter', ParentType, ContextType>;
};

export type LetterConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LetterConnection'] = ResolversParentTypes['LetterConnection']> = {
  edges?: Resolver<Array<ResolversTypes['LetterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Letter']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LetterEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LetterEdge'] = ResolversParentTypes['LetterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Letter'], ParentType, ContextType>;
};

export type LetterLinkResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LetterLink'] = ResolversParentTypes['LetterLink']> = {
  kind?: Resolver<ResolversTypes['LinkKind'], ParentType, ContextType>;
  letter?: Resolver<ResolversTypes['Letter'], ParentType, ContextType>;
  outward?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type LetterPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LetterPayload'] = ResolversParentTypes['LetterPayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  letter?: Resolver<ResolversTypes['Letter'], ParentType, ContextType>;
  openTasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type LogExportResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['LogExport'] = ResolversParentTypes['LogExport']> = {
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['ExportFormat'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  pseudonymised?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MailResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Mail'] = ResolversParentTypes['Mail']> = {
  attachments?: Resolver<Array<ResolversTypes['MailAttachment']>, ParentType, ContextType>;
  authenticationResults?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  automatic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dkim?: Resolver<ResolversTypes['DkimCheck'], ParentType, ContextType>;
  duplicateOf?: Resolver<Maybe<ResolversTypes['UUID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  isErased?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quarantineCode?: Resolver<Maybe<ResolversTypes['QuarantineCode']>, ParentType, ContextType>;
  quarantineDetail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quarantineReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<ResolversTypes['MailFile'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  senderAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  senderName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MailStatus'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  suggestions?: Resolver<ResolversTypes['MailSuggestions'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MailAttachmentResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MailAttachment'] = ResolversParentTypes['MailAttachment']> = {
  declaredType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['MailFile']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refused?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  within?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MailConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MailConnection'] = ResolversParentTypes['MailConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MailEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Mail']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MailEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MailEdge'] = ResolversParentTypes['MailEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Mail'], ParentType, ContextType>;
};

export type MailFileResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MailFile'] = ResolversParentTypes['MailFile']> = {
  erasure?: Resolver<Maybe<ResolversTypes['FileErasure']>, ParentType, ContextType>;
  mediaType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MailOriginResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MailOrigin'] = ResolversParentTypes['MailOrigin']> = {
  dkim?: Resolver<ResolversTypes['DkimCheck'], ParentType, ContextType>;
  mailId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawSha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type MailPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MailPayload'] = ResolversParentTypes['MailPayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  mail?: Resolver<ResolversTypes['Mail'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MailSuggestionsResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MailSuggestions'] = ResolversParentTypes['MailSuggestions']> = {
  answers?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  counterpartyBy?: Resolver<Maybe<ResolversTypes['MailMatch']>, ParentType, ContextType>;
  counterpartyDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  counterpartyNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  letterBy?: Resolver<Maybe<ResolversTypes['MailMatch']>, ParentType, ContextType>;
  quoted?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sameMatter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
};

export type MarkNoticesReadPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['MarkNoticesReadPayload'] = ResolversParentTypes['MarkNoticesReadPayload']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Me'] = ResolversParentTypes['Me']> = {
  employee?: Resolver<ResolversTypes['Employee'], ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  substitutes?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
  today?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acknowledge?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationAcknowledgeArgs, 'input'>>;
  addCounterparty?: Resolver<Maybe<ResolversTypes['CounterpartyPayload']>, ParentType, ContextType, RequireFields<MutationAddCounterpartyArgs, 'input'>>;
  annulLetter?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationAnnulLetterArgs, 'input'>>;
  appointHead?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationAppointHeadArgs, 'input'>>;
  assignExecutor?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationAssignExecutorArgs, 'input'>>;
  attachFile?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationAttachFileArgs, 'input'>>;
  cancelSubstitution?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationCancelSubstitutionArgs, 'input'>>;
  changeCounterparty?: Resolver<Maybe<ResolversTypes['CounterpartyPayload']>, ParentType, ContextType, RequireFields<MutationChangeCounterpartyArgs, 'input'>>;
  changeEmployee?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationChangeEmployeeArgs, 'input'>>;
  changeJournalPattern?: Resolver<Maybe<ResolversTypes['JournalPayload']>, ParentType, ContextType, RequireFields<MutationChangeJournalPatternArgs, 'input'>>;
  changeProject?: Resolver<Maybe<ResolversTypes['ProjectPayload']>, ParentType, ContextType, RequireFields<MutationChangeProjectArgs, 'input'>>;
  closeDepartment?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationCloseDepartmentArgs, 'input'>>;
  closeJournal?: Resolver<Maybe<ResolversTypes['JournalPayload']>, ParentType, ContextType, RequireFields<MutationCloseJournalArgs, 'input'>>;
  closeProject?: Resolver<Maybe<ResolversTypes['ProjectPayload']>, ParentType, ContextType, RequireFields<MutationCloseProjectArgs, 'input'>>;
  confirmDelivery?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationConfirmDeliveryArgs, 'input'>>;
  correctRegistration?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationCorrectRegistrationArgs, 'input'>>;
  createDepartment?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationCreateDepartmentArgs, 'input'>>;
  disableWebhook?: Resolver<Maybe<ResolversTypes['WebhookPayload']>, ParentType, ContextType, RequireFields<MutationDisableWebhookArgs, 'input'>>;
  dismissEmployee?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationDismissEmployeeArgs, 'input'>>;
  dismissMail?: Resolver<Maybe<ResolversTypes['MailPayload']>, ParentType, ContextType, RequireFields<MutationDismissMailArgs, 'input'>>;
  dispatchLetter?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationDispatchLetterArgs, 'input'>>;
  draftLetter?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationDraftLetterArgs, 'input'>>;
  draftReply?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationDraftReplyArgs, 'input'>>;
  erasePersonalData?: Resolver<Maybe<ResolversTypes['ErasurePayload']>, ParentType, ContextType, RequireFields<MutationErasePersonalDataArgs, 'input'>>;
  exportEvidence?: Resolver<ResolversTypes['EvidenceBundle'], ParentType, ContextType, RequireFields<MutationExportEvidenceArgs, 'input'>>;
  exportLog?: Resolver<ResolversTypes['LogExport'], ParentType, ContextType, RequireFields<MutationExportLogArgs, 'input'>>;
  extendDeadline?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationExtendDeadlineArgs, 'input'>>;
  grantApproval?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationGrantApprovalArgs, 'input'>>;
  grantRole?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationGrantRoleArgs, 'input'>>;
  hireEmployee?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationHireEmployeeArgs, 'input'>>;
  liftLegalHold?: Resolver<Maybe<ResolversTypes['LegalHoldPayload']>, ParentType, ContextType, RequireFields<MutationLiftLegalHoldArgs, 'input'>>;
  linkLetters?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationLinkLettersArgs, 'input'>>;
  linkToProject?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationLinkToProjectArgs, 'input'>>;
  markNoticesRead?: Resolver<Maybe<ResolversTypes['MarkNoticesReadPayload']>, ParentType, ContextType, RequireFields<MutationMarkNoticesReadArgs, 'input'>>;
  mergeCounterparties?: Resolver<Maybe<ResolversTypes['CounterpartyPayload']>, ParentType, ContextType, RequireFields<MutationMergeCounterpartiesArgs, 'input'>>;
  moveDepartment?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationMoveDepartmentArgs, 'input'>>;
  openAcknowledgment?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationOpenAcknowledgmentArgs, 'input'>>;
  openJournal?: Resolver<Maybe<ResolversTypes['JournalPayload']>, ParentType, ContextType, RequireFields<MutationOpenJournalArgs, 'input'>>;
  openProject?: Resolver<Maybe<ResolversTypes['ProjectPayload']>, ParentType, ContextType, RequireFields<MutationOpenProjectArgs, 'input'>>;
  pauseDeadline?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationPauseDeadlineArgs, 'input'>>;
  placeLegalHold?: Resolver<Maybe<ResolversTypes['LegalHoldPayload']>, ParentType, ContextType, RequireFields<MutationPlaceLegalHoldArgs, 'input'>>;
  recordIncomingNumber?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationRecordIncomingNumberArgs, 'input'>>;
  refuseExtension?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationRefuseExtensionArgs, 'input'>>;
  registerIncomingLetter?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationRegisterIncomingLetterArgs, 'input'>>;
  registerMail?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationRegisterMailArgs, 'input'>>;
  registerWebhook?: Resolver<Maybe<ResolversTypes['WebhookPayload']>, ParentType, ContextType, RequireFields<MutationRegisterWebhookArgs, 'input'>>;
  releaseMail?: Resolver<Maybe<ResolversTypes['MailPayload']>, ParentType, ContextType, RequireFields<MutationReleaseMailArgs, 'input'>>;
  removeApprovalRule?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRemoveApprovalRuleArgs, 'input'>>;
  removeCalendar?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRemoveCalendarArgs, 'input'>>;
  removeDeadlinePolicy?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRemoveDeadlinePolicyArgs, 'input'>>;
  renameDepartment?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRenameDepartmentArgs, 'input'>>;
  reopenProject?: Resolver<Maybe<ResolversTypes['ProjectPayload']>, ParentType, ContextType, RequireFields<MutationReopenProjectArgs, 'input'>>;
  replaceApprover?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationReplaceApproverArgs, 'input'>>;
  replayWebhook?: Resolver<Maybe<ResolversTypes['WebhookPayload']>, ParentType, ContextType, RequireFields<MutationReplayWebhookArgs, 'input'>>;
  reportDeliveryFailure?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationReportDeliveryFailureArgs, 'input'>>;
  requestAcknowledgment?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationRequestAcknowledgmentArgs, 'input'>>;
  requestExtension?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationRequestExtensionArgs, 'input'>>;
  resumeDeadline?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationResumeDeadlineArgs, 'input'>>;
  retryNotice?: Resolver<Maybe<ResolversTypes['RetryNoticePayload']>, ParentType, ContextType, RequireFields<MutationRetryNoticeArgs, 'input'>>;
  returnForRework?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationReturnForReworkArgs, 'input'>>;
  reviseLetter?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationReviseLetterArgs, 'input'>>;
  revokeRole?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationRevokeRoleArgs, 'input'>>;
  rotateWebhookSecret?: Resolver<Maybe<ResolversTypes['WebhookPayload']>, ParentType, ContextType, RequireFields<MutationRotateWebhookSecretArgs, 'input'>>;
  sealLedger?: Resolver<Maybe<ResolversTypes['LedgerCheckpoint']>, ParentType, ContextType>;
  setApprovalLine?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationSetApprovalLineArgs, 'input'>>;
  setApprovalRule?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationSetApprovalRuleArgs, 'input'>>;
  setCalendar?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationSetCalendarArgs, 'input'>>;
  setDeadlinePolicy?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationSetDeadlinePolicyArgs, 'input'>>;
  setNoticePreferences?: Resolver<Maybe<ResolversTypes['NoticePreferencesPayload']>, ParentType, ContextType, RequireFields<MutationSetNoticePreferencesArgs, 'input'>>;
  setProfile?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationSetProfileArgs, 'input'>>;
  setSubstitution?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationSetSubstitutionArgs, 'input'>>;
  submitForApproval?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationSubmitForApprovalArgs, 'input'>>;
  transferEmployee?: Resolver<Maybe<ResolversTypes['OrganizationPayload']>, ParentType, ContextType, RequireFields<MutationTransferEmployeeArgs, 'input'>>;
  unlinkFromProject?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationUnlinkFromProjectArgs, 'input'>>;
  unlinkLetters?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationUnlinkLettersArgs, 'input'>>;
  waiveConfirmation?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationWaiveConfirmationArgs, 'input'>>;
  waiveReply?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationWaiveReplyArgs, 'input'>>;
  withdrawLetter?: Resolver<Maybe<ResolversTypes['LetterPayload']>, ParentType, ContextType, RequireFields<MutationWithdrawLetterArgs, 'input'>>;
};

export type NoticeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Notice'] = ResolversParentTypes['Notice']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  due?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  isRead?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isUrgent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['NoticeKind'], ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  onBehalfOf?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  readAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['TaskKind']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NoticeConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['NoticeConnection'] = ResolversParentTypes['NoticeConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NoticeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Notice']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NoticeEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['NoticeEdge'] = ResolversParentTypes['NoticeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Notice'], ParentType, ContextType>;
};

export type NoticePreferencesResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['NoticePreferences'] = ResolversParentTypes['NoticePreferences']> = {
  dailyAt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['NoticeLanguage'], ParentType, ContextType>;
  quietHours?: Resolver<Maybe<ResolversTypes['QuietHours']>, ParentType, ContextType>;
  timeZone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timing?: Resolver<ResolversTypes['MailTiming'], ParentType, ContextType>;
  urgentAtOnce?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type NoticePreferencesPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['NoticePreferencesPayload'] = ResolversParentTypes['NoticePreferencesPayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  preferences?: Resolver<ResolversTypes['NoticePreferences'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type NumberReferenceResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['NumberReference'] = ResolversParentTypes['NumberReference']> = {
  date?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OpenGroupResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['OpenGroup'] = ResolversParentTypes['OpenGroup']> = {
  ages?: Resolver<Array<ResolversTypes['AgeBucket']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['FigureKey']>, ParentType, ContextType>;
  latest?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  meanAge?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  meanLateness?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  oldest?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withheld?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization']> = {
  approvalLine?: Resolver<ResolversTypes['ApprovalLine'], ParentType, ContextType>;
  approvalRules?: Resolver<Array<ResolversTypes['ApprovalRule']>, ParentType, ContextType>;
  calendar?: Resolver<ResolversTypes['WorkingCalendar'], ParentType, ContextType, Partial<OrganizationCalendarArgs>>;
  deadlinePolicies?: Resolver<Array<ResolversTypes['DeadlinePolicy']>, ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType, RequireFields<OrganizationDepartmentArgs, 'id'>>;
  departments?: Resolver<Array<ResolversTypes['Department']>, ParentType, ContextType, RequireFields<OrganizationDepartmentsArgs, 'includeClosed'>>;
  employee?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType, Partial<OrganizationEmployeeArgs>>;
  employees?: Resolver<ResolversTypes['EmployeeConnection'], ParentType, ContextType, RequireFields<OrganizationEmployeesArgs, 'first' | 'includeDismissed'>>;
  journalPatterns?: Resolver<ResolversTypes['JournalPatterns'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requiredFields?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  substitutions?: Resolver<Array<ResolversTypes['Substitution']>, ParentType, ContextType>;
};

export type OrganizationPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['OrganizationPayload'] = ResolversParentTypes['OrganizationPayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['UUID']>, ParentType, ContextType>;
  organization?: Resolver<ResolversTypes['Organization'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type OutgoingAddresseeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['OutgoingAddressee'] = ResolversParentTypes['OutgoingAddressee']> = {
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OutgoingLetterResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['OutgoingLetter'] = ResolversParentTypes['OutgoingLetter']> = {
  acknowledgments?: Resolver<Array<ResolversTypes['Acknowledgment']>, ParentType, ContextType>;
  addressees?: Resolver<Array<ResolversTypes['OutgoingAddressee']>, ParentType, ContextType>;
  answers?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>;
  confidentiality?: Resolver<ResolversTypes['Confidentiality'], ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  counterparties?: Resolver<Array<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deliveries?: Resolver<Array<ResolversTypes['Delivery']>, ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['Direction'], ParentType, ContextType>;
  documentKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fileIndex?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  files?: Resolver<Array<ResolversTypes['File']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  isOpen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  links?: Resolver<Array<ResolversTypes['LetterLink']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openTasks?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  originalLocation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projects?: Resolver<Array<ResolversTypes['Project']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registration?: Resolver<Maybe<ResolversTypes['RegistrationNumber']>, ParentType, ContextType>;
  responsibleDepartment?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revisionNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revisions?: Resolver<Array<ResolversTypes['TextRevision']>, ParentType, ContextType>;
  rounds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  route?: Resolver<Array<ResolversTypes['RouteStep']>, ParentType, ContextType>;
  sheets?: Resolver<Maybe<ResolversTypes['Sheets']>, ParentType, ContextType>;
  signatory?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  signature?: Resolver<Maybe<ResolversTypes['SignatureCheck']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['LetterStatus'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  thread?: Resolver<ResolversTypes['Thread'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PersonLoadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PersonLoad'] = ResolversParentTypes['PersonLoad']> = {
  department?: Resolver<ResolversTypes['FigureKey'], ParentType, ContextType>;
  oldest?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  own?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  person?: Resolver<ResolversTypes['FigureKey'], ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withheld?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PolicyUsedResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['PolicyUsed'] = ResolversParentTypes['PolicyUsed']> = {
  id?: Resolver<Maybe<ResolversTypes['UUID']>, ParentType, ContextType>;
  isBuiltIn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  workingMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface PositionScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Position'], any> {
  name: 'Position';
}

export type ProcessFiguresResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ProcessFigures'] = ResolversParentTypes['ProcessFigures']> = {
  answered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  answeredInTime?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  answeredInTimeShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  automatic?: Resolver<Array<ResolversTypes['AutomaticSteps']>, ParentType, ContextType>;
  automationShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  meanRounds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  mostRounds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reworkRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  roundsApproved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  roundsReturned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  steps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stepsBySystem?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  counterparties?: Resolver<Array<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  isOpen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  letters?: Resolver<ResolversTypes['LetterConnection'], ParentType, ContextType, RequireFields<ProjectLettersArgs, 'first'>>;
  members?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeline?: Resolver<ResolversTypes['TimelineConnection'], ParentType, ContextType, RequireFields<ProjectTimelineArgs, 'first' | 'newestFirst'>>;
};

export type ProjectConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Project']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
};

export type ProjectPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ProjectPayload'] = ResolversParentTypes['ProjectPayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  accessAsOf?: Resolver<ResolversTypes['Access'], ParentType, ContextType, RequireFields<QueryAccessAsOfArgs, 'asOf' | 'employeeId'>>;
  approvalRoute?: Resolver<Array<ResolversTypes['RouteStep']>, ParentType, ContextType, RequireFields<QueryApprovalRouteArgs, 'authorId'>>;
  bottlenecks?: Resolver<Array<ResolversTypes['WeekFigures']>, ParentType, ContextType, Partial<QueryBottlenecksArgs>>;
  calendar?: Resolver<ResolversTypes['WorkingCalendar'], ParentType, ContextType, Partial<QueryCalendarArgs>>;
  checkpoints?: Resolver<ResolversTypes['LedgerCheckpointConnection'], ParentType, ContextType, RequireFields<QueryCheckpointsArgs, 'first'>>;
  consistencyProof?: Resolver<ResolversTypes['ConsistencyProof'], ParentType, ContextType, RequireFields<QueryConsistencyProofArgs, 'from' | 'to'>>;
  counterparties?: Resolver<ResolversTypes['CounterpartyConnection'], ParentType, ContextType, RequireFields<QueryCounterpartiesArgs, 'first'>>;
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType, RequireFields<QueryCounterpartyArgs, 'id'>>;
  deadlinePolicies?: Resolver<Array<ResolversTypes['DeadlinePolicy']>, ParentType, ContextType, Partial<QueryDeadlinePoliciesArgs>>;
  erasures?: Resolver<Array<ResolversTypes['Erasure']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['HistoryConnection'], ParentType, ContextType, RequireFields<QueryHistoryArgs, 'first' | 'newestFirst'>>;
  inclusionProof?: Resolver<ResolversTypes['InclusionProof'], ParentType, ContextType, RequireFields<QueryInclusionProofArgs, 'revision' | 'stream'>>;
  journal?: Resolver<Maybe<ResolversTypes['Journal']>, ParentType, ContextType, RequireFields<QueryJournalArgs, 'direction' | 'year'>>;
  journalCompleteness?: Resolver<ResolversTypes['JournalCompleteness'], ParentType, ContextType, RequireFields<QueryJournalCompletenessArgs, 'journalId'>>;
  journals?: Resolver<Array<ResolversTypes['Journal']>, ParentType, ContextType, Partial<QueryJournalsArgs>>;
  ledger?: Resolver<ResolversTypes['Ledger'], ParentType, ContextType>;
  legalHolds?: Resolver<Array<ResolversTypes['LegalHold']>, ParentType, ContextType, RequireFields<QueryLegalHoldsArgs, 'includeLifted'>>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType, RequireFields<QueryLetterArgs, 'id'>>;
  letterHistory?: Resolver<Array<ResolversTypes['HistoryEntry']>, ParentType, ContextType, RequireFields<QueryLetterHistoryArgs, 'letterId'>>;
  letters?: Resolver<ResolversTypes['LetterConnection'], ParentType, ContextType, RequireFields<QueryLettersArgs, 'first' | 'orderBy'>>;
  mail?: Resolver<Maybe<ResolversTypes['Mail']>, ParentType, ContextType, RequireFields<QueryMailArgs, 'id'>>;
  mailQueue?: Resolver<ResolversTypes['MailConnection'], ParentType, ContextType, RequireFields<QueryMailQueueArgs, 'first' | 'status'>>;
  me?: Resolver<ResolversTypes['Me'], ParentType, ContextType>;
  noticePreferences?: Resolver<ResolversTypes['NoticePreferences'], ParentType, ContextType, Partial<QueryNoticePreferencesArgs>>;
  noticeProblems?: Resolver<ResolversTypes['UndeliveredMailConnection'], ParentType, ContextType, RequireFields<QueryNoticeProblemsArgs, 'first'>>;
  notices?: Resolver<ResolversTypes['NoticeConnection'], ParentType, ContextType, RequireFields<QueryNoticesArgs, 'first' | 'unreadOnly'>>;
  openWork?: Resolver<Array<ResolversTypes['OpenGroup']>, ParentType, ContextType, RequireFields<QueryOpenWorkArgs, 'by' | 'time'>>;
  organization?: Resolver<ResolversTypes['Organization'], ParentType, ContextType, Partial<QueryOrganizationArgs>>;
  processFigures?: Resolver<ResolversTypes['ProcessFigures'], ParentType, ContextType, Partial<QueryProcessFiguresArgs>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, Partial<QueryProjectArgs>>;
  projects?: Resolver<ResolversTypes['ProjectConnection'], ParentType, ContextType, RequireFields<QueryProjectsArgs, 'first'>>;
  readings?: Resolver<ResolversTypes['ReadingConnection'], ParentType, ContextType, RequireFields<QueryReadingsArgs, 'first' | 'newestFirst'>>;
  search?: Resolver<ResolversTypes['SearchConnection'], ParentType, ContextType, RequireFields<QuerySearchArgs, 'first' | 'query'>>;
  stageFigures?: Resolver<ResolversTypes['StageFigures'], ParentType, ContextType, RequireFields<QueryStageFiguresArgs, 'by' | 'first' | 'part' | 'time'>>;
  tasks?: Resolver<ResolversTypes['TaskConnection'], ParentType, ContextType, RequireFields<QueryTasksArgs, 'first'>>;
  thread?: Resolver<Maybe<ResolversTypes['Thread']>, ParentType, ContextType, Partial<QueryThreadArgs>>;
  webhooks?: Resolver<Array<ResolversTypes['Webhook']>, ParentType, ContextType>;
  workLoad?: Resolver<Array<ResolversTypes['PersonLoad']>, ParentType, ContextType, RequireFields<QueryWorkLoadArgs, 'time'>>;
};

export type QuietHoursResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['QuietHours'] = ResolversParentTypes['QuietHours']> = {
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReadLetterResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ReadLetter'] = ResolversParentTypes['ReadLetter']> = {
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  letterId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReadingResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Reading'] = ResolversParentTypes['Reading']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  everyLetter?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  letters?: Resolver<Array<ResolversTypes['ReadLetter']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reader?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReadingConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ReadingConnection'] = ResolversParentTypes['ReadingConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ReadingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Reading']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReadingEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['ReadingEdge'] = ResolversParentTypes['ReadingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Reading'], ParentType, ContextType>;
};

export type RegistrationNumberResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RegistrationNumber'] = ResolversParentTypes['RegistrationNumber']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ResolutionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Resolution'] = ResolversParentTypes['Resolution']> = {
  author?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RetryNoticePayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RetryNoticePayload'] = ResolversParentTypes['RetryNoticePayload']> = {
  mailId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
};

export type RouteStepResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['RouteStep'] = ResolversParentTypes['RouteStep']> = {
  approvers?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
  granted?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['StepMode'], ParentType, ContextType>;
  rule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SearchConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SearchConnection'] = ResolversParentTypes['SearchConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SearchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['SearchHit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SearchEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SearchEdge'] = ResolversParentTypes['SearchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SearchHit'], ParentType, ContextType>;
};

export type SearchHitResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SearchHit'] = ResolversParentTypes['SearchHit']> = {
  excerpt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  letter?: Resolver<ResolversTypes['Letter'], ParentType, ContextType>;
};

export type SheetsResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Sheets'] = ResolversParentTypes['Sheets']> = {
  attachmentSheets?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  attachments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  letter?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SignatoryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Signatory'] = ResolversParentTypes['Signatory']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SignatureCheckResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['SignatureCheck'] = ResolversParentTypes['SignatureCheck']> = {
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SignatureKind'], ParentType, ContextType>;
  result?: Resolver<ResolversTypes['SignatureResult'], ParentType, ContextType>;
  signer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StageFiguresResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['StageFigures'] = ResolversParentTypes['StageFigures']> = {
  groups?: Resolver<Array<ResolversTypes['StageGroup']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type StageGroupResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['StageGroup'] = ResolversParentTypes['StageGroup']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inTime?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  inTimeShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  keys?: Resolver<Array<ResolversTypes['FigureKey']>, ParentType, ContextType>;
  longest?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  mean?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  median?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p90?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p95?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  shortest?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  withDue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withheld?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type StoredEventResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['StoredEvent'] = ResolversParentTypes['StoredEvent']> = {
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  metadata?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  letterChanged?: SubscriptionResolver<ResolversTypes['Letter'], "letterChanged", ParentType, ContextType, RequireFields<SubscriptionLetterChangedArgs, 'letterId'>>;
  myTasks?: SubscriptionResolver<Array<ResolversTypes['Task']>, "myTasks", ParentType, ContextType, RequireFields<SubscriptionMyTasksArgs, 'first'>>;
  notices?: SubscriptionResolver<ResolversTypes['Notice'], "notices", ParentType, ContextType>;
};

export type SubstitutionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Substitution'] = ResolversParentTypes['Substitution']> = {
  employee?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  inForce?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  substitute?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type TaskResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Task'] = ResolversParentTypes['Task']> = {
  actingFor?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  assignees?: Resolver<Array<ResolversTypes['Employee']>, ParentType, ContextType>;
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  deadline?: Resolver<ResolversTypes['Deadline'], ParentType, ContextType>;
  due?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TaskKind'], ParentType, ContextType>;
  letter?: Resolver<ResolversTypes['Letter'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  waiting?: Resolver<Maybe<ResolversTypes['Waiting']>, ParentType, ContextType>;
};

export type TaskConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TaskConnection'] = ResolversParentTypes['TaskConnection']> = {
  edges?: Resolver<Array<ResolversTypes['TaskEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TaskEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TaskEdge'] = ResolversParentTypes['TaskEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type TextPartResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TextPart'] = ResolversParentTypes['TextPart']> = {
  kind?: Resolver<ResolversTypes['TextPartKind'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TextRevisionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TextRevision'] = ResolversParentTypes['TextRevision']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  files?: Resolver<Array<ResolversTypes['File']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ThreadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Thread'] = ResolversParentTypes['Thread']> = {
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  letters?: Resolver<ResolversTypes['LetterConnection'], ParentType, ContextType, RequireFields<ThreadLettersArgs, 'first'>>;
};

export type TimelineConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TimelineConnection'] = ResolversParentTypes['TimelineConnection']> = {
  edges?: Resolver<Array<ResolversTypes['TimelineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['TimelineEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TimelineEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TimelineEdge'] = ResolversParentTypes['TimelineEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TimelineEntry'], ParentType, ContextType>;
};

export type TimelineEntryResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['TimelineEntry'] = ResolversParentTypes['TimelineEntry']> = {
  actor?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  letter?: Resolver<ResolversTypes['Letter'], ParentType, ContextType>;
  onBehalfOf?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface UuidScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['UUID'], any> {
  name: 'UUID';
}

export type UndeliveredMailResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['UndeliveredMail'] = ResolversParentTypes['UndeliveredMail']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  firstTriedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  madeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  notices?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  recipient?: Resolver<Maybe<ResolversTypes['Employee']>, ParentType, ContextType>;
};

export type UndeliveredMailConnectionResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['UndeliveredMailConnection'] = ResolversParentTypes['UndeliveredMailConnection']> = {
  edges?: Resolver<Array<ResolversTypes['UndeliveredMailEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['UndeliveredMail']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UndeliveredMailEdgeResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['UndeliveredMailEdge'] = ResolversParentTypes['UndeliveredMailEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['UndeliveredMail'], ParentType, ContextType>;
};

export type UnusualDayResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['UnusualDay'] = ResolversParentTypes['UnusualDay']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['UnusualDayKind'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WaitingResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Waiting'] = ResolversParentTypes['Waiting']> = {
  counterparty?: Resolver<Maybe<ResolversTypes['Counterparty']>, ParentType, ContextType>;
  expectedBy?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WebhookResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['Webhook'] = ResolversParentTypes['Webhook']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  eventTypes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  failingSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['Position']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['WebhookStatus'], ParentType, ContextType>;
};

export type WebhookPayloadResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['WebhookPayload'] = ResolversParentTypes['WebhookPayload']> = {
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  commandId?: Resolver<ResolversTypes['UUID'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Position'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  webhook?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>;
};

export type WeekFiguresResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['WeekFigures'] = ResolversParentTypes['WeekFigures']> = {
  bottleneck?: Resolver<Maybe<ResolversTypes['StageKind']>, ParentType, ContextType>;
  stages?: Resolver<Array<ResolversTypes['WeekStage']>, ParentType, ContextType>;
  week?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type WeekStageResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['WeekStage'] = ResolversParentTypes['WeekStage']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['StageKind'], ParentType, ContextType>;
  own?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  whole?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type WorkingCalendarResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['WorkingCalendar'] = ResolversParentTypes['WorkingCalendar']> = {
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  exceptions?: Resolver<Array<ResolversTypes['CalendarException']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  week?: Resolver<Array<ResolversTypes['WorkingDay']>, ParentType, ContextType>;
};

export type WorkingDayResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['WorkingDay'] = ResolversParentTypes['WorkingDay']> = {
  hours?: Resolver<Array<ResolversTypes['WorkingHours']>, ParentType, ContextType>;
  weekday?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WorkingHoursResolvers<ContextType = ApiContext, ParentType extends ResolversParentTypes['WorkingHours'] = ResolversParentTypes['WorkingHours']> = {
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = ApiContext> = {
  Access?: AccessResolvers<ContextType>;
  AccountedNumber?: AccountedNumberResolvers<ContextType>;
  Acknowledgment?: AcknowledgmentResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  Addressee?: AddresseeResolvers<ContextType>;
  AgeBucket?: AgeBucketResolvers<ContextType>;
  ApprovalRule?: ApprovalRuleResolvers<ContextType>;
  AutomaticSteps?: AutomaticStepsResolvers<ContextType>;
  CalendarException?: CalendarExceptionResolvers<ContextType>;
  CalendarUsed?: CalendarUsedResolvers<ContextType>;
  ConsistencyProof?: ConsistencyProofResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  Counterparty?: CounterpartyResolvers<ContextType>;
  CounterpartyConnection?: CounterpartyConnectionResolvers<ContextType>;
  CounterpartyEdge?: CounterpartyEdgeResolvers<ContextType>;
  CounterpartyPayload?: CounterpartyPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Deadline?: DeadlineResolvers<ContextType>;
  DeadlineExplanation?: DeadlineExplanationResolvers<ContextType>;
  DeadlinePolicy?: DeadlinePolicyResolvers<ContextType>;
  DeadlineStep?: DeadlineStepResolvers<ContextType>;
  Delivery?: DeliveryResolvers<ContextType>;
  Department?: DepartmentResolvers<ContextType>;
  DkimCheck?: DkimCheckResolvers<ContextType>;
  DkimSignature?: DkimSignatureResolvers<ContextType>;
  Employee?: EmployeeResolvers<ContextType>;
  EmployeeConnection?: EmployeeConnectionResolvers<ContextType>;
  EmployeeEdge?: EmployeeEdgeResolvers<ContextType>;
  Erasure?: ErasureResolvers<ContextType>;
  ErasurePayload?: ErasurePayloadResolvers<ContextType>;
  EscalationLevel?: EscalationLevelResolvers<ContextType>;
  EvidenceBundle?: EvidenceBundleResolvers<ContextType>;
  ExtensionRequest?: ExtensionRequestResolvers<ContextType>;
  FieldChange?: FieldChangeResolvers<ContextType>;
  FigureKey?: FigureKeyResolvers<ContextType>;
  File?: FileResolvers<ContextType>;
  FileErasure?: FileErasureResolvers<ContextType>;
  HistoryConnection?: HistoryConnectionResolvers<ContextType>;
  HistoryEdge?: HistoryEdgeResolvers<ContextType>;
  HistoryEntry?: HistoryEntryResolvers<ContextType>;
  ImportedLetter?: ImportedLetterResolvers<ContextType>;
  InclusionProof?: InclusionProofResolvers<ContextType>;
  IncomingLetter?: IncomingLetterResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Journal?: JournalResolvers<ContextType>;
  JournalCompleteness?: JournalCompletenessResolvers<ContextType>;
  JournalEntry?: JournalEntryResolvers<ContextType>;
  JournalEntryConnection?: JournalEntryConnectionResolvers<ContextType>;
  JournalEntryEdge?: JournalEntryEdgeResolvers<ContextType>;
  JournalFault?: JournalFaultResolvers<ContextType>;
  JournalPatterns?: JournalPatternsResolvers<ContextType>;
  JournalPayload?: JournalPayloadResolvers<ContextType>;
  Ledger?: LedgerResolvers<ContextType>;
  LedgerCheckpoint?: LedgerCheckpointResolvers<ContextType>;
  LedgerCheckpointConnection?: LedgerCheckpointConnectionResolvers<ContextType>;
  LedgerCheckpointEdge?: LedgerCheckpointEdgeResolvers<ContextType>;
  LedgerProblem?: LedgerProblemResolvers<ContextType>;
  LegalHold?: LegalHoldResolvers<ContextType>;
  LegalHoldPayload?: LegalHoldPayloadResolvers<ContextType>;
  Letter?: LetterResolvers<ContextType>;
  LetterConnection?: LetterConnectionResolvers<ContextType>;
  LetterEdge?: LetterEdgeResolvers<ContextType>;
  LetterLink?: LetterLinkResolvers<ContextType>;
  LetterPayload?: LetterPayloadResolvers<ContextType>;
  LogExport?: LogExportResolvers<ContextType>;
  Mail?: MailResolvers<ContextType>;
  MailAttachment?: MailAttachmentResolvers<ContextType>;
  MailConnection?: MailConnectionResolvers<ContextType>;
  MailEdge?: MailEdgeResolvers<ContextType>;
  MailFile?: MailFileResolvers<ContextType>;
  MailOrigin?: MailOriginResolvers<ContextType>;
  MailPayload?: MailPayloadResolvers<ContextType>;
  MailSuggestions?: MailSuggestionsResolvers<ContextType>;
  MarkNoticesReadPayload?: MarkNoticesReadPayloadResolvers<ContextType>;
  Me?: MeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Notice?: NoticeResolvers<ContextType>;
  NoticeConnection?: NoticeConnectionResolvers<ContextType>;
  NoticeEdge?: NoticeEdgeResolvers<ContextType>;
  NoticePreferences?: NoticePreferencesResolvers<ContextType>;
  NoticePreferencesPayload?: NoticePreferencesPayloadResolvers<ContextType>;
  NumberReference?: NumberReferenceResolvers<ContextType>;
  OpenGroup?: OpenGroupResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  OrganizationPayload?: OrganizationPayloadResolvers<ContextType>;
  OutgoingAddressee?: OutgoingAddresseeResolvers<ContextType>;
  OutgoingLetter?: OutgoingLetterResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PersonLoad?: PersonLoadResolvers<ContextType>;
  PolicyUsed?: PolicyUsedResolvers<ContextType>;
  Position?: GraphQLScalarType;
  ProcessFigures?: ProcessFiguresResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectPayload?: ProjectPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QuietHours?: QuietHoursResolvers<ContextType>;
  ReadLetter?: ReadLetterResolvers<ContextType>;
  Reading?: ReadingResolvers<ContextType>;
  ReadingConnection?: ReadingConnectionResolvers<ContextType>;
  ReadingEdge?: ReadingEdgeResolvers<ContextType>;
  RegistrationNumber?: RegistrationNumberResolvers<ContextType>;
  Resolution?: ResolutionResolvers<ContextType>;
  RetryNoticePayload?: RetryNoticePayloadResolvers<ContextType>;
  RouteStep?: RouteStepResolvers<ContextType>;
  SearchConnection?: SearchConnectionResolvers<ContextType>;
  SearchEdge?: SearchEdgeResolvers<ContextType>;
  SearchHit?: SearchHitResolvers<ContextType>;
  Sheets?: SheetsResolvers<ContextType>;
  Signatory?: SignatoryResolvers<ContextType>;
  SignatureCheck?: SignatureCheckResolvers<ContextType>;
  StageFigures?: StageFiguresResolvers<ContextType>;
  StageGroup?: StageGroupResolvers<ContextType>;
  StoredEvent?: StoredEventResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Substitution?: SubstitutionResolvers<ContextType>;
  Task?: TaskResolvers<ContextType>;
  TaskConnection?: TaskConnectionResolvers<ContextType>;
  TaskEdge?: TaskEdgeResolvers<ContextType>;
  TextPart?: TextPartResolvers<ContextType>;
  TextRevision?: TextRevisionResolvers<ContextType>;
  Thread?: ThreadResolvers<ContextType>;
  TimelineConnection?: TimelineConnectionResolvers<ContextType>;
  TimelineEdge?: TimelineEdgeResolvers<ContextType>;
  TimelineEntry?: TimelineEntryResolvers<ContextType>;
  UUID?: GraphQLScalarType;
  UndeliveredMail?: UndeliveredMailResolvers<ContextType>;
  UndeliveredMailConnection?: UndeliveredMailConnectionResolvers<ContextType>;
  UndeliveredMailEdge?: UndeliveredMailEdgeResolvers<ContextType>;
  UnusualDay?: UnusualDayResolvers<ContextType>;
  Waiting?: WaitingResolvers<ContextType>;
  Webhook?: WebhookResolvers<ContextType>;
  WebhookPayload?: WebhookPayloadResolvers<ContextType>;
  WeekFigures?: WeekFiguresResolvers<ContextType>;
  WeekStage?: WeekStageResolvers<ContextType>;
  WorkingCalendar?: WorkingCalendarResolvers<ContextType>;
  WorkingDay?: WorkingDayResolvers<ContextType>;
  WorkingHours?: WorkingHoursResolvers<ContextType>;
};

