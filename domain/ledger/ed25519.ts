import { createPublicKey, verify } from 'node:crypto';

/** What stands before the 32 bytes of a key in a SubjectPublicKeyInfo (RFC 8410 §4). */
const SPKI_PREFIX = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);

/**
 * Whether `signature` (64 bytes) of `message` is by the owner of `publicKey` (32 bytes; RFC 8032). Other
 * lengths are no signature. The one place where the ledger checks signatures, to be swapped like `sha256.ts`.
 */
export const verifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const spki = Buffer.from([...SPKI_PREFIX, ...publicKey]);
  return verify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature);
};
