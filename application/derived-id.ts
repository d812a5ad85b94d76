import { v5 } from 'uuid';
import type { Instant } from '../domain/fields.ts';

/** The namespace of every id that Chancery derives (RFC 9562 §5.5). Changing it would break idempotency. */
const NAMESPACE = '6b2f1f4e-6a3c-5d0e-9a55-2f4c5d7e8b11';
/** Where the digit of the version is in a UUID's text; in version 7 the time is before it. */
const VERSION = 14;

/** A uuid that always comes out the same from the same parts: what makes repeating anything harmless. */
export const derivedId = (...parts: readonly string[]): string => v5(parts.join('\n'), NAMESPACE);

/** The uuid with that time, in milliseconds, in front, as one of version 7 (RFC 9562 §5.7). */
export const dated = (at: Instant, id: string): string => {
  const time = Date.parse(at).toString(16).padStart(12, '0');
  return withHead(`${time.slice(0, 8)}-${time.slice(8)}-7`, id);
};

const withHead = (head: string, id: string): string => head + id.slice(head.length);

/** A derived id with that time in front. */
export const datedId = (at: Instant, ...parts: readonly string[]): string => dated(at, derivedId(...parts));

/**
 * The id of what a command creates: derived from its id and, where that is a UUID version 7, with its time in front. What is new then
 * comes last in every index over ids, and not anywhere in it, where a page of the disk would have to be read for each in a
 * register that is larger than the memory.
 */
export const createdId = (commandId: string, ...parts: readonly string[]): string => {
  const id = derivedId(...parts, commandId);
  return commandId[VERSION] === '7' ? withHead(commandId.slice(0, VERSION + 1), id) : id;
};
