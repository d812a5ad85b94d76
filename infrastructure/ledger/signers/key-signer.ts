import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { CheckpointSigner } from '../../../application/ports/checkpoint-signer.ts';

/** What stands before the 32 bytes of a seed in PKCS #8 (RFC 8410 §7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX_BYTES = 12;

export class InvalidSigningKey extends Error {
  override readonly name = 'InvalidSigningKey';
}

/** A private key as text: PEM (PKCS #8), with `\n` for line ends if need be, or 32 bytes of seed in base64. @throws InvalidSigningKey */
export const parseSigningKey = (text: string): KeyObject => {
  const trimmed = text.replaceAll('\\n', '\n').trim();
  try {
    const key = trimmed.startsWith('-----')
      ? createPrivateKey(trimmed)
      : createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed(trimmed)]), format: 'der', type: 'pkcs8' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // What is wrong with it may be part of the secret.
  }
  throw new InvalidSigningKey('must be an Ed25519 key: PEM (PKCS #8), or the 32 bytes of its seed in base64');
};

const seed = (text: string): Buffer => {
  // Buffer would read on over what is not base64, and stop at the padding, whatever comes after.
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) throw new InvalidSigningKey('length');
  return Buffer.from(text, 'base64');
};

/** Signs with a private key that this process has. */
export const keySigner = (key: KeyObject): CheckpointSigner => ({
  publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX_BYTES),
  sign: async (bytes) => sign(null, bytes, key),
});
