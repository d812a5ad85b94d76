import type { Recorded } from '../event.ts';
import { notErased, withFilesAnew } from '../personal-data/erased-files.ts';
import { type Decision, refuse } from '../refusal.ts';
import { grant, replaceApprover, returnForRework, submit } from './approval.ts';
import type { DecisionContext, OutgoingCommand } from './commands.ts';
import { contentHash } from './content-hash.ts';
import { actingAs, fact, ImpossibleEvent, wrongState } from './decision.ts';
import { dispatch, reportOnAddressee } from './delivery.ts';
import type { LetterEvent } from './events.ts';
import type {
  AddresseeDelivery,
  ClosedLetter,
  DispatchedLetter,
  LetterState,
  OnApproval,
  OutgoingLetter,
} from './letter.ts';

type Outgoing = Extract<
  LetterEvent,
  {
    type:
      | 'Drafted'
      | 'Revised'
      | 'SubmittedForApproval'
      | 'ApprovalGranted'
      | 'ReturnedForRework'
      | 'ApproverReplaced'
      | 'Approved'
      | 'Dispatched'
      | 'DeliveryConfirmed'
      | 'DeliveryFailed'
      | 'IncomingNumberRecorded'
      | 'ConfirmationWaived'
      | 'Withdrawn';
  }
>;

/** What follows from a command on an outgoing letter. */
export const decideOutgoing = (
  letter: LetterState,
  command: OutgoingCommand,
  context: DecisionContext,
): Decision<LetterEvent> => {
  switch (command.name) {
    case 'draftLetter': {
      if (letter) return wrongState(letter, command.name);
      const { authorId, departmentId, card, text, files, projectIds, answers } = command;
      return [
        fact('Drafted', {
          authorId,
          departmentId,
          card,
          text,
          files: [...files],
          contentHash: contentHash({ subject: card.subject, text, files }),
          projectIds: [...new Set(projectIds)],
          ...(answers && { answers }),
          submitBy: context.deadlineFor('submit', { kind: 'employee', employeeId: authorId }),
        }),
      ];
    }
    case 'reviseLetter':
      return revise(letter, command, context);
    case 'submitForApproval':
      return submit(letter, command, context);
    case 'grantApproval':
      return grant(letter, command, context);
    case 'returnForRework':
      return returnForRework(letter, command, context);
    case 'replaceApprover':
      return replaceApprover(letter, command);
    case 'dispatchLetter':
      return dispatch(letter, command, context);
    case 'confirmDelivery':
    case 'reportDeliveryFailure':
    case 'recordIncomingNumber':
    case 'waiveConfirmation':
      return reportOnAddressee(letter, command, context);
    case 'withdrawLetter':
      switch (letter?.status) {
        case 'draft':
        case 'onApproval':
        case 'rework':
        case 'approved':
          return [fact('Withdrawn', { reason: command.reason })];
        default:
          return wrongState(letter, command.name);
      }
    default:
      return command satisfies never;
  }
};

/** The whole of the card, text and files as they shall be from now on. */
const revise = (
  letter: LetterState,
  command: Extract<OutgoingCommand, { name: 'reviseLetter' }>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  if (letter?.status !== 'draft' && letter?.status !== 'rework') return wrongState(letter, command.name);
  if (!actingAs(context, [letter.authorId])) return refuse('NOT_THE_AUTHOR', { authorId: letter.authorId });
  const card = { ...letter.card, ...command.card };
  const text = command.text ?? command.currentText;
  const files = command.files ?? notErased(letter, letter.files);
  const hash = contentHash({ subject: card.subject, text, files });
  if (hash === letter.contentHash && JSON.stringify(card) === JSON.stringify(letter.card)) {
    return refuse('NOTHING_CHANGED');
  }
  const revisionNumber = letter.revisionNumber + 1;
  return [fact('Revised', { revisionNumber, card, text, files: [...files], contentHash: hash })];
};

const isOutgoing = (letter: LetterState): letter is OutgoingLetter =>
  letter !== undefined &&
  letter.status !== 'abandoned' &&
  letter.status !== 'imported' &&
  letter.direction === 'outgoing';

