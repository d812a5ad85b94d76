import { ed25519 } from '@noble/curves/ed25519.js';

/** Stands in for domain/ledger/ed25519.ts where there is no `node:crypto`; strict, as RFC 8032 and Node are. */
export const verifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};
