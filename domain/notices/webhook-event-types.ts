import { counterpartyEvents } from '../counterparty/events.ts';
import { journalEvents } from '../journal/events.ts';
import { letterEvents } from '../letter/events.ts';
import { organizationEvents } from '../organization/events.ts';
import { projectEvents } from '../project/events.ts';

/** What a webhook may be told of: not who has read what, nor what is done about keys and personal data. */
export const webhookEventTypes: ReadonlySet<string> = new Set(
  [...letterEvents, ...journalEvents, ...counterpartyEvents, ...projectEvents, ...organizationEvents].map(
    ({ type }) => type,
  ),
);
