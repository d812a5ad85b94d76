import type { Deadline, TaskKind } from '../deadline.ts';
import type { CalendarDate, Instant } from '../fields.ts';
import type { Organization } from './organization.ts';
import { addWorkingMinutes, dateIn } from './working-time.ts';

const DAY = 8 * 60;

/** Working minutes that each kind of task may take until the organisation says otherwise. */
const defaultMinutes: Readonly<Record<TaskKind, number>> = {
  assignExecutor: DAY,
  decideOnReply: 10 * DAY,
  decideOnExtension: DAY,
  acknowledge: 3 * DAY,
  submit: 5 * DAY,
  approve: 2 * DAY,
  rework: 3 * DAY,
  dispatch: DAY,
  obtainIncomingNumber: 10 * DAY,
};

export const policyMinutes = (organization: Organization, task: TaskKind): number =>
  organization.deadlinePolicies[task] ?? defaultMinutes[task];

/** The deadline that policy gives to a task that begins at `from`, with all that it was reckoned by. */
export const deadlineFor = (organization: Organization, task: TaskKind, from: Instant): Deadline => {
  const workingMinutes = policyMinutes(organization, task);
  return {
    due: addWorkingMinutes(organization.calendar, from, workingMinutes),
    basis: { kind: 'policy', task, workingMinutes, calendar: organization.calendar.name, from },
  };
};

/** The organisation's calendar date at an instant. */
export const today = (organization: Organization, now: Instant): CalendarDate =>
  dateIn(organization.calendar.timeZone, now);
