import { Type } from 'typebox';
import { defineEvent, type EventOf } from '../event.ts';
import { CalendarDate, Fields, Id, Line, OneOf, Reason } from '../fields.ts';

/** One journal per direction and year. `pattern` as in `Вх-{year}/{seq:5}`. */
export const JournalOpened = defineEvent(
  'JournalOpened',
  Fields({
    direction: OneOf(['incoming', 'outgoing']),
    year: Type.Integer({ minimum: 1900, maximum: 9999 }),
    pattern: Line,
  }),
);
export const PatternChanged = defineEvent('PatternChanged', Fields({ pattern: Line, reason: Reason }));
export const NumberIssued = defineEvent(
  'NumberIssued',
  Fields({ sequence: Type.Integer({ minimum: 1 }), text: Line, letterId: Id, date: CalendarDate }),
);
export const NumberVoided = defineEvent(
  'NumberVoided',
  Fields({ sequence: Type.Integer({ minimum: 1 }), letterId: Id, reason: Reason }),
);
export const JournalClosed = defineEvent('JournalClosed', Fields({ reason: Type.Optional(Reason) }));

export const journalEvents = [
  JournalOpened,
  PatternChanged,
  NumberIssued,
  NumberVoided,
  JournalClosed,
] as const;
export type JournalEvent = EventOf<(typeof journalEvents)[number]>;
