import { type Static, Type } from 'typebox';
import { defineEvent, type EventOf } from '../event.ts';
import { Fields, Line, OneOf, Reason } from '../fields.ts';

/** A public key in the spelling of signed notes: `<name>+<key id>+<base64>`. */
const VerifierKey = Line;

/** What a log was at a size: its root in base64. */
export const LogAtSize = Fields({
  size: Type.Integer({ minimum: 0 }),
  root: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
});
export type LogAtSize = Static<typeof LogAtSize>;

/** The ledger begins: under this name, with this key. */
export const SigningKeyIntroduced = defineEvent(
  'SigningKeyIntroduced',
  Fields({ origin: Line, verifierKey: VerifierKey }),
);
/** `lastWord`: a checkpoint signed by the old key, whose extension line names the new one. */
export const SigningKeyRotated = defineEvent(
  'SigningKeyRotated',
  Fields({
    verifierKey: VerifierKey,
    previousVerifierKey: VerifierKey,
    lastWord: Type.String({ maxLength: 4000 }),
  }),
);
/** The old key is lost or stolen, so it says no last word: the reason stands for it. */
export const SigningKeyReplaced = defineEvent(
  'SigningKeyReplaced',
  Fields({ verifierKey: VerifierKey, previousVerifierKey: VerifierKey, reason: Reason }),
);
/**
 * The log does not go on from what was signed, and somebody answers for going on all the same. `lost` is the
 * signed checkpoint that this log does not extend, `note` itself; `kept` is the log as it was found.
 */
export const LedgerForkAccepted = defineEvent(
  'LedgerForkAccepted',
  Fields({
    code: OneOf(['LEDGER_ROLLED_BACK', 'LEDGER_REWRITTEN', 'LEDGER_KEY_UNKNOWN']),
    lost: LogAtSize,
    note: Type.String({ maxLength: 20_000 }),
    kept: LogAtSize,
    reason: Reason,
  }),
);

export const ledgerKeyEvents = [
  SigningKeyIntroduced,
  SigningKeyRotated,
  SigningKeyReplaced,
  LedgerForkAccepted,
] as const;
export type LedgerKeyEvent = EventOf<(typeof ledgerKeyEvents)[number]>;
export type AcceptedFork = Static<typeof LedgerForkAccepted.schema>;
