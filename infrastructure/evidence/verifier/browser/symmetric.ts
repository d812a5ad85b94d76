import { ctr } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** Stands in for domain/personal-data/symmetric.ts where there is no `node:crypto`. */

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array => hmac(sha256, key, message);

export const aes256Ctr = (key: Uint8Array, counter: Uint8Array, bytes: Uint8Array): Uint8Array =>
  ctr(key, counter).encrypt(bytes);
