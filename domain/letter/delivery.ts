import { type Decision, isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { DecisionContext, OutgoingCommand } from './commands.ts';
import { fact, wrongState } from './decision.ts';
import type { Delivery, LetterEvent } from './events.ts';
import type { AddresseeDelivery, ApprovedLetter, DispatchedLetter, LetterState } from './letter.ts';

type CommandOf<Name extends OutgoingCommand['name']> = Extract<OutgoingCommand, { name: Name }>;

/** Dispatches to every addressee, or again, under the same number, to those whose delivery failed. */
export const dispatch = (
  letter: LetterState,
  command: CommandOf<'dispatchLetter'>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  if (letter?.status !== 'approved' && letter?.status !== 'dispatched')
    return wrongState(letter, command.name);
  if (command.dispatchedOn > context.today) {
    return refuse('INVALID_INPUT', { field: 'dispatchedOn', problem: 'inTheFuture', today: context.today });
  }
  const due = dueAddressees(letter);
  if (due.length === 0) return wrongState(letter, command.name);
  const deliveries = command.deliveries ?? deliveriesTo(due, letter, command);
  if (isRefusal(deliveries)) return deliveries;
  const named = deliveries.map(({ counterpartyId }) => counterpartyId);
  const unknown = named.find((id) => !due.includes(id));
  if (unknown) return refuse('UNKNOWN_ADDRESSEE', { counterpartyId: unknown, addressees: due });
  const missing = letter.status === 'approved' ? due.filter((id) => !named.includes(id)) : [];
  if (missing.length > 0 || new Set(named).size !== named.length) {
    return refuse('INVALID_INPUT', { field: 'deliveries', problem: 'eachAddresseeOnce', missing });
  }
  return [
    fact('Dispatched', {
      number: letter.status === 'dispatched' ? letter.number : command.number,
      dispatchedOn: command.dispatchedOn,
      deliveries: deliveries.map((delivery) => ({ ...delivery })),
      obtainNumberBy: context.deadlineFor('obtainIncomingNumber', { kind: 'role', role: 'secretary' }),
    }),
  ];
};

const dueAddressees = (letter: ApprovedLetter | DispatchedLetter): readonly string[] =>
  letter.status === 'approved'
    ? letter.card.addressees.map(({ counterpartyId }) => counterpartyId)
    : letter.deliveries
        .filter(({ outcome }) => outcome.kind === 'toDispatchAgain')
        .map(({ counterpartyId }) => counterpartyId);

const deliveriesTo = (
  addressees: readonly string[],
  letter: ApprovedLetter | DispatchedLetter,
  command: CommandOf<'dispatchLetter'>,
): readonly Delivery[] | Refusal => {
  const channel = command.channel ?? letter.card.channel;
  if (!channel) return refuse('INVALID_INPUT', { field: 'channel', problem: 'required' });
  return addressees.map((counterpartyId) => ({
    counterpartyId,
    channel,
    ...(command.trackingNumber && { trackingNumber: command.trackingNumber }),
  }));
};

/** The delivery meant: the one named, or the only one that is still under way. */
const deliveryMeant = (
  letter: DispatchedLetter,
  counterpartyId: string | undefined,
): AddresseeDelivery | Refusal => {
  const underWay = letter.deliveries.filter(({ outcome }) => outcome.kind === 'awaitingNumber');
  if (counterpartyId === undefined) {
    const [only, ...others] = underWay;
    if (only && others.length === 0) return only;
    const choices = underWay.map((delivery) => delivery.counterpartyId);
    return refuse('INVALID_INPUT', { field: 'counterpartyId', problem: 'required', choices });
  }
  const named = letter.deliveries.find((delivery) => delivery.counterpartyId === counterpartyId);
  if (!named) return refuse('UNKNOWN_ADDRESSEE', { counterpartyId });
  if (named.outcome.kind !== 'awaitingNumber') {
    return refuse('NUMBER_ALREADY_RECORDED', { counterpartyId, outcome: named.outcome.kind });
  }
  return named;
};

type AddresseeCommand = CommandOf<
  'confirmDelivery' | 'reportDeliveryFailure' | 'recordIncomingNumber' | 'waiveConfirmation'
>;

/** What became of the letter at one addressee. */
export const reportOnAddressee = (
  letter: LetterState,
  command: AddresseeCommand,
  context: DecisionContext,
): Decision<LetterEvent> => {
  if (letter?.status !== 'dispatched') return wrongState(letter, command.name);
  const delivery = deliveryMeant(letter, command.counterpartyId);
  if (isRefusal(delivery)) return delivery;
  const { counterpartyId } = delivery;
  switch (command.name) {
    case 'confirmDelivery':
      if (delivery.deliveredOn === command.deliveredOn) return [];
      return [fact('DeliveryConfirmed', { counterpartyId, deliveredOn: command.deliveredOn })];
    case 'reportDeliveryFailure': {
      const { cause, reason, next } = command;
      const dispatchBy = context.deadlineFor('dispatch', { kind: 'role', role: 'secretary' });
      return [fact('DeliveryFailed', { counterpartyId, cause, reason, next, dispatchBy })];
    }
    case 'recordIncomingNumber':
      if (command.date > context.today) {
        return refuse('INVALID_INPUT', { field: 'date', problem: 'inTheFuture', today: context.today });
      }
      return [fact('IncomingNumberRecorded', { counterpartyId, number: command.number, date: command.date })];
    case 'waiveConfirmation':
      return [fact('ConfirmationWaived', { counterpartyId, reason: command.reason })];
    default:
      return command satisfies never;
  }
};
