import type { Recorded } from '../event.ts';
import { type Decision, refuse } from '../refusal.ts';
import type { DecisionContext, IncomingCommand } from './commands.ts';
import { contentHash } from './content-hash.ts';
import { waitingEnded } from './deadline-pause.ts';
import { actingAs, fact, ImpossibleEvent, wrongState } from './decision.ts';
import type { LetterEvent } from './events.ts';
import type { IncomingLetter, LetterState, WithExecutor } from './letter.ts';
import { register } from './registration.ts';
import { openTasks } from './tasks.ts';

type Incoming = Extract<
  LetterEvent,
  {
    type:
      | 'Registered'
      | 'OriginRecorded'
      | 'ExecutorAssigned'
      | 'ReplyDrafted'
      | 'ReplyWaived'
      | 'ReplyDispatched'
      | 'Reopened'
      | 'ExtensionRequested'
      | 'ExtensionRefused'
      | 'RegistrationAbandoned';
  }
>;

const isIncoming = (letter: LetterState): letter is IncomingLetter =>
  letter !== undefined &&
  letter.status !== 'abandoned' &&
  letter.status !== 'imported' &&
  letter.direction === 'incoming';

/** What follows from a command on an incoming letter. */
export const decideIncoming = (
  letter: LetterState,
  command: IncomingCommand,
  context: DecisionContext,
): Decision<LetterEvent> => {
  switch (command.name) {
    case 'registerIncomingLetter':
      if (letter?.status === 'abandoned') return refuse('NUMBER_VOIDED', { reason: letter.reason });
      return letter ? wrongState(letter, command.name) : register(command, context);

    case 'abandonRegistration':
      // The registration came through after all: nothing to abandon.
      return letter ? [] : [fact('RegistrationAbandoned', { reason: command.reason })];

    case 'assignExecutor':
      return assignExecutor(letter, command, context);

    case 'draftReply': {
      if (letter?.status !== 'withExecutor') return wrongState(letter, command.name);
      const { executorId, coExecutorIds } = letter.assignment;
      if (!actingAs(context, [executorId, ...coExecutorIds]))
        return refuse('NOT_THE_EXECUTOR', { executorId });
      return [
        fact('ReplyDrafted', {
          outgoingLetterId: command.outgoingLetterId,
          card: {
            addressees: [{ counterpartyId: letter.card.counterpartyId }],
            subject: letter.card.subject,
            confidentiality: letter.card.confidentiality,
            ...command.card,
          },
          text: command.text,
          files: [...command.files],
        }),
      ];
    }

    case 'waiveReply': {
      if (letter?.status !== 'withExecutor') return wrongState(letter, command.name);
      // A co-executor helps with a reply; that there will be none is the responsible executor's to say.
      const { executorId } = letter.assignment;
      if (!actingAs(context, [executorId])) return refuse('NOT_THE_EXECUTOR', { executorId });
      return [fact('ReplyWaived', { reason: command.reason })];
    }

    case 'noteReplyDispatched':
      if (letter?.status === 'answered' && letter.outgoingLetterId === command.outgoingLetterId) return [];
      if (letter?.status !== 'replyDrafted' || letter.outgoingLetterId !== command.outgoingLetterId) {
        return wrongState(letter, command.name);
      }
      return [
        fact('ReplyDispatched', { outgoingLetterId: command.outgoingLetterId, number: command.number }),
      ];

    case 'reopen':
      if (letter?.status !== 'replyDrafted' && letter?.status !== 'answered') {
        return wrongState(letter, command.name);
      }
      if (letter.outgoingLetterId !== command.outgoingLetterId) return wrongState(letter, command.name);
      return [
        fact('Reopened', {
          outgoingLetterId: command.outgoingLetterId,
          reason: command.reason,
          dueBy: context.deadlineFor('decideOnReply', {
            kind: 'employee',
            employeeId: letter.assignment.executorId,
          }),
        }),
      ];

    case 'requestExtension':
      return requestExtension(letter, command, context);

    case 'refuseExtension':
      if (letter?.status !== 'withExecutor') return wrongState(letter, command.name);
      if (!letter.extension) return refuse('NO_EXTENSION_REQUESTED');
      return [fact('ExtensionRefused', { reason: command.reason })];

    default:
      return command satisfies never;
  }
};

const assignExecutor = (
  letter: LetterState,
  command: Extract<IncomingCommand, { name: 'assignExecutor' }>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  if (letter?.status !== 'awaitingExecutor' && letter?.status !== 'withExecutor') {
    return wrongState(letter, command.name);
  }
  if (command.dueBy !== undefined && command.dueBy <= context.now) {
    return refuse('DUE_DATE_IN_THE_PAST', { dueBy: command.dueBy, now: context.now });
  }
  const coExecutorIds = [...new Set(command.coExecutorIds)].filter((id) => id !== command.executorId);
  if (letter.status === 'withExecutor') {
    const { assignment } = letter;
    const same =
      assignment.executorId === command.executorId &&
      coExecutorIds.length === assignment.coExecutorIds.length &&
      coExecutorIds.every((id) => assignment.coExecutorIds.includes(id)) &&
      command.resolution === undefined &&
      command.dueBy === undefined;
    if (same) return refuse('EXECUTOR_ALREADY_ASSIGNED', { executorId: command.executorId });
    if (!command.reason) return refuse('REASON_REQUIRED', { command: command.name });
  }
  // Another due date is another matter: what was waited for is not any more.
  const ended = openTasks(letter).flatMap(
    (task) => waitingEnded(task, { cause: 'deadlineMoved', at: context.now }, context) ?? [],
  );
  return [
    ...ended,
    fact('ExecutorAssigned', {
      executorId: command.executorId,
      coExecutorIds,
      ...(command.resolution && { resolution: { authorId: context.actor, text: command.resolution } }),
      dueBy: command.dueBy
        ? { due: command.dueBy, basis: { kind: 'set', by: context.actor, at: context.now } }
        : context.deadlineFor('decideOnReply', { kind: 'employee', employeeId: command.executorId }),
      ...(command.reason && { reason: command.reason }),
    }),
  ];
};

