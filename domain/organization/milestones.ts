import { currentWait, type TaskKind } from '../deadline.ts';
import type { Instant } from '../fields.ts';
import type { Letter, Milestone, ReachedMilestone, Task } from '../letter/letter.ts';
import { type PolicySubject, subjectOfLetter } from '../letter/policy-subject.ts';
import { calendarOfTask } from './calendars.ts';
import { builtInNotice, policyFor } from './deadline-policy.ts';
import { escalationRecipients, type Recipients, reminderRecipients } from './notice-recipients.ts';
import type { Organization } from './organization.ts';
import { addWorkingMinutes, subtractWorkingMinutes } from './working-time.ts';

const planFor = (organization: Organization, task: TaskKind, subject: PolicySubject) => {
  const policy = policyFor(organization, task, subject);
  return {
    reminders: policy?.reminders ?? builtInNotice.reminders,
    escalations: policy?.escalations ?? builtInNotice.escalations,
  };
};

/** The longest time before a task is due at which any policy reminds of it, in working minutes. */
export const longestNotice = (organization: Organization): number =>
  Math.max(
    ...builtInNotice.reminders.before,
    ...[...organization.deadlinePolicies.values()].flatMap(({ reminders, removed }) =>
      removed ? [] : (reminders?.before ?? []),
    ),
  );

/**
 * The milestones of a task, in the order of their times. Whoever gets it when a reminder before the due date would have
 * come has heard of it just now, and is not reminded.
 */
export const milestonesOf = (
  organization: Organization,
  letter: Letter,
  task: Task,
): readonly (Milestone & { readonly at: Instant })[] => {
  const { reminders, escalations } = planFor(organization, task.kind, subjectOfLetter(letter));
  const calendar = calendarOfTask(organization, task.assignee);
  const { due } = task.deadline;
  const after = (minutes: number): Instant =>
    // To be due is an instant, inside working hours or not.
    minutes === 0 ? due : addWorkingMinutes(calendar, due, minutes);
  return [
    ...[...new Set(reminders.before)]
      .map((minutes) => ({
        kind: 'reminder' as const,
        milestone: `before:${minutes}`,
        at: minutes === 0 ? due : subtractWorkingMinutes(calendar, due, minutes),
      }))
      .filter(({ at }) => at > task.since),
    ...[...new Set(reminders.after)].map((minutes) => ({
      kind: 'reminder' as const,
      milestone: `after:${minutes}`,
      at: after(minutes),
    })),
    ...escalations.map(({ after: minutes, level }) => ({
      kind: 'escalation' as const,
      milestone: `after:${minutes}`,
      level,
      at: after(minutes),
    })),
  ].sort((one, other) => one.at.localeCompare(other.at) || levelOf(one) - levelOf(other));
};

const levelOf = ({ level }: Milestone): number => level ?? 0;

const isSame = (one: Milestone, other: Milestone): boolean =>
  one.kind === other.kind && one.milestone === other.milestone && one.level === other.level;

/** What of a task's milestones is to be told now, to whom, and when the next one comes. */
export interface DueMilestones {
  readonly due: readonly (Milestone & Recipients)[];
  readonly nextAt?: Instant;
}

/**
 * The milestones that have come and were not told: of reminders only the latest, since one before it would say less; of
 * escalations all, since each goes to somebody else. Nothing while the task waits for a counterparty.
 */
export const dueMilestones = (
  organization: Organization,
  letter: Letter,
  task: Task,
  now: Instant,
): DueMilestones => {
  const wait = currentWait(task.deadline);
  if (wait) return { due: [], nextAt: wait.expectedBy };
  const told: ReachedMilestone[] = (letter.milestones ?? []).filter(
    ({ key, due }) => key === task.key && due === task.deadline.due,
  );
  const all = milestonesOf(organization, letter, task);
  const come = all.filter(({ at }) => at <= now);
  const lastReminder = come.findLast(({ kind }) => kind === 'reminder');
  const due: (Milestone & Recipients)[] = [];
  for (const { at: _, ...milestone } of come) {
    if (told.some((before) => isSame(before, milestone))) continue;
    if (milestone.kind === 'reminder') {
      if (milestone.milestone !== lastReminder?.milestone) continue;
      due.push({ ...milestone, ...reminderRecipients(organization, task.assignee, now) });
      continue;
    }
    const recipients = escalationRecipients(organization, task.assignee, milestone.level ?? 1, told, now);
    // Everybody who could be told has been.
    if (recipients.recipientIds.length === 0) continue;
    due.push({ ...milestone, ...recipients });
    told.push({ ...milestone, key: task.key, due: task.deadline.due, recipientIds: recipients.recipientIds });
  }
  const nextAt = all.find(({ at }) => at > now)?.at;
  return { due, ...(nextAt !== undefined && { nextAt }) };
};
