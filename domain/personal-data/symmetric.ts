import { createCipheriv, createHmac, createSecretKey } from 'node:crypto';

/**
 * The symmetric ciphers that sealed text is made with. The one place where they are called: where there is no
 * `node:crypto` (a browser), a bundler puts another module with these functions in its stead.
 *
 * Keys are handed over as key objects: of a key in bytes Node.js 24 finds out that it is none by two exceptions, which
 * cost several times what the cipher does.
 */

/** HMAC-SHA256 (RFC 2104), 32 bytes. */
export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  createHmac('sha256', createSecretKey(key)).update(message).digest();

/** AES-256 in counter mode (NIST SP 800-38A §6.5), which undoes itself. `counter`: the first block, 16 bytes. */
export const aes256Ctr = (key: Uint8Array, counter: Uint8Array, bytes: Uint8Array): Uint8Array => {
  const cipher = createCipheriv('aes-256-ctr', createSecretKey(key), counter);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
};
