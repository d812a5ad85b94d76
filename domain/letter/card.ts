import { type Static, Type } from 'typebox';
import { CalendarDate, Fields, Id, Instant, Line, OneOf, personal } from '../fields.ts';

/**
 * The registration card: what the norms for records ask for (ГОСТ Р 7.0.97-2025, ISO 15489), each a typed
 * field. What an organisation may require of its secretaries are the optional ones.
 */
export const channels = ['post', 'email', 'courier', 'edi', 'inPerson', 'fax', 'portal'] as const;
export const Channel = OneOf(channels);
export type Channel = (typeof channels)[number];

/** `confidential` letters are seen by those who take part, by secretaries and auditors; nobody else. */
export const confidentialities = ['open', 'confidential'] as const;
export const Confidentiality = OneOf(confidentialities);
export type Confidentiality = (typeof confidentialities)[number];

/** A file, by the hash of its bytes; the bytes are in the file store. `size` in bytes. */
export const FileReference = Fields({
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  name: Type.String({ minLength: 1, maxLength: 255 }),
  size: Type.Integer({ minimum: 1 }),
  mediaType: Type.String({ maxLength: 255 }),
});
export type FileReference = Static<typeof FileReference>;

/** Sheets of the letter itself, number of attachments, sheets of the attachments. */
export const Sheets = Fields({
  letter: Type.Integer({ minimum: 0 }),
  attachments: Type.Integer({ minimum: 0 }),
  attachmentSheets: Type.Integer({ minimum: 0 }),
});

/** An electronic signature and what checking it said. `subject` names the field of the card that says whose it is. */
const signatureCheck = (subject: 'counterpartyId' | 'signatoryId') =>
  Fields({
    kind: OneOf(['simple', 'advanced', 'qualified']),
    result: OneOf(['valid', 'invalid', 'unchecked']),
    checkedAt: Type.Optional(Instant),
    signer: Type.Optional(personal(subject)),
  });

/** A reference to a letter by its number, as a letter quotes it: «на Ваш исх. № … от …». */
export const NumberReference = Fields({
  number: Type.String({ minLength: 1, maxLength: 100 }),
  date: Type.Optional(CalendarDate),
});
export type NumberReference = Static<typeof NumberReference>;

/** The fields that both directions have, all optional: the organisation's profile may require any. */
const common = {
  /** Kind of document: letter, claim, contract… The organisation's own word. */
  documentKind: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  /** Index of the file by the nomenclature (номенклатура дел), e.g. `02-14`. */
  fileIndex: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
  sheets: Type.Optional(Sheets),
  /** Where the paper original is kept. */
  originalLocation: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  /** Department answerable for the matter where it is not the addressee's (incoming) or the author's. */
  responsibleDepartmentId: Type.Optional(Id),
};

export const IncomingCard = Fields({
  counterpartyId: Id,
  /** E.g. authorities, citizens, customers. The organisation's own word. */
  correspondentGroup: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  subject: Line,
  /** Their number (их исх. №) and date, as given. */
  counterpartyNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  counterpartyDate: Type.Optional(CalendarDate),
  /** The letter of ours that it answers, as it quotes it. */
  inReplyTo: Type.Optional(NumberReference),
  addressee: Fields({ departmentId: Id, employeeId: Type.Optional(Id) }),
  /** Who signed it on their side. */
  signatory: Type.Optional(
    Fields({ name: personal('counterpartyId'), post: Type.Optional(Type.String({ maxLength: 300 })) }),
  ),
  receivedOn: CalendarDate,
  channel: Channel,
  confidentiality: Confidentiality,
  /** Under special control (контрольная отметка). */
  controlMark: Type.Optional(Type.Boolean()),
  signature: Type.Optional(signatureCheck('counterpartyId')),
  ...common,
});
export type IncomingCard = Static<typeof IncomingCard>;

/** One who gets an outgoing letter. A letter goes to each counterparty once. */
export const OutgoingAddressee = Fields({
  counterpartyId: Id,
  /** The person there, and their post. */
  name: Type.Optional(personal('counterpartyId')),
  post: Type.Optional(Type.String({ maxLength: 300 })),
});
export type OutgoingAddressee = Static<typeof OutgoingAddressee>;

export const OutgoingCard = Fields({
  addressees: Type.Array(OutgoingAddressee, { minItems: 1, maxItems: 1000 }),
  subject: Line,
  /** The employee who signs; approval goes up to them. None: the head at the root of the tree. */
  signatoryId: Type.Optional(Id),
  /** How it is meant to go; dispatch says how it went. */
  channel: Type.Optional(Channel),
  confidentiality: Confidentiality,
  signature: Type.Optional(signatureCheck('signatoryId')),
  ...common,
});
export type OutgoingCard = Static<typeof OutgoingCard>;

/** What an imported register tells of a letter from before Chancery. */
export const LegacyCard = Fields({
  direction: OneOf(['incoming', 'outgoing']),
  /** The number that the letter had there, and its date there. */
  number: Type.String({ minLength: 1, maxLength: 100 }),
  date: CalendarDate,
  counterpartyId: Type.Optional(Id),
  subject: Line,
  confidentiality: Confidentiality,
  /** The case (дело) that the register filed it under. */
  caseReference: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** RFC 5322 Message-ID, for letters from e-mail. */
  messageId: Type.Optional(Type.String({ minLength: 1, maxLength: 998 })),
  counterpartyNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  counterpartyDate: Type.Optional(CalendarDate),
  channel: Type.Optional(Channel),
  documentKind: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
});
export type LegacyCard = Static<typeof LegacyCard>;

/** Fields of the incoming card that an organisation may require. */
export const requirableFields = [
  'documentKind',
  'correspondentGroup',
  'counterpartyNumber',
  'counterpartyDate',
  'signatory',
  'fileIndex',
  'sheets',
  'originalLocation',
  'signature',
  'files',
] as const;
export type RequirableField = (typeof requirableFields)[number];
