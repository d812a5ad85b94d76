import { currentWait } from '../deadline.ts';
import type { Recorded } from '../event.ts';
import { notErased, withErasedFiles, withFilesAnew } from '../personal-data/erased-files.ts';
import { type Decision, isRefusal, refuse } from '../refusal.ts';
import type { DecisionContext, EitherCommand } from './commands.ts';
import { contentHash } from './content-hash.ts';
import { correct, withChanges } from './correction.ts';
import { extendDeadline, movableTask, withDeadline } from './deadline-change.ts';
import { endWaiting, pauseDeadline, waitingEnded } from './deadline-pause.ts';
import { fact, ImpossibleEvent, wrongState } from './decision.ts';
import type { LetterEvent } from './events.ts';
import type { Acknowledgment, Letter, LetterState, Task } from './letter.ts';
import { openTasks } from './tasks.ts';
import { tell, withMilestone } from './telling.ts';

type Common = Extract<
  LetterEvent,
  {
    type:
      | 'LinkedToProject'
      | 'UnlinkedFromProject'
      | 'LinkedToLetter'
      | 'UnlinkedFromLetter'
      | 'FileAttached'
      | 'RegistrationCorrected'
      | 'Annulled'
      | 'AcknowledgmentRequested'
      | 'AcknowledgmentDelivered'
      | 'AcknowledgmentOpened'
      | 'Acknowledged'
      | 'DeadlineChanged'
      | 'ReminderSent'
      | 'Escalated'
      | 'WaitingForCounterparty'
      | 'WaitingEnded'
      | 'Imported'
      | 'FilesErased';
  }
>;

/** What follows from a command that letters of either direction take. */
export const decideEither = (
  letter: LetterState,
  command: EitherCommand,
  context: DecisionContext,
): Decision<LetterEvent> => {
  if (command.name === 'importLetter') {
    const { card, files, text, projectIds, source } = command;
    if (letter) return wrongState(letter, command.name);
    return [
      fact('Imported', {
        card,
        files: [...files],
        ...(text && { text }),
        projectIds: [...projectIds],
        source,
      }),
    ];
  }
  if (!letter || letter.status === 'abandoned') return wrongState(letter, command.name);
  if (
    letter.status === 'annulled' &&
    command.name !== 'unlinkLetters' &&
    command.name !== 'unlinkFromProject' &&
    command.name !== 'noteFilesErased'
  ) {
    return wrongState(letter, command.name);
  }
  switch (command.name) {
    case 'linkToProject':
      return letter.projectIds.includes(command.projectId)
        ? refuse('ALREADY_LINKED', { projectId: command.projectId })
        : [fact('LinkedToProject', { projectId: command.projectId })];
    case 'unlinkFromProject':
      return letter.projectIds.includes(command.projectId)
        ? [fact('UnlinkedFromProject', { projectId: command.projectId, reason: command.reason })]
        : refuse('NOT_LINKED', { projectId: command.projectId });
    case 'linkLetters': {
      const { letterId, kind, quoted } = command;
      if (letterId === letter.id) return refuse('SELF_LINK', { letterId });
      if (hasLink(letter, letterId, kind)) return refuse('ALREADY_LINKED', { letterId, kind });
      return [fact('LinkedToLetter', { letterId, kind, ...(quoted && { quoted }) })];
    }
    case 'unlinkLetters': {
      const { letterId, kind, reason } = command;
      if (!hasLink(letter, letterId, kind)) return refuse('NOT_LINKED', { letterId, kind });
      return [fact('UnlinkedFromLetter', { letterId, kind, reason })];
    }
    case 'attachFile': {
      const { sha256, name } = command.file;
      // Approval names the hash of text and files: what is being approved changes by a revision or not at all.
      if (
        letter.direction === 'outgoing' &&
        (letter.status === 'onApproval' || letter.status === 'approved')
      ) {
        return wrongState(letter, command.name);
      }
      if (notErased(letter, letter.files).some((file) => file.sha256 === sha256))
        return refuse('FILE_ALREADY_ATTACHED', { sha256, name });
      return [fact('FileAttached', { file: command.file })];
    }
    case 'correctRegistration':
      // Before it has a number an outgoing letter is revised.
      if (letter.direction === 'outgoing' && letter.status !== 'imported' && !('number' in letter)) {
        return wrongState(letter, command.name);
      }
      return correct(letter, command);
    case 'annulLetter':
      if (letter.status === 'imported' || !('number' in letter)) return wrongState(letter, command.name);
      return [fact('Annulled', { reason: command.reason })];
    case 'requestAcknowledgment':
      return requestAcknowledgment(letter, command, context);
    case 'openAcknowledgment': {
      const mine = acknowledgmentOf(letter, context.actor);
      if (!mine) return refuse('NOT_ASKED_TO_ACKNOWLEDGE');
      return mine.openedAt || mine.confirmedAt
        ? []
        : [fact('AcknowledgmentOpened', { employeeId: context.actor })];
    }
    case 'acknowledge': {
      const mine = acknowledgmentOf(letter, context.actor);
      if (!mine) return refuse('NOT_ASKED_TO_ACKNOWLEDGE');
      if (mine.confirmedAt) return refuse('ALREADY_ACKNOWLEDGED', { confirmedAt: mine.confirmedAt });
      return [fact('Acknowledged', { employeeId: context.actor, contentHash: letter.contentHash })];
    }
    case 'extendDeadline':
      return extendDeadline(letter, command, context);
    case 'pauseDeadline': {
      const task = movableTask(letter, command.taskKey);
      if (isRefusal(task)) return task;
      // Nobody outside has to act for these two.
      return task.kind === 'acknowledge' || task.kind === 'decideOnExtension'
        ? refuse('NO_SUCH_TASK', { taskKey: command.taskKey })
        : pauseDeadline(task, command, context);
    }
    case 'resumeDeadline': {
      const task = waitingTask(letter, command.taskKey);
      const ended = task && waitingEnded(task, { cause: 'resumed', at: context.now }, context);
      return ended ? [ended] : refuse('NOT_WAITING', { taskKey: command.taskKey });
    }
    case 'endWaiting': {
      const task = openTasks(letter).find(({ key }) => key === command.taskKey);
      return endWaiting(task, command, context);
    }
    case 'noteFilesErased':
      return [fact('FilesErased', command.erasure)];
    case 'remind':
    case 'escalate':
      return tell(letter, command);
    default:
      return command satisfies never;
  }
};

