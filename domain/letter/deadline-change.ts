import type { Deadline } from '../deadline.ts';
import type { Instant } from '../fields.ts';
import { type Decision, isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { DecisionContext, EitherCommand } from './commands.ts';
import { waitingEnded } from './deadline-pause.ts';
import { fact } from './decision.ts';
import type { LetterEvent } from './events.ts';
import type { Letter, Task } from './letter.ts';
import { openTasks } from './tasks.ts';

/** The task that a command on its deadline means; which one need not be said where there is only one. */
export const movableTask = (letter: Letter, taskKey: string | undefined): Task | Refusal => {
  const tasks = openTasks(letter);
  const movable = tasks.filter(({ kind }) => kind !== 'acknowledge' && kind !== 'decideOnExtension');
  const task =
    taskKey === undefined
      ? movable.length === 1
        ? movable[0]
        : undefined
      : tasks.find(({ key }) => key === taskKey);
  return task ?? refuse('NO_SUCH_TASK', { taskKey, choices: tasks.map(({ key }) => key) });
};

const dateAskedFor = (letter: Letter, { kind }: Task): Instant | undefined =>
  letter.status === 'withExecutor' && kind === 'decideOnReply' ? letter.extension?.until : undefined;

/** Moves the due date of one open task. Whoever does it says when it is due, so that nothing is waited for any more. */
export const extendDeadline = (
  letter: Letter,
  command: Extract<EitherCommand, { name: 'extendDeadline' }>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  const task = movableTask(letter, command.taskKey);
  if (isRefusal(task)) return task;
  const until = command.until ?? dateAskedFor(letter, task);
  if (until === undefined) return refuse('NO_EXTENSION_REQUESTED');
  if (until <= context.now) return refuse('DUE_DATE_IN_THE_PAST', { dueBy: until, now: context.now });
  if (until === task.deadline.due) return refuse('NOTHING_CHANGED');
  const { reason } = command;
  const ended = waitingEnded(task, { cause: 'deadlineMoved', at: context.now }, context);
  const { due, basis, earlier = [], waits } = ended?.data.deadline ?? task.deadline;
  return [
    ...(ended ? [ended] : []),
    fact('DeadlineChanged', {
      key: task.key,
      task: task.kind,
      deadline: {
        due: until,
        basis: { kind: 'extended', by: context.actor, reason, previous: due, at: context.now },
        earlier: [...earlier, { due, basis }],
        ...(waits && { waits }),
      },
      reason,
    }),
  ];
};

/** The letter with the deadline of the task of that key replaced. Unknown keys (a task done since) change nothing. */
export const withDeadline = (letter: Letter, key: string, deadline: Deadline): Letter => {
  const [kind, subject] = [key.split(':')[0], key.slice(key.indexOf(':') + 1)];
  if (kind === 'acknowledge') {
    const acknowledgments = letter.acknowledgments.map((acknowledgment) =>
      acknowledgment.employeeId === subject ? { ...acknowledgment, acknowledgeBy: deadline } : acknowledgment,
    );
    return { ...letter, acknowledgments };
  }
  switch (letter.status) {
    case 'awaitingExecutor':
      return { ...letter, assignBy: deadline };
    case 'withExecutor': {
      const { extension, ...rest } = letter;
      if (kind === 'decideOnExtension') {
        return extension ? { ...rest, extension: { ...extension, decideBy: deadline } } : letter;
      }
      // Moving the due date is also the answer to whoever asked for it.
      return { ...rest, dueBy: deadline };
    }
    case 'draft':
      return { ...letter, submitBy: deadline };
    case 'rework':
      return { ...letter, reworkBy: deadline };
    case 'onApproval':
      return { ...letter, approveBy: deadline };
    case 'approved':
      return { ...letter, dispatchBy: deadline };
    case 'dispatched':
      return {
        ...letter,
        deliveries: letter.deliveries.map((delivery) => {
          const { outcome } = delivery;
          if (delivery.counterpartyId !== subject) return delivery;
          if (outcome.kind === 'awaitingNumber') {
            return { ...delivery, outcome: { ...outcome, obtainNumberBy: deadline } };
          }
          if (outcome.kind === 'toDispatchAgain') {
            return { ...delivery, outcome: { ...outcome, dispatchBy: deadline } };
          }
          return delivery;
        }),
      };
    case 'replyDrafted':
    case 'answered':
    case 'executed':
    case 'closed':
    case 'withdrawn':
    case 'annulled':
    case 'imported':
      return letter;
    default:
      return letter satisfies never;
  }
};
