import { personalFieldsOf, withErased } from '../personal-data/personal-fields.ts';
import { type Decision, refuse } from '../refusal.ts';
import { CounterpartyDetails, type CounterpartyEvent } from './events.ts';
import { isValidInn } from './inn.ts';

export interface Counterparty {
  readonly id: string;
  readonly details: CounterpartyDetails;
  /** The one that this one turned out to be. */
  readonly mergedInto?: string;
  /** Its personal data are no longer known to anybody. */
  readonly erased?: true;
}

const personalDetails = personalFieldsOf(CounterpartyDetails);

/** The details as they are read once the counterparty's key is destroyed. */
export const erasedDetails = (details: CounterpartyDetails, id: string): CounterpartyDetails =>
  personalDetails ? withErased(personalDetails, details, id, new Set([id])) : details;

export type CounterpartyCommand =
  | {
      readonly name: 'addCounterparty';
      readonly counterpartyId: string;
      readonly details: CounterpartyDetails;
    }
  | { readonly name: 'changeCounterparty'; readonly details: Partial<CounterpartyDetails> }
  | { readonly name: 'noteCounterpartyErased' }
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
  const { id: counterpartyId, mergedInto, erased } = counterparty;
  if (command.name === 'noteCounterpartyErased') {
    return erased ? [] : [{ type: 'CounterpartyErased', data: { counterpartyId } }];
  }
  if (mergedInto) return refuse('COUNTERPARTY_MERGED', { counterpartyId, intoId: mergedInto });
  if (erased) return refuse('PERSONAL_DATA_ERASED', { id: counterpartyId });
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
    case 'CounterpartyErased':
      return { ...counterparty, details: erasedDetails(counterparty.details, counterparty.id), erased: true };
    default:
      return event satisfies never;
  }
};