/** The task that waits; which one need not be said where there is only one. */
const waitingTask = (letter: Letter, taskKey: string | undefined): Task | undefined => {
  const waiting = openTasks(letter).filter(
    ({ key, deadline }) => currentWait(deadline) && (taskKey === undefined || key === taskKey),
  );
  return waiting.length === 1 ? waiting[0] : undefined;
};

const hasLink = (letter: Letter, letterId: string, kind: string): boolean =>
  letter.links.some((link) => link.letterId === letterId && link.kind === kind);

const acknowledgmentOf = (letter: Letter, employeeId: string): Acknowledgment | undefined =>
  letter.acknowledgments.find((acknowledgment) => acknowledgment.employeeId === employeeId);

/** Asks those who have not been asked to read the letter as it is now. */
const requestAcknowledgment = (
  letter: Letter,
  command: Extract<EitherCommand, { name: 'requestAcknowledgment' }>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  const asked = letter.acknowledgments
    .filter((acknowledgment) => acknowledgment.contentHash === letter.contentHash)
    .map(({ employeeId }) => employeeId);
  const employeeIds = [...new Set(command.employeeIds)].filter((id) => !asked.includes(id));
  if (letter.status === 'withdrawn') return wrongState(letter, command.name);
  if (employeeIds.length === 0) return refuse('NOTHING_CHANGED');
  return [
    fact('AcknowledgmentRequested', {
      employeeIds,
      contentHash: letter.contentHash,
      acknowledgeBy: context.deadlineFor(
        'acknowledge',
        ...employeeIds.map((employeeId) => ({ kind: 'employee' as const, employeeId })),
      ),
    }),
  ];
};

