import { type Deadline, policyIdOf, type TaskKind } from '../deadline.ts';
import type { CalendarDate, Instant } from '../fields.ts';
import type { AssigneeReference } from '../letter/letter.ts';
import type { PolicySubject } from '../letter/policy-subject.ts';
import { taskKinds } from '../task-kinds.ts';
import { calendarOfTask } from './calendars.ts';
import type { WorkingCalendar } from './events.ts';
import { type DeadlinePolicy, lineage, type Organization } from './organization.ts';
import { addWorkingMinutes, dateIn } from './working-time.ts';

/** A working day, where policies are not told otherwise, in minutes. */
const WORKING_DAY = 8 * 60;

/** Working minutes that each kind of task may take until the organisation says otherwise. */
export const defaultMinutes: Readonly<Record<TaskKind, number>> = {
  assignExecutor: WORKING_DAY,
  decideOnReply: 10 * WORKING_DAY,
  decideOnExtension: WORKING_DAY,
  acknowledge: 3 * WORKING_DAY,
  submit: 5 * WORKING_DAY,
  approve: 2 * WORKING_DAY,
  rework: 3 * WORKING_DAY,
  dispatch: WORKING_DAY,
  obtainIncomingNumber: 10 * WORKING_DAY,
};

/** When somebody is told where no policy says otherwise: a day before, when it is due; overdue 1, 3 and 5 days. */
export const builtInNotice = {
  reminders: { before: [WORKING_DAY], after: [0] },
  escalations: [
    { after: WORKING_DAY, level: 1 },
    { after: 3 * WORKING_DAY, level: 2 },
    { after: 5 * WORKING_DAY, level: 3 },
  ],
} as const;

const ANY_LETTER: PolicySubject = { counterpartyIds: [] };

/** Of a policy that holds for the letter, how near it is to it: the larger, place by place, the nearer. */
const nearness = (
  policy: DeadlinePolicy,
  subject: PolicySubject,
  line: readonly string[],
): readonly number[] | undefined => {
  const { departmentId, documentKind, counterpartyId, counterpartyGroup } = policy;
  if (counterpartyId !== undefined && !subject.counterpartyIds.includes(counterpartyId)) return undefined;
  if (counterpartyGroup !== undefined && counterpartyGroup !== subject.counterpartyGroup) return undefined;
  if (documentKind !== undefined && documentKind !== subject.documentKind) return undefined;
  const above = departmentId === undefined ? line.length : line.indexOf(departmentId);
  if (above < 0) return undefined;
  return [
    Number(counterpartyId !== undefined),
    Number(counterpartyGroup !== undefined),
    Number(documentKind !== undefined),
    -above,
  ];
};

const nearer = (one: readonly number[], other: readonly number[]): boolean => {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place >= 0 && (one[place] ?? 0) > (other[place] ?? 0);
};

/**
 * The policy of a kind of task for a letter: of those that hold for it the most specific. One that names a counterparty
 * comes before one that does not, whatever else they name; then a group of counterparties; then a kind of document; then
 * the nearest department. No two say the same of the same letters, so there is no tie.
 *
 * @returns undefined where the organisation has set none: the built-in one holds.
 */
export const policyFor = (
  organization: Organization,
  task: TaskKind,
  subject: PolicySubject = ANY_LETTER,
): DeadlinePolicy | undefined => {
  if (organization.deadlinePolicies.size === 0) return undefined;
  const line = subject.departmentId ? lineage(organization, subject.departmentId).map(({ id }) => id) : [];
  let best: { readonly policy: DeadlinePolicy; readonly near: readonly number[] } | undefined;
  for (const policy of organization.deadlinePolicies.values()) {
    if (policy.removed || policy.task !== task) continue;
    const near = nearness(policy, subject, line);
    if (near && (!best || nearer(near, best.near))) best = { policy, near };
  }
  return best?.policy;
};

/** Every policy in force, with the built-in ones (version 0) of the kinds of tasks for which no general one was set. */
export const policiesInForce = (organization: Organization): readonly DeadlinePolicy[] => {
  const set = [...organization.deadlinePolicies.values()].filter(({ removed }) => !removed);
  return taskKinds.flatMap((task) => {
    const own = set.filter((policy) => policy.task === task);
    const general = policyFor(organization, task);
    return general
      ? own
      : [{ id: policyIdOf(task), version: 0, task, workingMinutes: defaultMinutes[task] }, ...own];
  });
};

/** Working minutes that policy gives the task. */
export const policyMinutes = (
  organization: Organization,
  task: TaskKind,
  subject: PolicySubject = ANY_LETTER,
): number => policyFor(organization, task, subject)?.workingMinutes ?? defaultMinutes[task];

/**
 * The deadline that policy gives to a task that begins at `from`, with all that it was reckoned by: the calendar is that of
 * the department responsible for the task. Where several people have it, the latest of their dates counts, so that nobody's
 * is on a day on which they are off.
 */
export const deadlineFor = (
  organization: Organization,
  task: TaskKind,
  from: Instant,
  subject: PolicySubject = ANY_LETTER,
  assignees: readonly AssigneeReference[] = [],
): Deadline => {
  const policy = policyFor(organization, task, subject);
  const workingMinutes = policy?.workingMinutes ?? defaultMinutes[task];
  const calendars = new Set<WorkingCalendar>(
    assignees.map((assignee) => calendarOfTask(organization, assignee)),
  );
  if (calendars.size === 0) calendars.add(organization.calendar);
  const [latest] = [...calendars]
    .map((calendar) => ({ calendar, due: addWorkingMinutes(calendar, from, workingMinutes) }))
    .sort((one, other) => (one.due < other.due ? 1 : -1));
  if (!latest) throw new Error('There is always a calendar');
  const { calendar, due } = latest;
  const calendarVersion = organization.calendarVersions.findLastIndex((each) => each.calendar === calendar);
  return {
    due,
    basis: {
      kind: 'policy',
      task,
      workingMinutes,
      calendar: calendar.name,
      from,
      ...(policy && { policyId: policy.id, version: policy.version }),
      ...(calendarVersion >= 0 && { calendarVersion }),
    },
  };
};

/** The organisation's calendar date at an instant. */
export const today = (organization: Organization, now: Instant): CalendarDate =>
  dateIn(organization.calendar.timeZone, now);
