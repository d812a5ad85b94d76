import type { Deadline } from '../deadline.ts';
import { type Decision, refuse } from '../refusal.ts';
import type { DecisionContext, EitherCommand } from './commands.ts';
import { fact } from './decision.ts';
import type { LetterEvent } from './events.ts';
import type { Letter } from './letter.ts';
import { openTasks } from './tasks.ts';

/** Moves the due date of one open task; which one need not be said where there is only one. */
export const extendDeadline = (
  letter: Letter,
  command: Extract<EitherCommand, { name: 'extendDeadline' }>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  const tasks = openTasks(letter);
  const extendable = tasks.filter(({ kind }) => kind !== 'acknowledge' && kind !== 'decideOnExtension');
  const task =
    command.taskKey === undefined
      ? extendable.length === 1
        ? extendable[0]
        : undefined
      : tasks.find(({ key }) => key === command.taskKey);
  if (!task)
    return refuse('NO_SUCH_TASK', { taskKey: command.taskKey, choices: tasks.map(({ key }) => key) });
  if (command.until <= context.now) {
    return refuse('DUE_DATE_IN_THE_PAST', { dueBy: command.until, now: context.now });
  }
  if (command.until === task.deadline.due) return refuse('NOTHING_CHANGED');
  const { reason } = command;
  return [
    fact('DeadlineChanged', {
      key: task.key,
      task: task.kind,
      deadline: {
        due: command.until,
        basis: { kind: 'extended', by: context.actor, reason, previous: task.deadline.due },
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
