import { type Static, Type } from 'typebox';
import { Deadline, TaskKind } from '../deadline.ts';
import { defineEvent, type EventOf } from '../event.ts';
import { CalendarDate, Fields, Id, Instant, Line, OneOf, Prose, Reason, valueOfField } from '../fields.ts';
import { MailOrigin } from '../mail/origin.ts';
import { FileErasure } from '../personal-data/erased-files.ts';
import {
  Channel,
  FileReference,
  IncomingCard,
  LegacyCard,
  type OutgoingAddressee,
  OutgoingCard,
} from './card.ts';

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A number from our journal, as issued: `Вх-2026/00042`, on the date it was given. */
export const RegistrationNumber = Fields({
  journalId: Id,
  sequence: Type.Integer({ minimum: 1 }),
  text: Type.String({ minLength: 1, maxLength: 100 }),
  date: CalendarDate,
});
export type RegistrationNumber = Static<typeof RegistrationNumber>;

export const linkKinds = ['answers', 'supersedes', 'sameMatter', 'attachmentTo'] as const;
export const LinkKind = OneOf(linkKinds);
export type LinkKind = (typeof linkKinds)[number];

/** One step of an approval route: one approver, or several of whom all or any must agree. */
export const ApprovalStep = Fields({
  approvers: Type.Array(Id, { minItems: 1 }),
  mode: OneOf(['all', 'any']),
  /** Why the step is there: the author's line of heads, or the rule that added it. */
  origin: Type.Union([
    Fields({ kind: OneOf(['line']) }),
    Fields({ kind: OneOf(['rule']), ruleId: Id, name: Line }),
  ]),
});
export type ApprovalStep = Static<typeof ApprovalStep>;

/* ---- incoming ------------------------------------------------------------------------------------ */

export const Registered = defineEvent(
  'Registered',
  Fields({
    number: RegistrationNumber,
    card: IncomingCard,
    files: Type.Array(FileReference),
    projectIds: Type.Array(Id),
    /** The letter of ours that it answers, where the secretary named it outright. */
    answers: Type.Optional(Id),
    /** Letters that looked like the same one; registering anyway was a decision, with a reason. */
    duplicatesOverridden: Type.Optional(Fields({ letterIds: Type.Array(Id), reason: Reason })),
    assignBy: Deadline,
  }),
);

/** Written with `Registered` where the letter came by e-mail: the message as it came, and what its DKIM check said. */
export const OriginRecorded = defineEvent('OriginRecorded', MailOrigin);

export const ExecutorAssigned = defineEvent(
  'ExecutorAssigned',
  Fields({
    executorId: Id,
    coExecutorIds: Type.Array(Id),
    resolution: Type.Optional(Fields({ authorId: Id, text: Prose })),
    dueBy: Deadline,
    /** Why somebody else, when it is assigned again. */
    reason: Type.Optional(Reason),
  }),
);

export const ReplyDrafted = defineEvent(
  'ReplyDrafted',
  Fields({
    outgoingLetterId: Id,
    card: OutgoingCard,
    text: Prose,
    files: Type.Array(FileReference),
  }),
);

export const ReplyWaived = defineEvent('ReplyWaived', Fields({ reason: Reason }));

export const ReplyDispatched = defineEvent(
  'ReplyDispatched',
  Fields({ outgoingLetterId: Id, number: RegistrationNumber }),
);

export const Reopened = defineEvent(
  'Reopened',
  Fields({ outgoingLetterId: Id, reason: Reason, dueBy: Deadline }),
);

/* ---- outgoing ------------------------------------------------------------------------------------ */

export const Drafted = defineEvent(
  'Drafted',
  Fields({
    authorId: Id,
    /** The author's department when the letter was drafted. */
    departmentId: Id,
    card: OutgoingCard,
    text: Prose,
    files: Type.Array(FileReference),
    contentHash: Sha256,
    projectIds: Type.Array(Id),
    /** The incoming letter that it answers. */
    answers: Type.Optional(Id),
    submitBy: Deadline,
  }),
);

export const Revised = defineEvent(
  'Revised',
  Fields({
    /** 1 is the draft; each revision counts on. */
    revisionNumber: Type.Integer({ minimum: 2 }),
    card: OutgoingCard,
    text: Prose,
    files: Type.Array(FileReference),
    contentHash: Sha256,
  }),
);

export const SubmittedForApproval = defineEvent(
  'SubmittedForApproval',
  Fields({
    round: Type.Integer({ minimum: 1 }),
    /** The whole route, as computed at that moment. Empty when the author is the signatory. */
    route: Type.Array(ApprovalStep),
    contentHash: Sha256,
    approveBy: Deadline,
  }),
);

