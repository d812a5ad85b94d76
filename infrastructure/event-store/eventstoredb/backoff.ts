import { setTimeout as sleep } from 'node:timers/promises';

/** Waits before attempt `attempt` (from 1): `first` ms, doubled each time up to `most`, give or take a quarter. */
export const backOff = (attempt: number, first: number, most: number): Promise<void> =>
  sleep(Math.min(first * 2 ** (attempt - 1), most) * (0.75 + Math.random() / 2));