/** The state after one of the outgoing letter's own events. */
export const evolveOutgoing = (letter: LetterState, event: Recorded<Outgoing>): LetterState => {
  if (event.type === 'Drafted') {
    if (letter) throw new ImpossibleEvent(event.type, letter.status);
    return drafted(event);
  }
  if (!isOutgoing(letter)) throw new ImpossibleEvent(event.type, letter?.status);
  const since = event.metadata.at;
  switch (event.type) {
    case 'Revised': {
      if (letter.status !== 'draft' && letter.status !== 'rework') {
        throw new ImpossibleEvent(event.type, letter.status);
      }
      const { card, files, revisionNumber } = event.data;
      const revised = { ...letter, card, files, revisionNumber, contentHash: event.data.contentHash };
      return withFilesAnew(revised, files);
    }
    case 'SubmittedForApproval': {
      const { route, round, approveBy } = event.data;
      const begun: OnApproval = {
        ...base(letter),
        status: 'onApproval',
        since,
        rounds: round,
        route,
        step: 0,
        grants: [],
        approveBy,
      };
      return withTurn(begun);
    }
    case 'ApprovalGranted': {
      const current = onApproval(letter, event.type);
      const { step, approverId, nextApproveBy } = event.data;
      const grants = [...current.grants, { step, approverId }];
      if (!nextApproveBy) return { ...current, grants };
      return withTurn({ ...current, since, grants, step: step + 1, approveBy: nextApproveBy });
    }
    case 'ReturnedForRework': {
      const { approverId: returnedBy, reason, reworkBy } = event.data;
      return {
        ...base(onApproval(letter, event.type)),
        status: 'rework',
        since,
        returnedBy,
        reason,
        reworkBy,
      };
    }
    case 'ApproverReplaced': {
      const current = onApproval(letter, event.type);
      const { step, approverId, replacementId } = event.data;
      const route = current.route.map((s, index) =>
        index === step
          ? { ...s, approvers: s.approvers.map((id) => (id === approverId ? replacementId : id)) }
          : s,
      );
      return withTurn({ ...current, route });
    }
    case 'Approved':
      return {
        ...base(onApproval(letter, event.type)),
        status: 'approved',
        since,
        dispatchBy: event.data.dispatchBy,
      };
    case 'Dispatched':
      return dispatched(letter, event);
    case 'DeliveryConfirmed':
      return reported(letter, event.type, event.data.counterpartyId, (delivery) => ({
        ...delivery,
        deliveredOn: event.data.deliveredOn,
      }));
    case 'DeliveryFailed': {
      const { reason, next, dispatchBy } = event.data;
      return reported(letter, event.type, event.data.counterpartyId, (delivery) => ({
        ...delivery,
        outcome:
          next === 'giveUp'
            ? { kind: 'givenUp', reason }
            : { kind: 'toDispatchAgain', dispatchBy, since, reason },
      }));
    }
    case 'IncomingNumberRecorded': {
      const { number, date } = event.data;
      return reported(letter, event.type, event.data.counterpartyId, (delivery) => ({
        ...delivery,
        outcome: { kind: 'numberRecorded', number, date },
      }));
    }
    case 'ConfirmationWaived':
      return reported(letter, event.type, event.data.counterpartyId, (delivery) => ({
        ...delivery,
        outcome: { kind: 'confirmationWaived', reason: event.data.reason },
      }));
    case 'Withdrawn':
      return { ...base(letter), status: 'withdrawn', since, reason: event.data.reason };
    default:
      return event satisfies never;
  }
};

const drafted = (event: Recorded<Extract<Outgoing, { type: 'Drafted' }>>): OutgoingLetter => {
  const { authorId, departmentId, card, files, projectIds, answers, submitBy } = event.data;
  return {
    direction: 'outgoing',
    status: 'draft',
    id: event.stream.slice('letter-'.length),
    revision: event.revision,
    createdAt: event.metadata.at,
    since: event.metadata.at,
    authorId,
    departmentId,
    card,
    files,
    projectIds,
    links: answers ? [{ letterId: answers, kind: 'answers' }] : [],
    acknowledgments: [],
    ...(answers && { answers }),
    revisionNumber: 1,
    contentHash: event.data.contentHash,
    rounds: 0,
    approverIds: [],
    submitBy,
  };
};

const onApproval = (letter: OutgoingLetter, type: string): OnApproval => {
  if (letter.status !== 'onApproval') throw new ImpossibleEvent(type, letter.status);
  return letter;
};

/** Those whose turn it is take part from now on. */
const withTurn = (letter: OnApproval): OnApproval => ({
  ...letter,
  approverIds: [...new Set([...letter.approverIds, ...(letter.route[letter.step]?.approvers ?? [])])],
});

const dispatched = (
  letter: OutgoingLetter,
  event: Recorded<Extract<Outgoing, { type: 'Dispatched' }>>,
): OutgoingLetter => {
  if (letter.status !== 'approved' && letter.status !== 'dispatched') {
    throw new ImpossibleEvent(event.type, letter.status);
  }
  const { number, dispatchedOn, obtainNumberBy } = event.data;
  const since = event.metadata.at;
  const now = event.data.deliveries.map(
    (delivery): AddresseeDelivery => ({
      ...delivery,
      dispatchedOn,
      outcome: { kind: 'awaitingNumber', obtainNumberBy, since },
    }),
  );
  const before = letter.status === 'dispatched' ? letter.deliveries : [];
  const deliveries = [
    ...before.map((delivery) => now.find((d) => d.counterpartyId === delivery.counterpartyId) ?? delivery),
    ...now.filter((delivery) => !before.some((d) => d.counterpartyId === delivery.counterpartyId)),
  ];
  return { ...base(letter), status: 'dispatched', since, number, deliveries };
};

/** One addressee's news; with the last of them settled the letter is closed. */
const reported = (
  letter: OutgoingLetter,
  type: string,
  counterpartyId: string,
  change: (delivery: AddresseeDelivery) => AddresseeDelivery,
): DispatchedLetter | ClosedLetter => {
  if (letter.status !== 'dispatched') throw new ImpossibleEvent(type, letter.status);
  const deliveries = letter.deliveries.map((delivery) =>
    delivery.counterpartyId === counterpartyId ? change(delivery) : delivery,
  );
  const settled = deliveries.every(
    ({ outcome }) => outcome.kind !== 'awaitingNumber' && outcome.kind !== 'toDispatchAgain',
  );
  return settled ? { ...letter, deliveries, status: 'closed' } : { ...letter, deliveries };
};

/** What an outgoing letter keeps from one status to the next. */
const base = (letter: OutgoingLetter) => ({
  direction: letter.direction,
  id: letter.id,
  revision: letter.revision,
  createdAt: letter.createdAt,
  authorId: letter.authorId,
  departmentId: letter.departmentId,
  card: letter.card,
  files: letter.files,
  projectIds: letter.projectIds,
  links: letter.links,
  acknowledgments: letter.acknowledgments,
  ...(letter.answers && { answers: letter.answers }),
  revisionNumber: letter.revisionNumber,
  contentHash: letter.contentHash,
  rounds: letter.rounds,
  approverIds: letter.approverIds,
  ...(letter.milestones && { milestones: letter.milestones }),
  ...(letter.erasedFiles && { erasedFiles: letter.erasedFiles }),
});
