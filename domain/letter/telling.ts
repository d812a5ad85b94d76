import { currentWait } from '../deadline.ts';
import type { Decision } from '../refusal.ts';
import type { EitherCommand } from './commands.ts';
import { fact } from './decision.ts';
import type { LetterEvent } from './events.ts';
import type { Letter, ReachedMilestone } from './letter.ts';
import { openTasks } from './tasks.ts';

type Telling = Extract<EitherCommand, { name: 'remind' | 'escalate' }>;

/** Where a reminder stands: the larger, the later. */
const placeOf = (milestone: string): number => {
  const [side, minutes] = milestone.split(':');
  return side === 'before' ? -Number(minutes) : Number(minutes);
};

const isTold = (letter: Letter, command: Telling): boolean =>
  (letter.milestones ?? []).some(({ kind, key, due, milestone, level }) => {
    if (key !== command.taskKey || due !== command.due) return false;
    return command.name === 'remind'
      ? kind === 'reminder' && placeOf(milestone) >= placeOf(command.milestone)
      : kind === 'escalation' && milestone === command.milestone && level === command.level;
  });

/**
 * Tells of a milestone once. Nothing follows when it was told, or a later reminder was, or when it is no longer so: the task
 * is done, is due at another time, or waits for a counterparty. That is no mistake of whoever noticed the milestone, so it is
 * not refused.
 */
export const tell = (letter: Letter, command: Telling): Decision<LetterEvent> => {
  const { taskKey, due, milestone, recipientIds, onBehalfOfIds, nextAt } = command;
  const task = openTasks(letter).find(({ key }) => key === taskKey);
  if (!task || task.deadline.due !== due || currentWait(task.deadline)) return [];
  if (recipientIds.length === 0 || isTold(letter, command)) return [];
  const told = {
    key: taskKey,
    task: task.kind,
    due,
    milestone,
    recipientIds: [...recipientIds],
    ...(onBehalfOfIds && { onBehalfOfIds: [...onBehalfOfIds] }),
    ...(nextAt && { nextAt }),
  };
  return [
    command.name === 'remind'
      ? fact('ReminderSent', told)
      : fact('Escalated', { ...told, level: command.level }),
  ];
};

/** The letter with what was told noted. */
export const withMilestone = (
  letter: Letter,
  event: Extract<LetterEvent, { type: 'ReminderSent' | 'Escalated' }>,
): Letter => {
  const { task: _, ...told } = event.data;
  const reached: ReachedMilestone = { kind: event.type === 'Escalated' ? 'escalation' : 'reminder', ...told };
  return { ...letter, milestones: [...(letter.milestones ?? []), reached] };
};
