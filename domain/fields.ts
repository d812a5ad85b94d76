import { type Static, Type } from 'typebox';

/** A uuid, lower case. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });

/** A calendar date, `YYYY-MM-DD`, in the organisation's time zone. */
export const CalendarDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export type CalendarDate = Static<typeof CalendarDate>;

/** An instant, UTC, ISO 8601 with milliseconds: `2026-03-03T08:15:00.000Z`. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });
export type Instant = Static<typeof Instant>;

/** One line of text, not blank. */
export const Line = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' });

/** Text of any number of lines. */
export const Prose = Type.String({ maxLength: 200_000 });

export const Reason = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' });

/**
 * Marks a text field as personal data. `subject` names the field beside it (a path from the payload's root)
 * whose value says whose data it is. The codec alone acts on the mark, so that a person's data can be
 * erased by destroying one key while every hash of the log still verifies.
 */
export const personal = (subject: string, options: { minLength?: number; maxLength?: number } = {}) =>
  Type.String({ maxLength: 1000, ...options, personal: subject });

/** An object that admits no field beyond those named. */
export const Fields = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** One of the given words. */
export const OneOf = <const Words extends readonly string[]>(words: Words) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: [...words] });
