import { type Static, Type } from 'typebox';
import { defineEvent, type EventOf } from '../event.ts';
import { CalendarDate, Fields, Id, Instant, OneOf, personal, Reason } from '../fields.ts';
import { FileReference } from '../letter/card.ts';
import { FileErasure } from '../personal-data/erased-files.ts';
import { DkimCheck, MessageId } from './origin.ts';

/** Why a message waits in quarantine and not in the queue. */
export const quarantineCodes = [
  'TOO_LARGE',
  'UNREADABLE',
  'TOO_SLOW',
  'TOO_MANY_PARTS',
  'NOTHING_READ',
  'SENDER_MISSING',
  'SENDER_AMBIGUOUS',
  'MESSAGE_ID_REUSED',
  'DANGEROUS_ATTACHMENT',
  'ATTACHMENT_MISMATCH',
] as const;
export type QuarantineCode = (typeof quarantineCodes)[number];

/** How it was found out: the sender's address is theirs, its domain is theirs alone, or the name is. */
export const matchWays = ['address', 'domain', 'name'] as const;
export type MatchWay = (typeof matchWays)[number];

/** By which the letter was found that it goes on from: In-Reply-To or References, or a number that the text quotes. */
export const referenceWays = ['references', 'quotedNumber'] as const;
export type ReferenceWay = (typeof referenceWays)[number];

/**
 * A file that came with a message. `file` is there when it was kept; one of a type that letters do not have is in the raw
 * message alone, and `refused` is the refusal's code.
 */
export const MailAttachment = Fields({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  /** In bytes. */
  size: Type.Integer({ minimum: 0 }),
  /** What the message says that it is. */
  declaredType: Type.String({ maxLength: 255 }),
  file: Type.Optional(FileReference),
  refused: Type.Optional(Type.String({ maxLength: 100 })),
  /** It was in this attachment: a winmail.dat (MS-OXTNEF). */
  within: Type.Optional(Type.String({ maxLength: 255 })),
});
export type MailAttachment = Static<typeof MailAttachment>;

/**
 * A message came in. What it says of itself is as it says it: nothing of it has been believed. Of one that could not be
 * read there is the raw message alone. Personal data belong to the message, and are erased with its counterparty's.
 */
export const MailReceived = defineEvent(
  'MailReceived',
  Fields({
    /** The message as it came, to the byte. */
    raw: FileReference,
    receivedAt: Instant,
    messageId: Type.Optional(MessageId),
    /** Of its Date header. */
    sentAt: Type.Optional(Instant),
    sender: Type.Optional(
      Fields({
        name: Type.Optional(personal('mailId')),
        address: personal('mailId', { maxLength: 320 }),
      }),
    ),
    subject: Type.Optional(personal('mailId')),
    /** Its beginning; all of it is in the raw message. */
    text: Type.Optional(personal('mailId', { maxLength: 20_000 })),
    attachments: Type.Array(MailAttachment),
    dkim: DkimCheck,
    /** The last Authentication-Results (RFC 8601): what the server that took it in found out. */
    authenticationResults: Type.Optional(personal('mailId', { maxLength: 4_000 })),
    /** What shows that a machine answered by itself (RFC 3834, RFC 3464, RFC 8098). */
    automatic: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Message-IDs that it goes on from, the nearest first. */
    references: Type.Array(MessageId),
    /** The message that it is a second copy of. */
    duplicateOf: Type.Optional(Id),
    suggestions: Fields({
      counterparty: Type.Optional(Fields({ id: Id, by: OneOf(matchWays) })),
      /** `answers`: a letter of ours; `sameMatter`: an earlier one of theirs. */
      letter: Type.Optional(
        Fields({
          id: Id,
          kind: OneOf(['answers', 'sameMatter']),
          by: OneOf(referenceWays),
          quoted: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
        }),
      ),
      /** Their own number and date, as the text has them. */
      number: Type.Optional(
        Fields({ number: Type.String({ minLength: 1, maxLength: 100 }), date: CalendarDate }),
      ),
    }),
  }),
);

export const MailQuarantined = defineEvent(
  'MailQuarantined',
  Fields({ code: OneOf(quarantineCodes), detail: Type.Optional(Type.String({ maxLength: 500 })) }),
);
/** Into the queue after all: out of quarantine, or back from having been dismissed or taken for a copy. */
export const MailReleased = defineEvent('MailReleased', Fields({ reason: Reason }));
export const MailRegistered = defineEvent('MailRegistered', Fields({ letterId: Id }));
/** It is no letter. */
export const MailDismissed = defineEvent('MailDismissed', Fields({ reason: Reason }));
/** Its key is destroyed: what it said of its sender, and its text, are no longer known to anybody. */
export const MailErased = defineEvent('MailErased', Fields({}));

/** The bytes of files that came with it are gone. */
export const MailFilesErased = defineEvent('MailFilesErased', FileErasure);

export const mailEvents = [
  MailReceived,
  MailQuarantined,
  MailReleased,
  MailRegistered,
  MailDismissed,
  MailErased,
  MailFilesErased,
] as const;
export type MailEvent = EventOf<(typeof mailEvents)[number]>;
export type MailReceivedData = Static<(typeof MailReceived)['schema']>;
