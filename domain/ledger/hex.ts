const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal. */
export const hexOf = (bytes: Uint8Array): string => {
  let hex = '';
  for (const byte of bytes) hex += digits[byte];
  return hex;
};

/** Of a digit's code, in either case. */
const halfByteOf = (code: number): number => (code < 0x3a ? code - 0x30 : (code & 0x1f) + 9);

/** The bytes of hexadecimal digits, an even number of them. */
export const bytesOfHex = (hex: string): Uint8Array => {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = (halfByteOf(hex.charCodeAt(2 * at)) << 4) | halfByteOf(hex.charCodeAt(2 * at + 1));
  }
  return bytes;
};
