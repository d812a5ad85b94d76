import { counterpartyEvents } from './counterparty/events.ts';
import type { EventDefinition, EventOf } from './event.ts';
import { journalEvents } from './journal/events.ts';
import { ledgerKeyEvents } from './ledger-keys/events.ts';
import { letterEvents } from './letter/events.ts';
import { mailEvents } from './mail/events.ts';
import { organizationEvents } from './organization/events.ts';
import { privacyEvents } from './privacy/events.ts';
import { projectEvents } from './project/events.ts';
import { readingEvents } from './reading/events.ts';

const definitions = [
  ...letterEvents,
  ...journalEvents,
  ...organizationEvents,
  ...counterpartyEvents,
  ...projectEvents,
  ...readingEvents,
  ...ledgerKeyEvents,
  ...privacyEvents,
  ...mailEvents,
] as const;

/** Every fact that Chancery can record. */
export type ChanceryEvent = EventOf<(typeof definitions)[number]>;

/** Event definitions by wire name. Two of the same name are a programming error. */
export const catalogOf = (all: readonly EventDefinition[]): ReadonlyMap<string, EventDefinition> => {
  const catalog = new Map<string, EventDefinition>();
  for (const definition of all) {
    if (catalog.has(definition.type)) throw new Error(`Event type ${definition.type} is defined twice`);
    catalog.set(definition.type, definition);
  }
  return catalog;
};

export const catalog = catalogOf(definitions);
