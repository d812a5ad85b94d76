const FIRST_MS = 30_000;
const LONGEST_MS = 3_600_000;
/** So long it is tried; then somebody has to look at it. Mail servers give one another some days (RFC 5321 §4.5.4.1). */
export const GIVE_UP_AFTER_MS = 3 * 86_400_000;

/**
 * How long to wait after so many attempts, in milliseconds: twice as long each time, from half a minute to an hour, and of
 * that a random part of the second half, so that what failed together is not tried again together. `random` is from 0 to 1.
 */
export const pauseAfter = (attempts: number, random: number): number =>
  Math.min(FIRST_MS * 2 ** (attempts - 1), LONGEST_MS) * (0.5 + random / 2);
