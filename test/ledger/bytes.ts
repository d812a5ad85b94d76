export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** The same bytes but for one bit. */
export const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

export const sameHashes = (some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean =>
  some.length === others.length && Buffer.concat(some).equals(Buffer.concat(others));
