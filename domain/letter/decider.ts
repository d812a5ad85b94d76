import type { Recorded } from '../event.ts';
import type { Decision } from '../refusal.ts';
import type { DecisionContext, LetterCommand } from './commands.ts';
import { actingAs } from './decision.ts';
import { decideEither, evolveEither } from './either-direction.ts';
import type { LetterEvent } from './events.ts';
import { decideIncoming, evolveIncoming } from './incoming.ts';
import type { LetterState } from './letter.ts';
import { decideOutgoing, evolveOutgoing } from './outgoing.ts';
import { pendingApprovers } from './tasks.ts';

/** What follows from a command on a letter, whichever its direction. */
export const decideLetter = (
  letter: LetterState,
  command: LetterCommand,
  context: DecisionContext,
): Decision<LetterEvent> => {
  switch (command.name) {
    case 'registerIncomingLetter':
    case 'assignExecutor':
    case 'draftReply':
    case 'waiveReply':
    case 'noteReplyDispatched':
    case 'reopen':
    case 'requestExtension':
    case 'refuseExtension':
    case 'abandonRegistration':
      return decideIncoming(letter, command, context);
    case 'draftLetter':
    case 'reviseLetter':
    case 'submitForApproval':
    case 'grantApproval':
    case 'returnForRework':
    case 'replaceApprover':
    case 'dispatchLetter':
    case 'confirmDelivery':
    case 'reportDeliveryFailure':
    case 'recordIncomingNumber':
    case 'waiveConfirmation':
    case 'withdrawLetter':
      return decideOutgoing(letter, command, context);
    default:
      return decideEither(letter, command, context);
  }
};

/** The letter after an event. Pure: the same events give the same letter, always. */
export const evolveLetter = (letter: LetterState, event: Recorded<LetterEvent>): LetterState => {
  const next = evolveByType(letter, event);
  return next && { ...next, revision: event.revision };
};

const evolveByType = (letter: LetterState, event: Recorded<LetterEvent>): LetterState => {
  switch (event.type) {
    case 'Registered':
    case 'OriginRecorded':
    case 'ExecutorAssigned':
    case 'ReplyDrafted':
    case 'ReplyWaived':
    case 'ReplyDispatched':
    case 'Reopened':
    case 'ExtensionRequested':
    case 'ExtensionRefused':
    case 'RegistrationAbandoned':
      return evolveIncoming(letter, event);
    case 'Drafted':
    case 'Revised':
    case 'SubmittedForApproval':
    case 'ApprovalGranted':
    case 'ReturnedForRework':
    case 'ApproverReplaced':
    case 'Approved':
    case 'Dispatched':
    case 'DeliveryConfirmed':
    case 'DeliveryFailed':
    case 'IncomingNumberRecorded':
    case 'ConfirmationWaived':
    case 'Withdrawn':
      return evolveOutgoing(letter, event);
    default:
      return evolveEither(letter, event);
  }
};

export const foldLetter = (events: readonly Recorded<LetterEvent>[]): LetterState =>
  events.reduce<LetterState>(evolveLetter, undefined);

/**
 * Whom the actor stands in for with this command: the executor, author or approver whose right it uses, where
 * that is not the actor. To acknowledge a letter cannot be left to a substitute.
 */
export const onBehalfOf = (
  letter: LetterState,
  command: LetterCommand,
  context: DecisionContext,
): string | undefined => {
  const owners = ownersOf(letter, command);
  const owner = actingAs(context, owners);
  return owner === context.actor ? undefined : owner;
};

const ownersOf = (letter: LetterState, command: LetterCommand): readonly string[] => {
  switch (command.name) {
    case 'draftReply':
      return letter?.status === 'withExecutor'
        ? [letter.assignment.executorId, ...letter.assignment.coExecutorIds]
        : [];
    case 'waiveReply':
    case 'requestExtension':
      return letter?.status === 'withExecutor' ? [letter.assignment.executorId] : [];
    case 'pauseDeadline':
    case 'resumeDeadline':
      if (letter && 'assignment' in letter && letter.assignment) {
        return [letter.assignment.executorId, ...letter.assignment.coExecutorIds];
      }
      return letter && 'authorId' in letter ? [letter.authorId] : [];
    case 'reviseLetter':
    case 'submitForApproval':
    case 'withdrawLetter':
      return letter && 'authorId' in letter ? [letter.authorId] : [];
    case 'grantApproval':
    case 'returnForRework':
      return letter?.status === 'onApproval' ? pendingApprovers(letter) : [];
    default:
      return [];
  }
};
