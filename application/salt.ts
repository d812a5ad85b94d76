import { randomFillSync } from 'node:crypto';

/** Of 128 bits, so that nobody finds what an event says by hashing guesses (ADR 7). */
const BYTES = 16;
/** Drawn at a time: to ask the system for a few costs as much as for many. */
const POOL_BYTES = 256 * BYTES;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** A salt that no other event has, in base64url (RFC 4648 §5), 22 characters. */
export const newSalt = (): string => {
  if (used === POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  const salt = pool.toString('base64url', used - BYTES, used);
  // It is drawn once, and is nowhere but in its event.
  pool.fill(0, used - BYTES, used);
  return salt;
};
