import { Misuse } from '../speaking-error.ts';

/** What the program ends with: 0 for done, and these. */
export const FAILED = 1;
/** It was used wrongly. */
export const MISUSED = 2;
/** Done, but for rows that were refused, or for what came meanwhile. */
export const PARTLY = 3;

/** What it ends with where the error ends it. */
export const codeOf = (error: unknown): number => (error instanceof Misuse ? MISUSED : FAILED);