/** The state after an event that letters of either direction have. */
export const evolveEither = (letter: LetterState, event: Recorded<Common>): LetterState => {
  if (event.type === 'Imported') {
    if (letter) throw new ImpossibleEvent(event.type, letter.status);
    const { card, files, text, projectIds } = event.data;
    return {
      direction: card.direction,
      status: 'imported',
      id: event.stream.slice('letter-'.length),
      revision: event.revision,
      createdAt: event.metadata.at,
      since: event.metadata.at,
      card,
      files,
      projectIds,
      links: [],
      acknowledgments: [],
      contentHash: contentHash({ subject: card.subject, text, files }),
    };
  }
  if (!letter || letter.status === 'abandoned') throw new ImpossibleEvent(event.type, letter?.status);
  const { at } = event.metadata;
  switch (event.type) {
    case 'LinkedToProject':
      return { ...letter, projectIds: [...letter.projectIds, event.data.projectId] };
    case 'UnlinkedFromProject':
      return { ...letter, projectIds: letter.projectIds.filter((id) => id !== event.data.projectId) };
    case 'LinkedToLetter': {
      const { letterId, kind } = event.data;
      return { ...letter, links: [...letter.links, { letterId, kind }] };
    }
    case 'UnlinkedFromLetter': {
      const { letterId, kind } = event.data;
      return {
        ...letter,
        links: letter.links.filter((link) => link.letterId !== letterId || link.kind !== kind),
      };
    }
    case 'FileAttached': {
      const { file } = event.data;
      // One that was erased here may be brought again.
      const files = [...letter.files.filter(({ sha256 }) => sha256 !== file.sha256), file];
      const attached = withFilesAnew({ ...letter, files }, [file]);
      // An incoming letter is its files; an outgoing one's approved content stays what it was.
      return attached.direction === 'incoming' && attached.status !== 'imported'
        ? { ...attached, contentHash: contentHash({ subject: attached.card.subject, files }) }
        : attached;
    }
    case 'RegistrationCorrected':
      return { ...letter, card: withChanges(letter.card, event.data.changes) } as Letter;
    case 'Annulled':
      if (letter.status === 'imported' || !('number' in letter)) {
        throw new ImpossibleEvent(event.type, letter.status);
      }
      return { ...letter, status: 'annulled', since: at, reason: event.data.reason } as Letter;
    case 'AcknowledgmentRequested': {
      const { employeeIds, contentHash: hash, acknowledgeBy } = event.data;
      const kept = letter.acknowledgments.filter(({ employeeId }) => !employeeIds.includes(employeeId));
      const asked = employeeIds.map((employeeId) => ({
        employeeId,
        contentHash: hash,
        requestedAt: at,
        acknowledgeBy,
      }));
      return { ...letter, acknowledgments: [...kept, ...asked] };
    }
    case 'AcknowledgmentDelivered':
      return acknowledged(letter, event.data.employeeId, { deliveredAt: at });
    case 'AcknowledgmentOpened':
      return acknowledged(letter, event.data.employeeId, { openedAt: at });
    case 'Acknowledged':
      return acknowledged(letter, event.data.employeeId, { confirmedAt: at });
    case 'DeadlineChanged':
      return withDeadline(letter, event.data.key, event.data.deadline);
    case 'WaitingForCounterparty':
    case 'WaitingEnded': {
      const waiting = withDeadline(letter, event.data.key, event.data.deadline);
      // To wait is no answer to whoever asked for more time.
      return letter.status === 'withExecutor' && letter.extension && waiting.status === 'withExecutor'
        ? { ...waiting, extension: letter.extension }
        : waiting;
    }
    case 'FilesErased':
      return withErasedFiles(letter, event.data, at);
    case 'ReminderSent':
    case 'Escalated':
      return withMilestone(letter, event);
    default:
      return event satisfies never;
  }
};

const acknowledged = (letter: Letter, employeeId: string, change: Partial<Acknowledgment>): Letter => ({
  ...letter,
  acknowledgments: letter.acknowledgments.map((acknowledgment) =>
    acknowledgment.employeeId === employeeId ? { ...acknowledgment, ...change } : acknowledgment,
  ),
});
