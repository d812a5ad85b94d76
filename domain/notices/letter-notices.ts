import type { Recorded } from '../event.ts';
import type { CalendarDate, Instant } from '../fields.ts';
import type { LetterEvent } from '../letter/events.ts';
import type { Letter, LetterState, Task } from '../letter/letter.ts';
import { openTasks } from '../letter/tasks.ts';
import type { Organization } from '../organization/organization.ts';
import { responsibleFor } from '../organization/responsible.ts';
import { maySeeLetter, viewerOf } from '../organization/rights.ts';
import type { Notice, NoticeKind, NoticeParameters } from './notice.ts';
import { type Recipient, recipientsOf, withSubstitutes } from './recipients.ts';

/** What decides who is told. */
export interface NoticeContext {
  readonly organization: Organization;
  readonly today: CalendarDate;
  /** Whether one of the employees is a member of one of the letter's projects. */
  readonly isProjectMember: (employeeIds: readonly string[]) => boolean;
}

type Told = Omit<Notice, 'letterId'>;

const taskParameters = ({ kind, key, deadline }: Task): NoticeParameters => ({
  task: kind,
  key,
  due: deadline.due,
});

/** What a new task is told as: some have a sentence of their own. */
const kindOfTask = ({ kind }: Task): NoticeKind => {
  switch (kind) {
    case 'acknowledge':
      return 'acknowledgmentRequested';
    case 'decideOnExtension':
      return 'extensionRequested';
    case 'rework':
      return 'returnedForRework';
    default:
      return 'taskOpened';
  }
};

const told = (
  recipients: readonly Recipient[],
  kind: NoticeKind,
  parameters: NoticeParameters = {},
): readonly Told[] => recipients.map((recipient) => ({ ...recipient, kind, parameters }));

/** The same thing is asked of the same reference. What is asked anew, in another round or again of somebody, has another `since` or key. */
const isTheSame = (one: Task, other: Task): boolean =>
  one.key === other.key && JSON.stringify(one.assignee) === JSON.stringify(other.assignee);

const ofTasks = (before: LetterState, after: LetterState, context: NoticeContext): readonly Told[] => {
  const { organization, today } = context;
  const [earlier, later] = [openTasks(before), openTasks(after)];
  const opened = later.filter((task) => !earlier.some((other) => isTheSame(task, other)));
  const passedOn = earlier.flatMap((task) => {
    if (later.some((other) => isTheSame(task, other))) return [];
    // The same is now asked of somebody else: an executor or an approver was replaced.
    const successor = opened.find(
      ({ key, kind }) => kind === task.kind && (key === task.key || sameStep(key, task.key)),
    );
    return successor ? [{ task, successor }] : [];
  });
  return [
    ...opened.flatMap((task) =>
      told(recipientsOf(organization, task.assignee, today), kindOfTask(task), taskParameters(task)),
    ),
    ...passedOn.flatMap(({ task, successor }) => {
      const [employeeId] = responsibleFor(organization, successor.assignee);
      return told(recipientsOf(organization, task.assignee, today), 'taskPassedOn', {
        ...taskParameters(task),
        ...(employeeId && { employeeId }),
      });
    }),
  ];
};

/** `approve:2:0:<approver>` of the same round and step. */
const sameStep = (one: string, other: string): boolean =>
  one.startsWith('approve:') &&
  one.split(':').slice(0, 3).join(':') === other.split(':').slice(0, 3).join(':');

/** Of either version: to one, or to several. */
interface ToRecipients {
  readonly key: string;
  readonly due: string;
  readonly recipientId?: string;
  readonly recipientIds?: readonly string[];
}

const addressed = ({ recipientId, recipientIds }: ToRecipients, context: NoticeContext) => {
  const ids = recipientIds ?? (recipientId ? [recipientId] : []);
  return withSubstitutes(context.organization, ids, context.today);
};

/** Those who wrote the letter or execute it: whom it concerns what becomes of it. */
const ownersOf = (letter: Letter): readonly string[] => {
  if ('authorId' in letter) return [letter.authorId];
  return 'assignment' in letter && letter.assignment ? [letter.assignment.executorId] : [];
};

const ofEvent = (
  event: Recorded<LetterEvent>,
  before: LetterState,
  after: Letter,
  context: NoticeContext,
): readonly Told[] => {
  const owners = (kind: NoticeKind): readonly Told[] =>
    told(
      ownersOf(after).map((recipientId) => ({ recipientId })),
      kind,
    );
  const at: Instant = event.metadata.at;
  switch (event.type) {
    case 'ReminderSent': {
      const { task, key, due } = event.data;
      return told(addressed(event.data, context), due < at ? 'overdue' : 'reminder', { task, key, due });
    }
    case 'Escalated': {
      const { task, key, due, level } = event.data;
      return told(addressed(event.data, context), 'escalation', { task, key, due, level });
    }
    case 'Approved':
      return owners('approved');
    case 'Dispatched':
      return owners('dispatched');
    case 'Withdrawn':
      return owners('withdrawn');
    case 'Annulled':
      return owners('annulled');
    case 'DeadlineChanged': {
      const { key, task, deadline } = event.data;
      // Only what was asked for is an answer.
      if (before?.status !== 'withExecutor' || !before.extension || key !== 'decideOnReply') return [];
      const { requestedBy: recipientId } = before.extension;
      return told([{ recipientId }], 'extensionGranted', { task, key, due: deadline.due });
    }
    case 'ExtensionRefused': {
      if (before?.status !== 'withExecutor' || !before.extension) return [];
      const { requestedBy: recipientId } = before.extension;
      return told([{ recipientId }], 'extensionRefused', {
        task: 'decideOnReply',
        key: 'decideOnReply',
        due: before.dueBy.due,
      });
    }
    default:
      return [];
  }
};

/** Whether the recipient lives and may read the letter. */
const mayBeTold = (
  { recipientId }: Told,
  letter: LetterState,
  { organization, today, isProjectMember }: NoticeContext,
): boolean => {
  const viewer = viewerOf(organization, recipientId, today);
  return (
    organization.employees.get(recipientId)?.dismissed === false &&
    letter !== undefined &&
    letter.status !== 'abandoned' &&
    maySeeLetter(viewer, letter, isProjectMember(viewer.employeeIds))
  );
};

/**
 * Who is told what because of an event of a letter, which took it from `before` to `after`: those of whom it asks
 * something, and those whose letter it is. Nobody is told of what they did themselves, nor of a letter that they
 * may not read: where a task is passed on, which they might not until then. Each is told one thing once.
 */
export const letterNotices = (
  event: Recorded<LetterEvent>,
  before: LetterState,
  after: LetterState,
  context: NoticeContext,
): readonly Notice[] => {
  if (!after || after.status === 'abandoned') return [];
  // A draft asks its own author to go on with it.
  const tasks = event.type === 'Drafted' ? [] : ofTasks(before, after, context);
  return [...tasks, ...ofEvent(event, before, after, context)]
    .filter(({ recipientId }) => recipientId !== event.metadata.actor)
    .filter((notice) => mayBeTold(notice, notice.kind === 'taskPassedOn' ? before : after, context))
    .map((notice) => ({ ...notice, letterId: after.id }));
};
