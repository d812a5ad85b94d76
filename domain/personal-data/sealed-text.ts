import { base64Url, fromBase64Url } from './base64-url.ts';
import { aes256Ctr, hmacSha256 } from './symmetric.ts';

/**
 * One field's text under a key of its own (docs/evidence/format.md, "Disclosed fields").
 *
 * The initial vector is a MAC of the plaintext (as in RFC 5297): the same text under the same key gives the
 * same bytes, so a repeated command appends what it appended before, and whoever is shown the key finds one
 * plaintext for a ciphertext and no other.
 */

const PREFIX = '~1.';
const MAC = Uint8Array.of(0x01);
const ENCRYPTION = Uint8Array.of(0x02);
const MAC_BYTES = 32;
const BLOCK_BYTES = 16;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const join = (one: Uint8Array, other: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
};

const mac = (key: Uint8Array, plaintext: Uint8Array): Uint8Array => hmacSha256(key, join(MAC, plaintext));

const crypt = (key: Uint8Array, vector: Uint8Array, bytes: Uint8Array): Uint8Array =>
  aes256Ctr(hmacSha256(key, ENCRYPTION), vector.subarray(0, BLOCK_BYTES), bytes);

/** The text as it is stored. `key`: 32 bytes, for this one field. */
export const sealText = (key: Uint8Array, text: string): string => {
  const plaintext = encoder.encode(text);
  const vector = mac(key, plaintext);
  return PREFIX + base64Url(join(vector, crypt(key, vector, plaintext)));
};

/** The text that was sealed; `undefined` when this is not sealed text, or the key is another. */
export const openText = (key: Uint8Array, sealed: string): string | undefined => {
  const bytes = sealed.startsWith(PREFIX) ? fromBase64Url(sealed.slice(PREFIX.length)) : undefined;
  if (!bytes || bytes.length < MAC_BYTES) return undefined;
  const vector = bytes.subarray(0, MAC_BYTES);
  const plaintext = crypt(key, vector, bytes.subarray(MAC_BYTES));
  const expected = mac(key, plaintext);
  return expected.every((byte, at) => byte === vector[at]) ? decoder.decode(plaintext) : undefined;
};
