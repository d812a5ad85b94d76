import { type Static, Type } from 'typebox';
import { Fields, Id, Instant, OneOf } from '../fields.ts';
import { FileReference } from '../letter/card.ts';

/** A Message-ID (RFC 5322 §3.6.4) with its angle brackets and without spaces. */
export const MessageId = Type.String({ minLength: 1, maxLength: 998 });

/** Results of checking a signature, as Authentication-Results has them (RFC 8601 §2.7.1). */
export const dkimResults = ['pass', 'fail', 'none', 'neutral', 'policy', 'temperror', 'permerror'] as const;
export const DkimResult = OneOf(dkimResults);
export type DkimResult = (typeof dkimResults)[number];

/**
 * DKIM signatures (RFC 6376) and what checking them said, when the message came in. `result` is the best of those by the
 * sender's own domain; `none` where there is none by it. `temperror`: the key could not be asked for.
 */
export const DkimCheck = Fields({
  result: DkimResult,
  signatures: Type.Array(
    Fields({
      domain: Type.String({ maxLength: 255 }),
      selector: Type.String({ maxLength: 255 }),
      result: DkimResult,
      /** The domain is the sender's, or above it. */
      aligned: Type.Boolean(),
    }),
  ),
});
export type DkimCheck = Static<typeof DkimCheck>;

/** How a letter came that was registered from the mail queue. */
export const MailOrigin = Fields({
  mailId: Id,
  /** The message as it came, to the byte; among the letter's files. */
  raw: FileReference,
  receivedAt: Instant,
  messageId: Type.Optional(MessageId),
  dkim: DkimCheck,
  /** An earlier letter of the same counterparty that it goes on from. */
  sameMatter: Type.Optional(Id),
});
export type MailOrigin = Static<typeof MailOrigin>;
