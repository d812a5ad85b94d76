import { sha256 as hash } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Stands in for domain/ledger/sha256.ts where there is no `node:crypto`. */
export const sha256 = (data: Uint8Array | string): Uint8Array =>
  hash(typeof data === 'string' ? utf8ToBytes(data) : data);
