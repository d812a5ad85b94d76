import { type Checkpoint, parseCheckpoint } from '../../ledger/checkpoint.ts';
import { Malformed } from '../../ledger/malformed.ts';
import { openNote, parseNote } from '../../ledger/signed-note.ts';
import { keyAt, type LogKey } from '../../ledger-keys/key-at.ts';
import type { CheckCode } from '../finding.ts';
import type { Findings } from './findings.ts';
import { verifierOf } from './log-keys.ts';

export interface OpenedCheckpoint extends Checkpoint {
  /** What is signed. */
  readonly text: string;
  /** With all its signatures. */
  readonly note: string;
}

/** Reads a checkpoint without checking who signed it. */
export const readCheckpoint = (
  note: string,
  file: string,
  code: CheckCode,
  findings: Findings,
): OpenedCheckpoint | undefined => {
  findings.checked(code);
  try {
    const { text } = parseNote(note);
    return { ...parseCheckpoint(text), text, note };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    findings.add(code, file, { kind: 'malformed', format: error.format, reason: error.reason });
    return undefined;
  }
};

/** Whether the key of the log that was in force at its size signed it; if not, that is a finding. */
export const checkSignature = (
  { note, size, origin }: OpenedCheckpoint,
  keys: readonly LogKey[],
  file: string,
  code: CheckCode,
  findings: Findings,
): boolean => {
  const key = keyAt(keys, size);
  const verifier = key && verifierOf(key.verifierKey);
  if (!verifier) {
    findings.add(code, file, { kind: 'noKeyInForce', size });
    return false;
  }
  if (verifier.name !== origin) {
    findings.add(code, file, { kind: 'otherOrigin' }, { expected: verifier.name, found: origin });
  }
  const opened = openNote(note, [verifier]);
  if (opened.ok) return true;
  findings.add(
    code,
    file,
    opened.fault === 'signature' ? { kind: 'badSignature', by: verifier.name } : { kind: 'notByKeyInForce' },
    { expected: key.verifierKey },
  );
  return false;
};
