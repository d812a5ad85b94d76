import { type Static, Type } from 'typebox';
import { defineEvent, type EventOf } from '../event.ts';
import { Fields, Id, Instant, Line, OneOf, Reason } from '../fields.ts';

/** A letter as somebody saw it: `revision` is that of its stream, so it is known which state they saw. */
const SeenLetter = Fields({ letterId: Id, revision: Type.Integer({ minimum: 0 }) });
export type SeenLetter = Static<typeof SeenLetter>;

/** Written before the answer goes out: whatever an auditor reads of letters, and what anybody reads of confidential ones. */
export const LettersRead = defineEvent(
  'LettersRead',
  Fields({
    /** An employee's id, or `system` for whoever works at the server's own command line. */
    readerId: Type.String({ minLength: 1 }),
    letters: Type.Array(SeenLetter, { minItems: 1 }),
    /** The fields of the query that were asked for, `download`, or the command. */
    operation: Line,
    /** Of the file that was downloaded. */
    sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    /** What they gave as the purpose. */
    purpose: Type.Optional(Reason),
  }),
);

/**
 * The log was taken away as a file; written before the file is there to be fetched. `whole` is a reading of every letter
 * as it was at the position; `pseudonymised` shows none.
 */
export const LogExported = defineEvent(
  'LogExported',
  Fields({
    /** An employee's id, or `system` for whoever works at the server's own command line. */
    readerId: Type.String({ minLength: 1 }),
    format: Line,
    content: OneOf(['whole', 'pseudonymised']),
    /** Instants: events from the first on, to before the second. */
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    /** Position of the last event that could be in it; empty for an empty log. */
    upTo: Type.String(),
    events: Type.Integer({ minimum: 0 }),
    /** Of the file. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    purpose: Type.Optional(Reason),
  }),
);

export type ExportedLog = Static<typeof LogExported.schema>;

export const readingEvents = [LettersRead, LogExported] as const;
export type ReadingEvent = EventOf<(typeof readingEvents)[number]>;
