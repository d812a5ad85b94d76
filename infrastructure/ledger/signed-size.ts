import { base64, sameBytes } from '../../domain/ledger/bytes.ts';
import { parseCheckpoint } from '../../domain/ledger/checkpoint.ts';
import { Malformed } from '../../domain/ledger/malformed.ts';
import { ed25519Verifier, openNote, parseNote } from '../../domain/ledger/signed-note.ts';
import { parseVerifierKey } from '../../domain/ledger/verifier-key.ts';
import type { KeyHistory } from './key-history.ts';
import type { LedgerProblem, LogAt } from './ledger-problem.ts';

/** Something signed that the log must extend: a stored checkpoint, the one outside of the database, a last word … */
export interface SignedSize {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  /** Who says so, for people: `checkpoint`, `anchor`, `last word`, or a file's name. */
  readonly source: string;
}

/** @throws Malformed */
export const signedSizeOf = (note: string, source: string): SignedSize => {
  const { size, root } = parseCheckpoint(parseNote(note).text);
  return { size, root, note, source };
};

export const logAt = (size: number, root: Uint8Array): LogAt => ({ size, root: base64(root) });

export const signedBy = ({ size, root, source }: SignedSize): LogAt & { readonly source: string } => ({
  ...logAt(size, root),
  source,
});

/** Whether the note says what it is taken for, and is signed by the key that was in force at its size. */
export const signatureProblem = (signed: SignedSize, history: KeyHistory): LedgerProblem | undefined => {
  const key = history.keyAt(signed.size);
  const by = { signed: signedBy(signed) };
  if (!key) return { code: 'LEDGER_KEY_UNKNOWN', ...by };
  try {
    const opened = openNote(signed.note, [ed25519Verifier(parseVerifierKey(key.verifierKey))]);
    if (!opened.ok) {
      const code = opened.fault === 'unverified' ? 'LEDGER_KEY_UNKNOWN' : 'LEDGER_CHECKPOINT_FORGED';
      return { code, ...by, subject: key.verifierKey };
    }
    const { origin, size, root } = parseCheckpoint(opened.text);
    const same = origin === history.origin && size === signed.size && sameBytes(root, signed.root);
    return same ? undefined : { code: 'LEDGER_CHECKPOINT_FORGED', ...by, subject: key.verifierKey };
  } catch (error) {
    if (error instanceof Malformed)
      return { code: 'LEDGER_CHECKPOINT_FORGED', ...by, subject: error.message };
    throw error;
  }
};