const requestExtension = (
  letter: LetterState,
  command: Extract<IncomingCommand, { name: 'requestExtension' }>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  if (letter?.status !== 'withExecutor') return wrongState(letter, command.name);
  const { executorId } = letter.assignment;
  if (!actingAs(context, [executorId])) return refuse('NOT_THE_EXECUTOR', { executorId });
  if (command.until <= letter.dueBy.due) {
    return refuse('DUE_DATE_IN_THE_PAST', { dueBy: command.until, now: letter.dueBy.due });
  }
  return [
    fact('ExtensionRequested', {
      requestedBy: executorId,
      until: command.until,
      reason: command.reason,
      decideBy: context.deadlineFor('decideOnExtension', {
        kind: 'headOf',
        departmentId: letter.card.addressee.departmentId,
      }),
    }),
  ];
};

/** The state after one of the incoming letter's own events. */
export const evolveIncoming = (letter: LetterState, event: Recorded<Incoming>): LetterState => {
  const at = event.metadata.at;
  if (event.type === 'Registered') {
    if (letter) throw new ImpossibleEvent(event.type, letter.status);
    return registered(event);
  }
  if (event.type === 'RegistrationAbandoned') {
    if (letter) throw new ImpossibleEvent(event.type, letter.status);
    const { reason } = event.data;
    return {
      id: event.stream.slice('letter-'.length),
      status: 'abandoned',
      revision: event.revision,
      reason,
    };
  }
  if (!isIncoming(letter)) throw new ImpossibleEvent(event.type, letter?.status);

  switch (event.type) {
    case 'OriginRecorded':
      return { ...letter, origin: event.data };
    case 'ExecutorAssigned': {
      const { executorId, coExecutorIds, resolution, dueBy } = event.data;
      const before = 'assignment' in letter ? letter.assignment?.resolution : undefined;
      return {
        ...base(letter),
        status: 'withExecutor',
        since: at,
        assignment: { executorId, coExecutorIds, resolution: resolution ?? before },
        dueBy,
      };
    }
    case 'ReplyDrafted': {
      if (letter.status !== 'withExecutor') throw new ImpossibleEvent(event.type, letter.status);
      const { assignment, dueBy } = letter;
      const { outgoingLetterId } = event.data;
      return { ...base(letter), status: 'replyDrafted', since: at, assignment, dueBy, outgoingLetterId };
    }
    case 'ReplyWaived': {
      if (letter.status !== 'withExecutor') throw new ImpossibleEvent(event.type, letter.status);
      const { assignment } = letter;
      return { ...base(letter), status: 'executed', since: at, assignment, reason: event.data.reason };
    }
    case 'ReplyDispatched': {
      if (letter.status !== 'replyDrafted') throw new ImpossibleEvent(event.type, letter.status);
      const { assignment, outgoingLetterId } = letter;
      const replyNumber = event.data.number;
      return { ...base(letter), status: 'answered', since: at, assignment, outgoingLetterId, replyNumber };
    }
    case 'Reopened': {
      if (letter.status !== 'replyDrafted' && letter.status !== 'answered') {
        throw new ImpossibleEvent(event.type, letter.status);
      }
      const { assignment } = letter;
      return { ...base(letter), status: 'withExecutor', since: at, assignment, dueBy: event.data.dueBy };
    }
    case 'ExtensionRequested':
      return { ...assigned(letter, event.type), extension: { ...event.data, requestedAt: at } };
    case 'ExtensionRefused': {
      const { extension: _, ...rest } = assigned(letter, event.type);
      return rest;
    }
    default:
      return event satisfies never;
  }
};

const assigned = (letter: IncomingLetter, type: string): WithExecutor => {
  if (letter.status !== 'withExecutor') throw new ImpossibleEvent(type, letter.status);
  return letter;
};

const registered = (event: Recorded<Extract<Incoming, { type: 'Registered' }>>): IncomingLetter => {
  const { number, card, files, projectIds, answers, assignBy } = event.data;
  return {
    direction: 'incoming',
    status: 'awaitingExecutor',
    id: event.stream.slice('letter-'.length),
    revision: event.revision,
    createdAt: event.metadata.at,
    since: event.metadata.at,
    number,
    card,
    files,
    projectIds,
    links: answers ? [{ letterId: answers, kind: 'answers' }] : [],
    acknowledgments: [],
    contentHash: contentHash({ subject: card.subject, files }),
    registeredBy: event.metadata.actor,
    assignBy,
  };
};

/** What an incoming letter keeps from one status to the next. */
const base = (letter: IncomingLetter) => ({
  direction: letter.direction,
  id: letter.id,
  revision: letter.revision,
  createdAt: letter.createdAt,
  number: letter.number,
  card: letter.card,
  files: letter.files,
  projectIds: letter.projectIds,
  links: letter.links,
  acknowledgments: letter.acknowledgments,
  contentHash: letter.contentHash,
  registeredBy: letter.registeredBy,
  ...(letter.origin && { origin: letter.origin }),
  ...(letter.milestones && { milestones: letter.milestones }),
  ...(letter.erasedFiles && { erasedFiles: letter.erasedFiles }),
});
