import type { Deadline, TaskKind } from '../deadline.ts';
import type { CalendarDate, Instant } from '../fields.ts';
import type { MailOrigin } from '../mail/origin.ts';
import type { ErasedFile } from '../personal-data/erased-files.ts';
import type { Channel, FileReference, IncomingCard, LegacyCard, OutgoingCard } from './card.ts';
import type { ApprovalStep, LinkKind, RegistrationNumber } from './events.ts';

/** A link that this letter holds; the other letter shows it from its side. */
export interface LetterLink {
  readonly letterId: string;
  readonly kind: LinkKind;
}

/** One employee's acknowledgment (ознакомление), bound to the content that they were asked to read. */
export interface Acknowledgment {
  readonly employeeId: string;
  readonly contentHash: string;
  readonly requestedAt: Instant;
  readonly acknowledgeBy: Deadline;
  readonly deliveredAt?: Instant;
  readonly openedAt?: Instant;
  readonly confirmedAt?: Instant;
}

/** A moment before or after a task is due at which somebody is told of it. */
export interface Milestone {
  readonly kind: 'reminder' | 'escalation';
  /** `before:480`, `after:960`: working minutes before or after the task is due. */
  readonly milestone: string;
  /** Of an escalation: 1 is the head over those responsible, 2 that head's head… */
  readonly level?: number;
}

/** One that was told, of the task of that key when it was due then. */
export interface ReachedMilestone extends Milestone {
  readonly key: string;
  readonly due: Instant;
  readonly recipientIds: readonly string[];
  readonly onBehalfOfIds?: readonly string[];
  /** When the next one of the same task comes, as it was reckoned then; there is none where it is missing. */
  readonly nextAt?: Instant;
}

/** What every letter has, whatever its direction and status. */
interface LetterBase {
  readonly id: string;
  /** Revision of the stream that this state was folded to; a client quotes it to notice that it is stale. */
  readonly revision: number;
  /** Instant of the first event. */
  readonly createdAt: Instant;
  readonly files: readonly FileReference[];
  /** Of the files that it names, now or in its history, those whose bytes are gone. */
  readonly erasedFiles?: readonly ErasedFile[];
  readonly projectIds: readonly string[];
  readonly links: readonly LetterLink[];
  readonly acknowledgments: readonly Acknowledgment[];
  /** Since when the state asks for what it asks for now. */
  readonly since: Instant;
  /** Reminders and escalations that there were. */
  readonly milestones?: readonly ReachedMilestone[];
}

/* ---- incoming ------------------------------------------------------------------------------------ */

interface IncomingBase extends LetterBase {
  readonly direction: 'incoming';
  readonly number: RegistrationNumber;
  readonly card: IncomingCard;
  /** Hash of subject and files: what an acknowledgment of this letter is bound to. */
  readonly contentHash: string;
  readonly registeredBy: string;
  /** The message that it came as, where it was registered from the mail queue. */
  readonly origin?: MailOrigin;
}

export interface ExecutorAssignment {
  readonly executorId: string;
  readonly coExecutorIds: readonly string[];
  readonly resolution?: { readonly authorId: string; readonly text: string };
}

export interface ExtensionRequest {
  readonly requestedBy: string;
  readonly until: Instant;
  readonly reason: string;
  readonly decideBy: Deadline;
  readonly requestedAt: Instant;
}

/** Registered; the head of the addressee department must assign an executor. */
export interface AwaitingExecutor extends IncomingBase {
  readonly status: 'awaitingExecutor';
  readonly assignBy: Deadline;
}

/** The executor must decide on the reply, and draft it or waive it. */
export interface WithExecutor extends IncomingBase {
  readonly status: 'withExecutor';
  readonly assignment: ExecutorAssignment;
  readonly dueBy: Deadline;
  readonly extension?: ExtensionRequest;
}

/** Processed: a reply was drafted and lives on as an outgoing letter. */
export interface ReplyPending extends IncomingBase {
  readonly status: 'replyDrafted';
  readonly assignment: ExecutorAssignment;
  readonly dueBy: Deadline;
  readonly outgoingLetterId: string;
}

/** The reply was dispatched. */
export interface Answered extends IncomingBase {
  readonly status: 'answered';
  readonly assignment: ExecutorAssignment;
  readonly outgoingLetterId: string;
  readonly replyNumber: RegistrationNumber;
}

/** Исполнено: no reply is needed. */
export interface Executed extends IncomingBase {
  readonly status: 'executed';
  readonly assignment: ExecutorAssignment;
  readonly reason: string;
}

export interface AnnulledIncoming extends IncomingBase {
  readonly status: 'annulled';
  readonly assignment?: ExecutorAssignment;
  readonly reason: string;
}

export type IncomingLetter =
  | AwaitingExecutor
  | WithExecutor
  | ReplyPending
  | Answered
  | Executed
  | AnnulledIncoming;

/* ---- outgoing ------------------------------------------------------------------------------------ */

