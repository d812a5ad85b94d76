import { hash } from 'node:crypto';

/**
 * SHA-256, 32 bytes; of a text, that of its UTF-8, which spares a copy of every event.
 *
 * The one place where the ledger hashes: where there is no `node:crypto` (a browser), a bundler puts another
 * module with this one function in its stead.
 */
export const sha256 = (data: Uint8Array | string): Uint8Array => {
  const { buffer, byteOffset, byteLength } = hash('sha256', data, 'buffer');
  return new Uint8Array(buffer, byteOffset, byteLength);
};
