import { type Static, Type } from 'typebox';
import { defineEvent, type EventOf } from '../event.ts';
import { Fields, Id, OneOf, personal, Reason } from '../fields.ts';

export const CounterpartyContact = Fields({
  name: personal('counterpartyId', { minLength: 1 }),
  post: Type.Optional(Type.String({ maxLength: 300 })),
  email: Type.Optional(personal('counterpartyId', { maxLength: 320 })),
  phone: Type.Optional(personal('counterpartyId', { maxLength: 100 })),
});

export const CounterpartyDetails = Fields({
  kind: OneOf(['organization', 'person']),
  name: personal('counterpartyId', { minLength: 1 }),
  /** ИНН: 10 digits of an organisation, 12 of a person, with check digits; elsewhere as the country has it. */
  taxNumber: Type.Optional(personal('counterpartyId', { minLength: 1, maxLength: 20 })),
  country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  addresses: Type.Array(
    Fields({
      kind: OneOf(['legal', 'postal', 'actual', 'email', 'edi']),
      text: personal('counterpartyId', { minLength: 1 }),
    }),
  ),
  contacts: Type.Array(CounterpartyContact),
});
export type CounterpartyDetails = Static<typeof CounterpartyDetails>;

export const CounterpartyAdded = defineEvent(
  'CounterpartyAdded',
  Fields({ counterpartyId: Id, details: CounterpartyDetails }),
);
export const CounterpartyChanged = defineEvent(
  'CounterpartyChanged',
  Fields({ counterpartyId: Id, details: CounterpartyDetails }),
);
/** Found twice: everything of this one is the other's from now on. */
export const CounterpartyMerged = defineEvent(
  'CounterpartyMerged',
  Fields({ counterpartyId: Id, intoId: Id, reason: Reason }),
);
/** Its keys have been destroyed: every personal field of it is gone from the log for good. */
export const CounterpartyErased = defineEvent('CounterpartyErased', Fields({ counterpartyId: Id }));

export const counterpartyEvents = [
  CounterpartyAdded,
  CounterpartyChanged,
  CounterpartyMerged,
  CounterpartyErased,
] as const;
export type CounterpartyEvent = EventOf<(typeof counterpartyEvents)[number]>;