export const ApprovalGranted = defineEvent(
  'ApprovalGranted',
  Fields({
    round: Type.Integer({ minimum: 1 }),
    /** Index into the route, from 0. */
    step: Type.Integer({ minimum: 0 }),
    /** Whose approval it is; a substitute who gave it is the event's actor. */
    approverId: Id,
    contentHash: Sha256,
    comment: Type.Optional(Prose),
    /** When this grant brought the next step's turn: by when. */
    nextApproveBy: Type.Optional(Deadline),
  }),
);

export const ReturnedForRework = defineEvent(
  'ReturnedForRework',
  Fields({
    round: Type.Integer({ minimum: 1 }),
    step: Type.Integer({ minimum: 0 }),
    approverId: Id,
    contentHash: Sha256,
    reason: Reason,
    reworkBy: Deadline,
  }),
);

export const ApproverReplaced = defineEvent(
  'ApproverReplaced',
  Fields({
    round: Type.Integer({ minimum: 1 }),
    step: Type.Integer({ minimum: 0 }),
    approverId: Id,
    replacementId: Id,
    reason: Reason,
  }),
);

export const Approved = defineEvent(
  'Approved',
  Fields({ round: Type.Integer({ minimum: 1 }), contentHash: Sha256, dispatchBy: Deadline }),
);

/** One addressee's delivery. */
export const Delivery = Fields({
  counterpartyId: Id,
  channel: Channel,
  trackingNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});
export type Delivery = Static<typeof Delivery>;

/** To all addressees at first; again, with the same number, to those whose delivery failed. */
export const Dispatched = defineEvent(
  'Dispatched',
  Fields({
    number: RegistrationNumber,
    dispatchedOn: CalendarDate,
    deliveries: Type.Array(Delivery, { minItems: 1 }),
    obtainNumberBy: Deadline,
  }),
);

export const DeliveryConfirmed = defineEvent(
  'DeliveryConfirmed',
  Fields({ counterpartyId: Id, deliveredOn: CalendarDate }),
);

export const DeliveryFailed = defineEvent(
  'DeliveryFailed',
  Fields({
    counterpartyId: Id,
    cause: OneOf(['returned', 'refused', 'unknownAddress', 'other']),
    reason: Reason,
    /** `dispatchAgain` gives the secretary the task again; `giveUp` closes it for this addressee. */
    next: OneOf(['dispatchAgain', 'giveUp']),
    dispatchBy: Deadline,
  }),
);

export const IncomingNumberRecorded = defineEvent(
  'IncomingNumberRecorded',
  Fields({ counterpartyId: Id, number: Type.String({ minLength: 1, maxLength: 100 }), date: CalendarDate }),
);

export const ConfirmationWaived = defineEvent(
  'ConfirmationWaived',
  Fields({ counterpartyId: Id, reason: Reason }),
);

export const Withdrawn = defineEvent('Withdrawn', Fields({ reason: Reason }));

/* ---- both ---------------------------------------------------------------------------------------- */

export const LinkedToProject = defineEvent('LinkedToProject', Fields({ projectId: Id }));
export const UnlinkedFromProject = defineEvent(
  'UnlinkedFromProject',
  Fields({ projectId: Id, reason: Reason }),
);

/** Written to the letter that does the answering, superseding…; seen from both. */
export const LinkedToLetter = defineEvent(
  'LinkedToLetter',
  Fields({ letterId: Id, kind: LinkKind, quoted: Type.Optional(Line) }),
);
export const UnlinkedFromLetter = defineEvent(
  'UnlinkedFromLetter',
  Fields({ letterId: Id, kind: LinkKind, reason: Reason }),
);

export const FileAttached = defineEvent('FileAttached', Fields({ file: FileReference }));

const cardFields = { ...OutgoingCard.properties, ...IncomingCard.properties };

/**
 * `old` and `new` are JSON values of the card's field; `null` stands for none. Where they hold personal data without
 * saying whose, `oldSubjectId` and `newSubjectId` do.
 */
export const RegistrationCorrected = defineEvent(
  'RegistrationCorrected',
  Fields({
    changes: Type.Array(
      Fields({
        field: Type.String({ minLength: 1 }),
        old: valueOfField('field', 'oldSubjectId', cardFields),
        new: valueOfField('field', 'newSubjectId', cardFields),
        oldSubjectId: Type.Optional(Id),
        newSubjectId: Type.Optional(Id),
      }),
      { minItems: 1 },
    ),
    reason: Reason,
  }),
);

export const Annulled = defineEvent('Annulled', Fields({ reason: Reason }));

export const AcknowledgmentRequested = defineEvent(
  'AcknowledgmentRequested',
  Fields({ employeeIds: Type.Array(Id, { minItems: 1 }), contentHash: Sha256, acknowledgeBy: Deadline }),
);
export const AcknowledgmentDelivered = defineEvent('AcknowledgmentDelivered', Fields({ employeeId: Id }));
export const AcknowledgmentOpened = defineEvent('AcknowledgmentOpened', Fields({ employeeId: Id }));
/** Confirmed: bound to the content that was shown. */
export const Acknowledged = defineEvent('Acknowledged', Fields({ employeeId: Id, contentHash: Sha256 }));

