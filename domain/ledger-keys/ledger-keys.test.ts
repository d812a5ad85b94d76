import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Recorded } from '../event.ts';
import { utf8 } from '../ledger/bytes.ts';
import { formatCheckpoint } from '../ledger/checkpoint.ts';
import { formatNote } from '../ledger/signed-note.ts';
import { ED25519, ED25519_COSIGNATURE, formatVerifierKey, verifierKey } from '../ledger/verifier-key.ts';
import { isRefusal } from '../refusal.ts';
import type { LedgerKeyEvent } from './events.ts';
import { nextKeyLine, readLastWord } from './last-word.ts';
import { decideLedgerKeys, evolveLedgerKeys, type LedgerKeyCommand, type LedgerKeys } from './ledger-keys.ts';

const origin = 'chancery/test';

const keyPair = (name = origin, type = ED25519) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(12));
  const key = verifierKey(name, type, raw);
  const note = (extensions: readonly string[]): string => {
    const text = formatCheckpoint({ origin, size: 7, root: new Uint8Array(32), extensions });
    const signature = new Uint8Array(sign(null, utf8(text), privateKey));
    return formatNote({ text, signatures: [{ name, keyId: key.id, signature }] });
  };
  return { verifierKey: formatVerifierKey(key), note };
};

const having = (...commands: readonly LedgerKeyCommand[]): LedgerKeys | undefined =>
  commands.reduce<LedgerKeys | undefined>((keys, command) => {
    const decided = decideLedgerKeys(keys, command);
    if (isRefusal(decided)) throw new Error(decided.refused);
    return (decided as readonly Recorded<LedgerKeyEvent>[]).reduce(
      (state: LedgerKeys | undefined, event) => evolveLedgerKeys(state, event),
      keys,
    );
  }, undefined);

const refused = (keys: LedgerKeys | undefined, command: LedgerKeyCommand): string | undefined => {
  const decided = decideLedgerKeys(keys, command);
  return isRefusal(decided) ? decided.refused : undefined;
};

const [one, two, three] = [keyPair(), keyPair(), keyPair()];
const introduced: LedgerKeyCommand = { name: 'introduceSigningKey', origin, verifierKey: one.verifierKey };
const rotate = (to: typeof one, lastWord: string): LedgerKeyCommand => ({
  name: 'rotateSigningKey',
  verifierKey: to.verifierKey,
  lastWord,
});

describe('the keys of the ledger', () => {
  it('begin with one, once', () => {
    expect(having(introduced)).toEqual({ origin, verifierKeys: [one.verifierKey] });
    expect(refused(having(introduced), introduced)).toBe('WRONG_STATE');
  });

  it('have the name of the ledger, and are for signing', () => {
    const other = keyPair('another').verifierKey;
    const cosigns = keyPair(origin, ED25519_COSIGNATURE).verifierKey;
    for (const verifierKey of [other, cosigns, 'no key']) {
      expect(refused(undefined, { ...introduced, verifierKey } as LedgerKeyCommand)).toBe('INVALID_INPUT');
    }
  });

  it('follow each other by the last word of the one before', () => {
    const lastWord = one.note([nextKeyLine(two.verifierKey)]);
    const keys = having(introduced, rotate(two, lastWord));
    expect(keys?.verifierKeys).toEqual([one.verifierKey, two.verifierKey]);
    expect(readLastWord(lastWord, one.verifierKey, two.verifierKey)).toMatchObject({ origin, size: 7 });
  });

  it.each([
    ['by another key', two.note([nextKeyLine(two.verifierKey)])],
    ['for another key', one.note([nextKeyLine(three.verifierKey)])],
    ['that says nothing of a key', one.note([])],
    ['that is none', 'give it to him'],
  ])('do not follow by a last word %s', (_, lastWord) => {
    expect(refused(having(introduced), rotate(two, lastWord))).toBe('INVALID_INPUT');
  });

  it('are replaced for a reason without one, and never come back', () => {
    const replaced: LedgerKeyCommand = {
      name: 'replaceSigningKey',
      verifierKey: two.verifierKey,
      reason: 'Stolen',
    };
    const keys = having(introduced, replaced);
    expect(keys?.verifierKeys).toEqual([one.verifierKey, two.verifierKey]);
    expect(refused(keys, { ...replaced, verifierKey: one.verifierKey })).toBe('NOTHING_CHANGED');
    expect(refused(undefined, replaced)).toBe('NOT_FOUND');
  });
});
