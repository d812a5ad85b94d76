import { type Decision, refuse } from '../refusal.ts';
import type { CounterpartyDetails, CounterpartyEvent } from './events.ts';
import { isValidInn } from './inn.ts';

export interface Counterparty {
  readonly id: string;
  readonly details: CounterpartyDetails;
  /** The one that this one turned out to be. */
  readonly mergedInto?: string;
}

export type CounterpartyCommand =
  | {
      readonly name: 'addCounterparty';
      readonly counterpartyId: string;
      readonly details: CounterpartyDetails;
    }
  | { readonly name: 'changeCounterparty'; readonly details: Partial<CounterpartyDetails> }
  | { readonly name: 'mergeCounterparties'; readonly intoId: string; readonly reason: string };

/** What follows from a command on a counterparty. That the tax number is nobody else's is checked before. */
export const decideCounterparty = (
  counterparty: Counterparty | undefined,
  command: CounterpartyCommand,
): Decision<CounterpartyEvent> => {
  if (command.name === 'addCounterparty') {
    const { counterpartyId, details } = command;
    return invalidTaxNumber(details) ?? [{ type: 'CounterpartyAdded', data: { counterpartyId, details } }];
  }
  if (!counterparty) return refuse('NOT_FOUND', { what: 'counterparty' });
  const { id: counterpartyId, mergedInto } = counterparty;
  if (mergedInto) return refuse('COUNTERPARTY_MERGED', { counterpartyId, intoId: mergedInto });
  switch (command.name) {
    case 'changeCounterparty': {
      const details = { ...counterparty.details, ...command.details };
      if (JSON.stringify(details) === JSON.stringify(counterparty.details)) return refuse('NOTHING_CHANGED');
      return (
        invalidTaxNumber(details) ?? [{ type: 'CounterpartyChanged', data: { counterpartyId, details } }]
      );
    }
    case 'mergeCounterparties': {
      const { intoId, reason } = command;
      if (intoId === counterpartyId) return refuse('SELF_LINK', { counterpartyId });
      return [{ type: 'CounterpartyMerged', data: { counterpartyId, intoId, reason } }];
    }
    default:
      return command satisfies never;
  }
};

const invalidTaxNumber = ({ taxNumber, country }: CounterpartyDetails) =>
  taxNumber !== undefined && (country ?? 'RU') === 'RU' && !isValidInn(taxNumber)
    ? refuse('INVALID_TAX_NUMBER', { taxNumber })
    : undefined;

export const evolveCounterparty = (
  counterparty: Counterparty | undefined,
  event: CounterpartyEvent,
): Counterparty => {
  if (event.type === 'CounterpartyAdded') {
    return { id: event.data.counterpartyId, details: event.data.details };
  }
  if (!counterparty) throw new Error(`${event.type} cannot happen to a counterparty that is not there`);
  switch (event.type) {
    case 'CounterpartyChanged':
      return { ...counterparty, details: event.data.details };
    case 'CounterpartyMerged':
      return { ...counterparty, mergedInto: event.data.intoId };
    default:
      return event satisfies never;
  }
};
