import { type Static, type TSchema, Type } from 'typebox';

const ID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** A uuid, lower case. */
export const Id = Type.String({ pattern: ID });

const id = new RegExp(ID);

/** Whether the text is an `Id`. */
export const isId = (text: string): boolean => id.test(text);

/** A calendar date, `YYYY-MM-DD`, in the organisation's time zone. */
export const CalendarDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export type CalendarDate = Static<typeof CalendarDate>;

/** An instant, UTC, ISO 8601 with milliseconds: `2026-03-03T08:15:00.000Z`. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });
export type Instant = Static<typeof Instant>;

/** A time by the clock: `09:30`. */
export const ClockTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

/** One line of text, not blank. */
export const Line = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' });

/** Text of any number of lines. */
export const Prose = Type.String({ maxLength: 200_000 });

export const Reason = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' });

/**
 * Marks a text field as personal data: it is stored sealed, so that it can be erased by destroying a key while every
 * hash of the log still verifies. `subject` names the field that says whose data it is: the nearest enclosing object
 * that has it counts; where none has it, the data belongs to what the stream is about. `unique`: what is read once it
 * is erased must differ from person to person.
 */
export const personal = (
  subject: string,
  options: { minLength?: number; maxLength?: number; unique?: true } = {},
) => Type.String({ maxLength: 1000, ...options, personal: subject });

/**
 * Any JSON value of a field that the sibling `field` names; what is personal in it, `schemas` say by that name. Where the
 * value does not say itself whose data it is, the sibling `subject` does.
 */
export const valueOfField = (field: string, subject: string, schemas: Readonly<Record<string, TSchema>>) =>
  Type.Unknown({ personalByField: { field, subject, schemas } });

/** An object that admits no field beyond those named. */
export const Fields = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** One of the given words. */
export const OneOf = <const Words extends readonly string[]>(words: Words) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: [...words] });