/** `key` is the open task's; see `Task`. */
export const DeadlineChanged = defineEvent(
  'DeadlineChanged',
  Fields({ key: Type.String({ minLength: 1 }), task: TaskKind, deadline: Deadline, reason: Reason }),
);
export const ExtensionRequested = defineEvent(
  'ExtensionRequested',
  Fields({ requestedBy: Id, until: Type.String(), reason: Reason, decideBy: Deadline }),
);
export const ExtensionRefused = defineEvent('ExtensionRefused', Fields({ reason: Reason }));

const Key = Type.String({ minLength: 1 });

/**
 * Which moment before or after the task is due it was, in working minutes: `before:480`, `after:960`; `unknown` of those
 * from before milestones were told apart.
 */
const MilestoneName = Type.String({ pattern: '^(before|after):[0-9]+$|^unknown$' });

const told = {
  key: Key,
  task: TaskKind,
  due: Type.String(),
  milestone: MilestoneName,
  recipientIds: Type.Array(Id, { minItems: 1 }),
  /** Whom the substitutes among them stand in for. */
  onBehalfOfIds: Type.Optional(Type.Array(Id, { minItems: 1 })),
  /** When the task's next milestone comes. */
  nextAt: Type.Optional(Instant),
};

interface ToldOne {
  readonly recipientId: string;
}
const toldSeveral = <Data extends ToldOne>({ recipientId, ...data }: Data) => ({
  ...data,
  milestone: 'unknown',
  recipientIds: [recipientId],
});

/** Those who must do the task, or their substitutes, were reminded of it. */
export const ReminderSent = defineEvent('ReminderSent', Fields(told), toldSeveral);
/** The task is overdue, and those above were told. */
export const Escalated = defineEvent(
  'Escalated',
  Fields({
    ...told,
    /** 1 is the assignee's head, 2 that head's head… */
    level: Type.Integer({ minimum: 1 }),
  }),
  toldSeveral,
);

/** A counterparty is to act: until then the task is paused, and its due date moves by the working time of the pause. */
export const WaitingForCounterparty = defineEvent(
  'WaitingForCounterparty',
  Fields({
    key: Key,
    task: TaskKind,
    counterpartyId: Id,
    reason: Reason,
    expectedBy: Instant,
    /** By what is expected. */
    deadline: Deadline,
  }),
);
/** The wait is over, and it is known how long it was. */
export const WaitingEnded = defineEvent(
  'WaitingEnded',
  Fields({
    key: Key,
    task: TaskKind,
    counterpartyId: Id,
    cause: OneOf(['letterRegistered', 'expectedByPassed', 'resumed', 'deadlineMoved']),
    /** The counterparty's letter that ended it. */
    letterId: Type.Optional(Id),
    deadline: Deadline,
  }),
);

/** A letter from before Chancery, from an imported register. It is closed. */
export const Imported = defineEvent(
  'Imported',
  Fields({
    card: LegacyCard,
    files: Type.Array(FileReference),
    text: Type.Optional(Prose),
    projectIds: Type.Array(Id),
    /** Which import, and the row's or message's key in it: importing it again adds nothing. */
    source: Fields({ register: Line, key: Line }),
  }),
);

/** Closes the stream of a registration that was given a number and never written; the number is voided. */
export const RegistrationAbandoned = defineEvent('RegistrationAbandoned', Fields({ reason: Reason }));

/** The bytes of files that the letter names, now or in its history, are gone: an erasure was ordered. */
export const FilesErased = defineEvent('FilesErased', FileErasure);

export const letterEvents = [
  Registered,
  OriginRecorded,
  ExecutorAssigned,
  ReplyDrafted,
  ReplyWaived,
  ReplyDispatched,
  Reopened,
  Drafted,
  Revised,
  SubmittedForApproval,
  ApprovalGranted,
  ReturnedForRework,
  ApproverReplaced,
  Approved,
  Dispatched,
  DeliveryConfirmed,
  DeliveryFailed,
  IncomingNumberRecorded,
  ConfirmationWaived,
  Withdrawn,
  LinkedToProject,
  UnlinkedFromProject,
  LinkedToLetter,
  UnlinkedFromLetter,
  FileAttached,
  RegistrationCorrected,
  Annulled,
  AcknowledgmentRequested,
  AcknowledgmentDelivered,
  AcknowledgmentOpened,
  Acknowledged,
  DeadlineChanged,
  ExtensionRequested,
  ExtensionRefused,
  ReminderSent,
  Escalated,
  WaitingForCounterparty,
  WaitingEnded,
  Imported,
  RegistrationAbandoned,
  FilesErased,
] as const;

export type LetterEvent = EventOf<(typeof letterEvents)[number]>;
export type { OutgoingAddressee };
