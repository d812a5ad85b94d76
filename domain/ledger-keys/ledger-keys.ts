import { type StreamName, streamName } from '../event.ts';
import { Malformed } from '../ledger/malformed.ts';
import { ED25519, parseVerifierKey } from '../ledger/verifier-key.ts';
import { type Decision, type Refusal, refuse } from '../refusal.ts';
import type { AcceptedFork, LedgerKeyEvent } from './events.ts';
import { readLastWord } from './last-word.ts';

/** One ledger per installation. */
export const LEDGER_STREAM: StreamName = streamName('ledger', '4b1f6d0e-8f2a-5c43-9f0b-6a7d2e93c511');

/** Under which name the ledger signs, and the keys it has had, in order; the last one is in force. */
export interface LedgerKeys {
  readonly origin: string;
  readonly verifierKeys: readonly string[];
}

export type LedgerKeyCommand =
  | { readonly name: 'introduceSigningKey'; readonly origin: string; readonly verifierKey: string }
  | { readonly name: 'rotateSigningKey'; readonly verifierKey: string; readonly lastWord: string }
  | { readonly name: 'replaceSigningKey'; readonly verifierKey: string; readonly reason: string }
  | ({ readonly name: 'acceptLedgerFork' } & AcceptedFork);

export const keyInForce = (keys: LedgerKeys | undefined): string | undefined => keys?.verifierKeys.at(-1);

/** What follows from a command on the ledger's keys. That a last word speaks of this log is for a verifier to see. */
export const decideLedgerKeys = (
  keys: LedgerKeys | undefined,
  command: LedgerKeyCommand,
): Decision<LedgerKeyEvent> => {
  if (command.name === 'introduceSigningKey') {
    const { origin, verifierKey } = command;
    if (keys) return refuse('WRONG_STATE', { command: command.name, status: 'introduced' });
    return (
      invalidKey(verifierKey, origin) ?? [{ type: 'SigningKeyIntroduced', data: { origin, verifierKey } }]
    );
  }
  const previousVerifierKey = keyInForce(keys);
  if (!keys || !previousVerifierKey) return refuse('NOT_FOUND', { what: 'signingKey' });
  switch (command.name) {
    case 'rotateSigningKey': {
      const { verifierKey, lastWord } = command;
      const refused = usedKey(keys, verifierKey) ?? invalidKey(verifierKey, keys.origin);
      if (refused) return refused;
      return isLastWord(lastWord, keys.origin, previousVerifierKey, verifierKey)
        ? [{ type: 'SigningKeyRotated', data: { verifierKey, previousVerifierKey, lastWord } }]
        : refuse('INVALID_INPUT', { field: 'lastWord', problem: 'not signed by the key in force' });
    }
    case 'replaceSigningKey': {
      const { verifierKey, reason } = command;
      return (
        usedKey(keys, verifierKey) ??
        invalidKey(verifierKey, keys.origin) ?? [
          { type: 'SigningKeyReplaced', data: { verifierKey, previousVerifierKey, reason } },
        ]
      );
    }
    case 'acceptLedgerFork': {
      const { name: _, ...data } = command;
      return [{ type: 'LedgerForkAccepted', data }];
    }
    default:
      return command satisfies never;
  }
};

/** A key that was given up stays so: whoever has it now may not be who had it then. */
const usedKey = ({ verifierKeys }: LedgerKeys, verifierKey: string): Refusal | undefined =>
  verifierKeys.includes(verifierKey) ? refuse('NOTHING_CHANGED', { verifierKey }) : undefined;

const invalidKey = (verifierKey: string, origin: string): Refusal | undefined => {
  const problem = (() => {
    try {
      const { name, type } = parseVerifierKey(verifierKey);
      if (name !== origin) return 'name';
      return type === ED25519 ? undefined : 'type';
    } catch (error) {
      if (error instanceof Malformed) return error.reason;
      throw error;
    }
  })();
  return problem ? refuse('INVALID_INPUT', { field: 'verifierKey', problem }) : undefined;
};

const isLastWord = (note: string, origin: string, previous: string, next: string): boolean => {
  try {
    return readLastWord(note, previous, next)?.origin === origin;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
};

export const evolveLedgerKeys = (keys: LedgerKeys | undefined, event: LedgerKeyEvent): LedgerKeys => {
  if (event.type === 'SigningKeyIntroduced') {
    return { origin: event.data.origin, verifierKeys: [event.data.verifierKey] };
  }
  if (!keys) throw new Error(`${event.type} cannot happen to a ledger that has no key`);
  switch (event.type) {
    case 'SigningKeyRotated':
    case 'SigningKeyReplaced':
      return { ...keys, verifierKeys: [...keys.verifierKeys, event.data.verifierKey] };
    case 'LedgerForkAccepted':
      return keys;
    default:
      return event satisfies never;
  }
};
