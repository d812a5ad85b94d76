import { parseCheckpoint } from '../ledger/checkpoint.ts';
import { ed25519Verifier, openNote } from '../ledger/signed-note.ts';
import { parseVerifierKey } from '../ledger/verifier-key.ts';

/** The extension line of a checkpoint by which a key hands over to the next. */
export const nextKeyLine = (verifierKey: string): string => `next-key ${verifierKey}`;

/** What a key said last: of the log, and that `verifierKey` follows it. */
export interface LastWord {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The last word of `previous` for `next`, or `undefined` where it is not that. @throws Malformed */
export const readLastWord = (note: string, previous: string, next: string): LastWord | undefined => {
  const opened = openNote(note, [ed25519Verifier(parseVerifierKey(previous))]);
  if (!opened.ok) return undefined;
  const { origin, size, root, extensions } = parseCheckpoint(opened.text);
  return extensions.length === 1 && extensions[0] === nextKeyLine(next) ? { origin, size, root } : undefined;
};
