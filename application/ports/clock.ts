import type { Instant } from '../../domain/fields.ts';

/** Now, as an instant. */
export type Clock = () => Instant;

export const systemClock: Clock = () => new Date().toISOString();
