import type { RefusalCode } from './refusal-codes.ts';

/**
 * An expected "no": a value, not an exception. The code is stable and part of the API; the sentence that a
 * person reads is made at the edge, in their language, from the code and the details.
 */
export interface Refusal {
  readonly refused: RefusalCode;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Either the facts that follow from a command (none when it changes nothing), or why not. */
export type Decision<Event> = readonly Event[] | Refusal;

export const refuse = (code: RefusalCode, details: Readonly<Record<string, unknown>> = {}): Refusal => ({
  refused: code,
  details,
});

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value;
