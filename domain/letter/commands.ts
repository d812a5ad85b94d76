import type { Deadline, TaskKind } from '../deadline.ts';
import type { CalendarDate, Instant } from '../fields.ts';
import type { MailOrigin } from '../mail/origin.ts';
import type { FileErasure } from '../personal-data/erased-files.ts';
import type { Channel, FileReference, IncomingCard, LegacyCard, OutgoingCard } from './card.ts';
import type { ApprovalStep, Delivery, LinkKind, RegistrationNumber } from './events.ts';
import type { AssigneeReference } from './letter.ts';

/**
 * What a decider may know of the moment besides the letter: prepared by the command handler, so that deciders
 * stay pure. Rights have been checked before; `actor` is there for the rules that are the letter's own.
 */
export interface DecisionContext {
  readonly now: Instant;
  /** Today in the organisation's time zone. */
  readonly today: CalendarDate;
  readonly actor: string;
  /** The employees as whom the actor may act now: themselves, and those whom they substitute today. */
  readonly actsAs: readonly string[];
  /** The deadline that policy gives to a task that begins now, for those who will have it. */
  readonly deadlineFor: (task: TaskKind, ...assignees: readonly AssigneeReference[]) => Deadline;
  /** How time counts for whoever has a task. */
  readonly workingTimeOf: (assignee: AssigneeReference) => WorkingTime;
}

/** A working calendar, as far as a decider needs it. */
export interface WorkingTime {
  /** Working minutes, with their fraction, from one instant to a later one. */
  between(from: Instant, to: Instant): number;
  /** The instant at which that many have passed. */
  after(from: Instant, minutes: number): Instant;
}

type Command<Name extends string, Fields> = { readonly name: Name } & Readonly<Fields>;

export type IncomingCommand =
  | Command<
      'registerIncomingLetter',
      {
        letterId: string;
        number: RegistrationNumber;
        card: IncomingCard;
        files: readonly FileReference[];
        projectIds: readonly string[];
        answers?: string;
        /** Letters that look like the same one, found by the handler. */
        possibleDuplicates: readonly string[];
        /** Registers in spite of them. */
        registerAnywayReason?: string;
        requiredFields: readonly string[];
        /** How it came, where it is registered from the mail queue. */
        origin?: MailOrigin;
      }
    >
  | Command<
      'assignExecutor',
      {
        executorId: string;
        coExecutorIds: readonly string[];
        resolution?: string;
        dueBy?: Instant;
        reason?: string;
      }
    >
  | Command<
      'draftReply',
      {
        outgoingLetterId: string;
        /** Everything but what follows from the incoming letter; addressees default to its counterparty. */
        card: Partial<OutgoingCard>;
        text: string;
        files: readonly FileReference[];
      }
    >
  | Command<'waiveReply', { reason: string }>
  | Command<'noteReplyDispatched', { outgoingLetterId: string; number: RegistrationNumber }>
  | Command<'reopen', { outgoingLetterId: string; reason: string }>
  | Command<'requestExtension', { until: Instant; reason: string }>
  | Command<'refuseExtension', { reason: string }>
  | Command<'abandonRegistration', { letterId: string; reason: string }>;

export type OutgoingCommand =
  | Command<
      'draftLetter',
      {
        letterId: string;
        authorId: string;
        departmentId: string;
        card: OutgoingCard;
        text: string;
        files: readonly FileReference[];
        projectIds: readonly string[];
        answers?: string;
      }
    >
  | Command<
      'reviseLetter',
      { card?: Partial<OutgoingCard>; text?: string; files?: readonly FileReference[]; currentText: string }
    >
  | Command<'submitForApproval', { route: readonly ApprovalStep[] }>
  | Command<'grantApproval', { contentHash?: string; comment?: string }>
  | Command<'returnForRework', { contentHash?: string; reason: string }>
  | Command<'replaceApprover', { approverId: string; replacementId: string; reason: string }>
  | Command<
      'dispatchLetter',
      {
        number: RegistrationNumber;
        dispatchedOn: CalendarDate;
        /** For all addressees that are due, unless `deliveries` names them one by one. */
        channel?: Channel;
        trackingNumber?: string;
        deliveries?: readonly Delivery[];
      }
    >
  | Command<'confirmDelivery', { counterpartyId?: string; deliveredOn: CalendarDate }>
  | Command<
      'reportDeliveryFailure',
      {
        counterpartyId?: string;
        cause: 'returned' | 'refused' | 'unknownAddress' | 'other';
        reason: string;
        next: 'dispatchAgain' | 'giveUp';
      }
    >
  | Command<'recordIncomingNumber', { counterpartyId?: string; number: string; date: CalendarDate }>
  | Command<'waiveConfirmation', { counterpartyId?: string; reason: string }>
  | Command<'withdrawLetter', { reason: string }>;

/** A milestone of a task, and who is told that it has come. */
interface Told {
  taskKey: string;
  /** When the task is due: what is said of another date is no longer so. */
  due: Instant;
  milestone: string;
  recipientIds: readonly string[];
  onBehalfOfIds?: readonly string[];
  nextAt?: Instant;
}

/** Commands that letters of either direction take. */
export type EitherCommand =
  | Command<'linkToProject', { projectId: string }>
  | Command<'unlinkFromProject', { projectId: string; reason: string }>
  | Command<'linkLetters', { letterId: string; kind: LinkKind; quoted?: string }>
  | Command<'unlinkLetters', { letterId: string; kind: LinkKind; reason: string }>
  | Command<'attachFile', { file: FileReference }>
  | Command<'correctRegistration', { changes: Readonly<Record<string, unknown>>; reason: string }>
  | Command<'annulLetter', { reason: string }>
  | Command<'requestAcknowledgment', { employeeIds: readonly string[] }>
  | Command<'openAcknowledgment', Record<never, never>>
  | Command<'acknowledge', Record<never, never>>
  /** Without `until`: to the date that an extension was asked for. */
  | Command<'extendDeadline', { taskKey?: string; until?: Instant; reason: string }>
  | Command<
      'pauseDeadline',
      { taskKey?: string; counterpartyId: string; reason: string; expectedBy: Instant }
    >
  | Command<'resumeDeadline', { taskKey?: string }>
  | Command<
      'endWaiting',
      {
        taskKey: string;
        /** When the task was due with the wait that is meant. */
        due: Instant;
        cause: 'letterRegistered' | 'expectedByPassed';
        letterId?: string;
        /** When what ended it happened. */
        at: Instant;
      }
    >
  /** Of an erasure that was carried out. */
  | Command<'noteFilesErased', { erasure: FileErasure }>
  | Command<'remind', Told>
  | Command<'escalate', Told & { level: number }>
  | Command<
      'importLetter',
      {
        letterId: string;
        card: LegacyCard;
        files: readonly FileReference[];
        text?: string;
        projectIds: readonly string[];
        source: { register: string; key: string };
      }
    >;

export type LetterCommand = IncomingCommand | OutgoingCommand | EitherCommand;
