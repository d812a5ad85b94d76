import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/**
 * Sealed text: `~1.` and, as base64url, nonce (12 bytes), ciphertext and tag (16 bytes) of AES-256-GCM.
 *
 * The nonce is an HMAC-SHA256 of place and text under the same key, cut to 12 bytes: the same command given again
 * seals to the same bytes, as the store's comparison needs it, and no nonce serves two texts. `place` is the
 * additional data: what was sealed for one event, field and subject opens in no other.
 */
const PREFIX = '~1.';
const NONCE = 12;
const TAG = 16;

export const isSealed = (text: string): boolean => text.startsWith(PREFIX);

/** @param key 32 bytes. */
export const seal = (key: Buffer, place: string, text: string): string => {
  const nonce = createHmac('sha256', key)
    .update(JSON.stringify([place, text]))
    .digest()
    .subarray(0, NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return PREFIX + sealed.toString('base64url');
};

/** So many texts are remembered of one key. */
const REMEMBERED = 16;

/**
 * What was opened lately, since every command reads its counterparty anew. It hangs on the key: whoever forgets that forgets
 * what it opened.
 */
const openedBy = new WeakMap<Buffer, Map<string, string>>();

/** @throws Error when it was not sealed with this key for this place. */
export const open = (key: Buffer, place: string, sealed: string): string => {
  const opened = openedBy.get(key) ?? new Map<string, string>();
  const name = `${place} ${sealed}`;
  const known = opened.get(name);
  if (known !== undefined) return known;
  const text = decipher(key, place, sealed);
  if (opened.size === REMEMBERED) opened.clear();
  openedBy.set(key, opened.set(name, text));
  return text;
};

const decipher = (key: Buffer, place: string, sealed: string): string => {
  const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
  const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG });
  opening.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([opening.update(bytes.subarray(NONCE, -TAG)), opening.final()]).toString('utf8');
};
