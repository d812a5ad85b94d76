import { Malformed } from '../../ledger/malformed.ts';
import { ed25519Verifier, type NoteVerifier } from '../../ledger/signed-note.ts';
import { parseVerifierKey } from '../../ledger/verifier-key.ts';
import { type LogKey, logKeys, type PlacedKey } from '../../ledger-keys/key-at.ts';
import { readLastWord } from '../../ledger-keys/last-word.ts';
import { type Entry, type Keys, paths } from '../documents.ts';
import type { Findings } from './findings.ts';

/** The keys that the log's own stream tells of, in their order. `file`: where the events are. */
export const keysOfLog = (entries: readonly Entry[], file: string, findings: Findings): readonly LogKey[] => {
  const keys: PlacedKey[] = [];
  for (const { type, data, index } of entries) {
    const { verifierKey, lastWord } = data;
    if (typeof verifierKey !== 'string') continue;
    findings.checked('KEYS');
    if (!verifierOf(verifierKey)) {
      findings.add('KEYS', file, { kind: 'notAKey', verifierKey }, { event: index });
      continue;
    }
    const previous = keys.at(-1);
    if (type === 'SigningKeyRotated' && !isLastWord(lastWord, previous?.verifierKey, verifierKey)) {
      findings.add(
        'KEYS',
        file,
        { kind: 'lastWord' },
        {
          event: index,
        },
      );
    }
    if (type === 'SigningKeyReplaced') {
      findings.remark('KEYS', { kind: 'keyReplaced', index, reason: String(data.reason ?? '') });
    }
    keys.push({ from: index, verifierKey });
  }
  if (keys.length === 0) findings.add('KEYS', file, { kind: 'noKeys' });
  return logKeys(keys);
};

export const verifierOf = (verifierKey: string): NoteVerifier | undefined => {
  try {
    return ed25519Verifier(parseVerifierKey(verifierKey));
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
};

/** `keys.json` says of the log's keys what the log says. */
export const checkKeys = (listed: Keys, keys: readonly LogKey[], findings: Findings): void => {
  findings.checked('KEYS', listed.log.length);
  const same =
    listed.log.length === keys.length &&
    listed.log.every(({ from, until, verifierKey }, at) => {
      const key = keys[at];
      return key?.from === from && key.until === until && key.verifierKey === verifierKey;
    });
  if (!same) {
    findings.add(
      'KEYS',
      paths.keys,
      { kind: 'otherKeys' },
      {
        expected: JSON.stringify(keys),
        found: JSON.stringify(listed.log),
      },
    );
  }
};

const isLastWord = (note: unknown, previous: string | undefined, next: string): boolean => {
  if (typeof note !== 'string' || previous === undefined) return false;
  try {
    return readLastWord(note, previous, next) !== undefined;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
};