interface OutgoingBase extends LetterBase {
  readonly direction: 'outgoing';
  readonly authorId: string;
  readonly departmentId: string;
  readonly card: OutgoingCard;
  readonly answers?: string;
  /** 1 is the draft. */
  readonly revisionNumber: number;
  /** Hash of the current text and files: what is approved. */
  readonly contentHash: string;
  /** Rounds of approval so far. */
  readonly rounds: number;
  /** Everyone who ever had a turn, in order, without repetition: they took part. */
  readonly approverIds: readonly string[];
}

export interface Draft extends OutgoingBase {
  readonly status: 'draft';
  readonly submitBy: Deadline;
}

export interface Grant {
  readonly step: number;
  readonly approverId: string;
}

/** On its way up the route. `step` has the turn; `grants` are this round's. */
export interface OnApproval extends OutgoingBase {
  readonly status: 'onApproval';
  readonly route: readonly ApprovalStep[];
  readonly step: number;
  readonly grants: readonly Grant[];
  readonly approveBy: Deadline;
}

export interface InRework extends OutgoingBase {
  readonly status: 'rework';
  readonly reworkBy: Deadline;
  readonly returnedBy: string;
  readonly reason: string;
}

export interface ApprovedLetter extends OutgoingBase {
  readonly status: 'approved';
  readonly dispatchBy: Deadline;
}

/** What became of the letter at one addressee. */
export interface AddresseeDelivery {
  readonly counterpartyId: string;
  readonly channel: Channel;
  readonly trackingNumber?: string;
  readonly dispatchedOn: CalendarDate;
  readonly deliveredOn?: CalendarDate;
  readonly outcome:
    | { readonly kind: 'awaitingNumber'; readonly obtainNumberBy: Deadline; readonly since: Instant }
    | {
        readonly kind: 'toDispatchAgain';
        readonly dispatchBy: Deadline;
        readonly since: Instant;
        readonly reason: string;
      }
    | { readonly kind: 'numberRecorded'; readonly number: string; readonly date: CalendarDate }
    | { readonly kind: 'confirmationWaived'; readonly reason: string }
    | { readonly kind: 'givenUp'; readonly reason: string };
}

/** On its way to the addressees; closes when each has its number, a waiver, or was given up. */
export interface DispatchedLetter extends OutgoingBase {
  readonly status: 'dispatched';
  readonly number: RegistrationNumber;
  readonly deliveries: readonly AddresseeDelivery[];
}

export interface ClosedLetter extends OutgoingBase {
  readonly status: 'closed';
  readonly number: RegistrationNumber;
  readonly deliveries: readonly AddresseeDelivery[];
}

export interface WithdrawnLetter extends OutgoingBase {
  readonly status: 'withdrawn';
  readonly reason: string;
}

export interface AnnulledOutgoing extends OutgoingBase {
  readonly status: 'annulled';
  readonly number: RegistrationNumber;
  readonly deliveries: readonly AddresseeDelivery[];
  readonly reason: string;
}

export type OutgoingLetter =
  | Draft
  | OnApproval
  | InRework
  | ApprovedLetter
  | DispatchedLetter
  | ClosedLetter
  | WithdrawnLetter
  | AnnulledOutgoing;

/* ---- from before Chancery ------------------------------------------------------------------------ */

export interface ImportedLetter extends LetterBase {
  readonly direction: 'incoming' | 'outgoing';
  readonly status: 'imported';
  readonly card: LegacyCard;
  readonly contentHash: string;
}

/** A registration that never came to be: its number is void, and nothing can follow. */
export interface AbandonedRegistration {
  readonly id: string;
  readonly status: 'abandoned';
  readonly revision: number;
  readonly reason: string;
}

export type Letter = IncomingLetter | OutgoingLetter | ImportedLetter;

/** What a letter's stream folds to; `undefined` is a stream without events. */
export type LetterState = Letter | AbandonedRegistration | undefined;

export type LetterStatus = Letter['status'];

/** Whether something remains to be done: such a letter always has an open task (invariant 1). */
export const isOpen = (letter: Letter): boolean => {
  switch (letter.status) {
    case 'awaitingExecutor':
    case 'withExecutor':
    case 'draft':
    case 'onApproval':
    case 'rework':
    case 'approved':
    case 'dispatched':
      return true;
    case 'replyDrafted':
    case 'answered':
    case 'executed':
    case 'closed':
    case 'withdrawn':
    case 'annulled':
    case 'imported':
      return false;
    default:
      return letter satisfies never;
  }
};

/**
 * Who must do a task: a person, whoever heads a department, or anyone who holds a role. It is a reference,
 * resolved against the organisation of the day, so that a task never hangs on somebody who has left.
 */
export type AssigneeReference =
  | { readonly kind: 'employee'; readonly employeeId: string }
  | { readonly kind: 'headOf'; readonly departmentId: string }
  | { readonly kind: 'role'; readonly role: 'secretary' };

/** Something that a letter's state says somebody must do next. */
export interface Task {
  /** Stable within the letter for as long as the same thing is asked: `approve:2:0:<approver>`. */
  readonly key: string;
  readonly kind: TaskKind;
  readonly assignee: AssigneeReference;
  readonly deadline: Deadline;
  readonly since: Instant;
  /** The addressee meant, for dispatch (again) and obtaining a number. */
  readonly counterpartyId?: string;
}
