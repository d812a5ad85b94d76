import { concat, utf8 } from './bytes.ts';
import { verifyEd25519 } from './ed25519.ts';
import { Malformed } from './malformed.ts';
import type { NoteVerifier } from './signed-note.ts';
import { ED25519_COSIGNATURE, type VerifierKey } from './verifier-key.ts';

/** A witness's word that a checkpoint agrees with all it saw of that log before: c2sp.org/tlog-cosignature, v1. */

const SIGNATURE_BYTES = 64;
const TIME_BYTES = 8;

/** What the witness signs, at `time` (seconds since 1970), for the text of a checkpoint. */
export const cosignedMessage = (time: number, text: string): Uint8Array =>
  utf8(`cosignature/v1\ntime ${time}\n${text}`);

/** What stands in the note: the time and the Ed25519 signature of `cosignedMessage`. */
export const cosignature = (time: number, signature: Uint8Array): Uint8Array => {
  const stamp = new Uint8Array(TIME_BYTES);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  return concat(stamp, signature);
};

/** When the witness signed, in seconds since 1970, or `undefined` where there is no cosignature. */
export const cosignatureTime = (bytes: Uint8Array): number | undefined => {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  return time <= Number.MAX_SAFE_INTEGER ? Number(time) : undefined;
};

/** Checks a witness's signatures. @throws Malformed when the key is of another type. */
export const cosignatureVerifier = ({ name, id, type, publicKey }: VerifierKey): NoteVerifier => {
  if (type !== ED25519_COSIGNATURE) throw new Malformed('verifier key', 'type');
  return {
    name,
    keyId: id,
    verify: (text, bytes) => {
      const time = cosignatureTime(bytes);
      return (
        time !== undefined &&
        verifyEd25519(publicKey, cosignedMessage(time, text), bytes.subarray(TIME_BYTES))
      );
    },
  };
};
