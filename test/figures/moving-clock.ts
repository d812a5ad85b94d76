import type { Clock } from '../../application/ports/clock.ts';
import { randomNumbers } from './random-office.ts';

/** A clock that goes on whenever it is looked at, by up to three quarters of an hour: the same for each seed. */
export const movingClock = (from: string, seed: number): Clock => {
  const random = randomNumbers(seed);
  let now = Date.parse(from);
  return () => {
    now += Math.floor(random() * 45 * 60_000);
    return new Date(now).toISOString();
  };
};
