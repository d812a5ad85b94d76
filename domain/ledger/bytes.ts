const encoder = new TextEncoder();
// A byte order mark is kept: what is read must give back the bytes it was read from.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** @throws TypeError when the bytes are no UTF-8. */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Nothing that is compared here is secret, so the time it takes may tell where they differ. */
export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** Standard base64 with padding (RFC 4648 §4). */
export const base64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};

/**
 * The bytes of standard base64, or `undefined` if it is anything but what `base64` would have written: two
 * spellings of one signature would be two different notes.
 */
export const fromBase64 = (text: string): Uint8Array | undefined => {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return undefined;
  }
  if (btoa(binary) !== text) return undefined;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};
