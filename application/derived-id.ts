import { v5 } from 'uuid';
import type { Instant } from '../domain/fields.ts';

/** The namespace of every id that Chancery derives (RFC 9562 §5.5). Changing it would break idempotency. */
const NAMESPACE = '6b2f1f4e-6a3c-5d0e-9a55-2f4c5d7e8b11';
/** Where the digit of the version is in a UUID's text; in version 7 the time is before it. */
const VERSION = 14;

/** A uuid that always comes out the same from the same parts: what makes repeating anything harmless. */
export const derivedId = (...parts: readonly string[]): string => v5(parts.join('\n'), NAMESPACE);

/** As that, with the time in front that the head of a UUID version 7 is (RFC 9562 §5.7). */
const timedId = (head: string, parts: readonly string[]): string =>
  `${head.slice(0, VERSION)}7${derivedId(...parts).slice(VERSION + 1)}`;

/** A derived id with that time, in milliseconds, in front. */
export const datedId = (at: Instant, ...parts: readonly string[]): string => {
  const time = Date.parse(at).toString(16).padStart(12, '0');
  return timedId(`${time.slice(0, 8)}-${time.slice(8)}-`, parts);
};

/**
 * The id of what a command creates: derived from its id and, where that is a UUID version 7, with its time in front. What is new then
 * comes last in every index over ids, and not anywhere in it, where a page of the disk would have to be read for each in a
 * register that is larger than the memory.
 */
export const createdId = (commandId: string, ...parts: readonly string[]): string =>
  commandId[VERSION] === '7' ? timedId(commandId, [...parts, commandId]) : derivedId(...parts, commandId);
