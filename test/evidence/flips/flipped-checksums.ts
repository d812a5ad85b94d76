import { crc32 } from '../../../domain/evidence/crc32.ts';

const ZERO = new Uint8Array(1);
const OF_ZERO = crc32(ZERO);

/** A checksum is linear: what a difference becomes after one more byte, whichever that is. */
const oneByteOn = (difference: number): number => crc32(ZERO, difference) ^ OF_ZERO;

/** The checksums of a content with one bit flipped, by the place of the byte: as `crc32` would say, but all of them in one go. */
export const checksumsFlipped = (content: Uint8Array, bitAt: (at: number) => number): Uint32Array => {
  const sum = crc32(content);
  const sums = new Uint32Array(content.length);
  /** By the bit: what it makes of the checksum when it is flipped at `at`. */
  const differences = Array.from({ length: 8 }, (_, bit) => crc32(Uint8Array.of(1 << bit)) ^ OF_ZERO);
  for (let at = content.length - 1; at >= 0; at -= 1) {
    sums[at] = sum ^ (differences[Math.log2(bitAt(at))] ?? 0);
    for (const [bit, difference] of differences.entries()) differences[bit] = oneByteOn(difference);
  }
  return sums;
};
