import { Type } from 'typebox';
import { defineEvent, type EventOf } from '../event.ts';
import { Fields, Id, OneOf, Reason } from '../fields.ts';

export const holdScopes = ['employee', 'counterparty', 'letter', 'project'] as const;
export type HoldScope = (typeof holdScopes)[number];

/** Nothing personal in what `targetId` names, or of whom it concerns, may be erased. */
export const LegalHoldPlaced = defineEvent(
  'LegalHoldPlaced',
  Fields({ holdId: Id, scope: OneOf(holdScopes), targetId: Id, reason: Reason }),
);
export const LegalHoldLifted = defineEvent('LegalHoldLifted', Fields({ holdId: Id, reason: Reason }));

/** Decided, and not to be taken back: the keys of `subjectIds` are being destroyed. */
export const ErasureOrdered = defineEvent(
  'ErasureOrdered',
  Fields({
    erasureId: Id,
    subject: OneOf(['employee', 'counterparty']),
    /** The employee; or the counterparty, and all that were merged into it. */
    subjectIds: Type.Array(Id, { minItems: 1 }),
    /** Messages that came from the counterparty, whose own keys go as well. */
    mailIds: Type.Array(Id),
    /** SHA-256 of the files whose bytes go: theirs, and those that were named by whoever ordered it. */
    fileHashes: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    reason: Reason,
  }),
  (data: Record<string, unknown>) => ({ ...data, mailIds: [] }),
  (data: Record<string, unknown>) => ({ ...data, fileHashes: [] }),
);
/** The keys are destroyed, and no process has them in its memory any more; the files' bytes are removed. */
export const PersonalDataErased = defineEvent('PersonalDataErased', Fields({ erasureId: Id }));
/** Read models that once showed the data are replaced by ones that never did. */
export const ErasureCompleted = defineEvent('ErasureCompleted', Fields({ erasureId: Id }));

export const privacyEvents = [
  LegalHoldPlaced,
  LegalHoldLifted,
  ErasureOrdered,
  PersonalDataErased,
  ErasureCompleted,
] as const;
export type PrivacyEvent = EventOf<(typeof privacyEvents)[number]>;
