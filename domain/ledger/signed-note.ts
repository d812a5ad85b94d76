import { base64, concat, fromBase64, utf8 } from './bytes.ts';
import { verifyEd25519 } from './ed25519.ts';
import { Malformed } from './malformed.ts';
import { ED25519, isKeyName, type VerifierKey } from './verifier-key.ts';

/** Text that is signed by one or more keys: c2sp.org/signed-note. */

export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  /** What the key's signature type says; 64 bytes of Ed25519 for a plain signature. */
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends in a newline. What is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A key that one trusts, and how to check what it signed. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: number;
  verify(text: string, signature: Uint8Array): boolean;
}

const MAX_CHARACTERS = 1_000_000;
const MAX_SIGNATURES = 100;
const SIGNATURE_LINE = /^— ([^ ]+) ([^ ]+)$/u;

const malformed = (reason: string) => new Malformed('signed note', reason);

const parseSignature = (line: string): NoteSignature => {
  const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || !bytes || bytes.length < 5) throw malformed('signature-line');
  return {
    name,
    keyId: new DataView(bytes.buffer).getUint32(0),
    signature: bytes.subarray(4),
  };
};

/** Whether a note can have this in it: text without control characters but newlines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const isPlain = (text: string): boolean => text.isWellFormed() && !/[\0-\x09\x0b-\x1f]/.test(text);

/** @throws Malformed when the text is no signed note. Nothing is verified yet. */
export const parseNote = (note: string): Note => {
  if (note.length > MAX_CHARACTERS) throw malformed('too-long');
  if (!isPlain(note)) throw malformed('characters');
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw malformed('no-signatures');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed('too-many-signatures');
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
};

/** One line, with its newline. */
export const formatSignature = ({ name, keyId, signature }: NoteSignature): string => {
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, keyId);
  return `— ${name} ${base64(concat(id, signature))}\n`;
};

/** @throws Malformed when it could not be read back. */
export const formatNote = (note: Note): string => {
  const formatted = `${note.text}\n${note.signatures.map(formatSignature).join('')}`;
  if (parseNote(formatted).text !== note.text) throw malformed('text');
  return formatted;
};

/** What a plain Ed25519 key signs, and how it is checked. */
export const ed25519Verifier = ({ name, id, type, publicKey }: VerifierKey): NoteVerifier => {
  if (type !== ED25519) throw new Malformed('verifier key', 'type');
  return {
    name,
    keyId: id,
    verify: (text, signature) => verifyEd25519(publicKey, utf8(text), signature),
  };
};

export type OpenedNote =
  | {
      readonly ok: true;
      readonly text: string;
      /** By trusted keys, one for each. */
      readonly verified: readonly NoteSignature[];
      /** By keys that are not known: they may say anything. */
      readonly unverified: readonly NoteSignature[];
    }
  /** No trusted key signed. */
  | { readonly ok: false; readonly fault: 'unverified' }
  /** A trusted key's name and id, and not its signature. */
  | { readonly ok: false; readonly fault: 'signature'; readonly name: string; readonly keyId: number };

/**
 * Reads a note and verifies it: at least one trusted key must have signed, and no signature in a trusted key's
 * name may be wrong. The text is worth nothing before.
 *
 * @throws Malformed when the text is no signed note; RangeError when two verifiers have the same name and id.
 */
export const openNote = (note: string, trusted: readonly NoteVerifier[]): OpenedNote => {
  const { text, signatures } = parseNote(note);
  const verified: NoteSignature[] = [];
  const unverified: NoteSignature[] = [];
  for (const signature of signatures) {
    const { name, keyId } = signature;
    const [verifier, another] = trusted.filter((key) => key.name === name && key.keyId === keyId);
    if (another) throw new RangeError(`Two trusted keys are called ${name} and have the same id`);
    if (!verifier) unverified.push(signature);
    else if (!verifier.verify(text, signature.signature))
      return { ok: false, fault: 'signature', name, keyId };
    else if (!verified.some((known) => known.name === name && known.keyId === keyId))
      verified.push(signature);
  }
  return verified.length > 0 ? { ok: true, text, verified, unverified } : { ok: false, fault: 'unverified' };
};

/** The note as it was before others signed it as well: with the first signature alone. */
export const ownSignatureOnly = (note: string): string => {
  const signatures = note.lastIndexOf('\n\n') + 2;
  return note.slice(0, note.indexOf('\n', signatures) + 1);
};
