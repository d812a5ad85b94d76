import type { CalendarDate, Instant } from '../domain/fields.ts';
import type {
  Channel,
  FileReference,
  IncomingCard,
  LegacyCard,
  OutgoingCard,
} from '../domain/letter/card.ts';
import type { Delivery, LinkKind, RegistrationNumber } from '../domain/letter/events.ts';
import type { MailOrigin } from '../domain/mail/origin.ts';
import type { FileErasure } from '../domain/personal-data/erased-files.ts';

/** A file that was uploaded before, by its hash, under the name that it shall have here. */
export interface FileInput {
  readonly sha256: string;
  readonly name?: string;
}

/** What a client asks of letters. The handler adds what only Chancery knows: numbers, routes, deadlines. */
export type LetterRequest = CreatingRequest | ExistingLetterRequest;

export type CreatingRequest =
  | {
      readonly name: 'registerIncomingLetter';
      readonly card: IncomingCard;
      readonly files?: readonly FileInput[];
      readonly projectIds?: readonly string[];
      readonly answers?: string;
      readonly registerAnywayReason?: string;
      /** Set where it is registered from the mail queue, by the code that found them there. */
      readonly mail?: { readonly origin: MailOrigin; readonly files: readonly FileReference[] };
    }
  | {
      readonly name: 'draftLetter';
      readonly card: OutgoingCard;
      readonly text: string;
      readonly files?: readonly FileInput[];
      readonly projectIds?: readonly string[];
      readonly answers?: string;
      /** Set by the policy that turns a reply draft into a letter: the id, the author and the files are the draft's. */
      readonly reply?: {
        readonly letterId: string;
        readonly authorId: string;
        readonly files: readonly FileReference[];
      };
    }
  | {
      readonly name: 'importLetter';
      readonly letterId: string;
      readonly card: LegacyCard;
      readonly files?: readonly FileInput[];
      readonly text?: string;
      readonly projectIds?: readonly string[];
      readonly source: { readonly register: string; readonly key: string };
    };

export type ExistingLetterRequest = { readonly letterId: string } & (
  | {
      readonly name: 'assignExecutor';
      readonly executorId: string;
      readonly coExecutorIds?: readonly string[];
      readonly resolution?: string;
      readonly dueBy?: Instant;
      readonly reason?: string;
    }
  | {
      readonly name: 'draftReply';
      readonly card?: Partial<OutgoingCard>;
      readonly text: string;
      readonly files?: readonly FileInput[];
    }
  | { readonly name: 'waiveReply'; readonly reason: string }
  | {
      readonly name: 'noteReplyDispatched';
      readonly outgoingLetterId: string;
      readonly number: RegistrationNumber;
    }
  | { readonly name: 'reopen'; readonly outgoingLetterId: string; readonly reason: string }
  | { readonly name: 'requestExtension'; readonly until: Instant; readonly reason: string }
  | { readonly name: 'refuseExtension'; readonly reason: string }
  | { readonly name: 'abandonRegistration'; readonly reason: string }
  | {
      readonly name: 'reviseLetter';
      readonly card?: Partial<OutgoingCard>;
      readonly text?: string;
      readonly files?: readonly FileInput[];
    }
  | { readonly name: 'submitForApproval' }
  | { readonly name: 'grantApproval'; readonly contentHash?: string; readonly comment?: string }
  | { readonly name: 'returnForRework'; readonly contentHash?: string; readonly reason: string }
  | {
      readonly name: 'replaceApprover';
      readonly approverId: string;
      readonly replacementId: string;
      readonly reason: string;
    }
  | {
      readonly name: 'dispatchLetter';
      /** Today, where not given. */
      readonly dispatchedOn?: CalendarDate;
      readonly channel?: Channel;
      readonly trackingNumber?: string;
      readonly deliveries?: readonly Delivery[];
    }
  | {
      readonly name: 'confirmDelivery';
      readonly counterpartyId?: string;
      readonly deliveredOn?: CalendarDate;
    }
  | {
      readonly name: 'reportDeliveryFailure';
      readonly counterpartyId?: string;
      readonly cause: 'returned' | 'refused' | 'unknownAddress' | 'other';
      readonly reason: string;
      readonly next: 'dispatchAgain' | 'giveUp';
    }
  | {
      readonly name: 'recordIncomingNumber';
      readonly counterpartyId?: string;
      readonly number: string;
      readonly date: CalendarDate;
    }
  | { readonly name: 'waiveConfirmation'; readonly counterpartyId?: string; readonly reason: string }
  | { readonly name: 'withdrawLetter'; readonly reason: string }
  | { readonly name: 'linkToProject'; readonly projectId: string }
  | { readonly name: 'unlinkFromProject'; readonly projectId: string; readonly reason: string }
  | {
      readonly name: 'linkLetters';
      readonly targetLetterId: string;
      readonly kind: LinkKind;
      readonly quoted?: string;
    }
  | {
      readonly name: 'unlinkLetters';
      readonly targetLetterId: string;
      readonly kind: LinkKind;
      readonly reason: string;
    }
  | { readonly name: 'attachFile'; readonly file: FileInput }
  | {
      readonly name: 'correctRegistration';
      /** New values by card field; `null` clears an optional one. */
      readonly changes: Readonly<Record<string, unknown>>;
      readonly reason: string;
    }
  | { readonly name: 'annulLetter'; readonly reason: string }
  | { readonly name: 'requestAcknowledgment'; readonly employeeIds: readonly string[] }
  | { readonly name: 'openAcknowledgment' }
  | { readonly name: 'acknowledge' }
  | {
      readonly name: 'extendDeadline';
      readonly taskKey?: string;
      /** The date that an extension was asked for, where not given. */
      readonly until?: Instant;
      readonly reason: string;
    }
  | {
      readonly name: 'pauseDeadline';
      readonly taskKey?: string;
      readonly counterpartyId: string;
      readonly reason: string;
      readonly expectedBy: Instant;
    }
  | { readonly name: 'resumeDeadline'; readonly taskKey?: string }
  | {
      readonly name: 'endWaiting';
      readonly taskKey: string;
      readonly due: Instant;
      readonly cause: 'letterRegistered' | 'expectedByPassed';
      /** The letter that ended it. */
      readonly endedById?: string;
      readonly at: Instant;
    }
  /** Of an erasure that was carried out. */
  | { readonly name: 'noteFilesErased'; readonly erasure: FileErasure }
  /** Of a milestone that has come; who is told follows from the organisation of the moment. */
  | { readonly name: 'remind'; readonly taskKey: string; readonly due: Instant; readonly milestone: string }
  | {
      readonly name: 'escalate';
      readonly taskKey: string;
      readonly due: Instant;
      readonly milestone: string;
      readonly level: number;
    }
);
