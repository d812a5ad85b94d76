import { calendarOf } from '../../domain/organization/calendars.ts';
import { explainDeadline } from '../../domain/organization/deadline-explanation.ts';
import { builtInNotice, policiesInForce } from '../../domain/organization/deadline-policy.ts';
import type { WorkingCalendar } from '../../domain/organization/events.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { refuse } from '../../domain/refusal.ts';
import { deadlineSentence } from '../messages/deadline-sentence.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import type { QueryResolvers, Resolvers } from './generated.ts';
import { contextAsOf } from './in-the-past.ts';
import { departmentById, employeeById, namesOf } from './letter-resolvers.ts';
import { reached } from './reached.ts';

const counterpartyById = async (id: string | undefined, { scope }: ApiContext) =>
  (id && (await scope.loaders.counterparty.load(id))) || null;

/** As the schema has it: a note that is not there is null. */
const shown = (calendar: WorkingCalendar) => ({
  ...calendar,
  exceptions: calendar.exceptions.map(({ date, hours, note }) => ({ date, hours, note: note ?? null })),
});

/** @throws Refused for a department that there is not. */
export const shownCalendar = (organization: Organization, departmentId: string | undefined | null) => {
  if (departmentId && !organization.departments.has(departmentId)) {
    throw new Refused(refuse('UNKNOWN_DEPARTMENT', { id: departmentId }));
  }
  return shown(calendarOf(organization, departmentId ?? undefined));
};

export const deadlineResolvers: Pick<
  Resolvers,
  'Deadline' | 'Waiting' | 'DeadlineExplanation' | 'CalendarUsed' | 'DeadlineStep' | 'DeadlinePolicy'
> = {
  Deadline: {
    basis: ({ basis }) => basis.kind,
    workingMinutes: ({ basis }) => (basis.kind === 'policy' ? basis.workingMinutes : null),
    calendar: ({ basis }) => (basis.kind === 'policy' ? basis.calendar : null),
    from: ({ basis }) => (basis.kind === 'policy' ? basis.from : null),
    setBy: ({ basis }, _, context) => employeeById(basis.kind === 'policy' ? undefined : basis.by, context),
    reason: ({ basis }) => (basis.kind === 'extended' ? basis.reason : null),
    explanation: async (deadline, _, { scope }) => explainDeadline(await scope.organization, deadline),
  },
  Waiting: {
    counterparty: ({ counterpartyId }, _, context) => counterpartyById(counterpartyId, context),
    since: ({ from }) => from,
  },
  DeadlineExplanation: {
    sentence: async (explanation, _, context) => {
      const { calendar } = await context.scope.organization;
      return deadlineSentence(explanation, context.language, await namesOf(context), calendar.timeZone);
    },
    policy: ({ policy }) =>
      policy
        ? {
            id: policy.id ?? null,
            name: policy.name ?? null,
            version: policy.version ?? null,
            isBuiltIn: policy.id === undefined,
            workingMinutes: policy.workingMinutes,
          }
        : null,
    calendar: ({ calendar }) => calendar ?? null,
    from: ({ policy }) => policy?.from ?? null,
    steps: ({ steps }) => [...steps],
  },
  CalendarUsed: {
    department: ({ departmentId }, _, context) => departmentById(departmentId, context),
    unusualDays: ({ unusualDays }) =>
      unusualDays.map(({ date, kind, name }) => ({ date, kind, name: name ?? null })),
  },
  DeadlineStep: {
    at: ({ at }) => at ?? null,
    previous: (step) => ('previous' in step ? step.previous : null),
    by: (step, _, context) => employeeById('by' in step ? step.by : undefined, context),
    reason: (step) => ('reason' in step ? step.reason : null),
    counterparty: (step, _, context) =>
      counterpartyById('counterpartyId' in step ? step.counterpartyId : undefined, context),
    expectedBy: (step) => ('expectedBy' in step ? step.expectedBy : null),
    until: (step) => ('until' in step && step.until) || null,
    workingMinutes: (step) => ('workingMinutes' in step ? step.workingMinutes : null),
  },
  DeadlinePolicy: {
    name: ({ name }) => name ?? null,
    department: ({ departmentId }, _, context) => departmentById(departmentId, context),
    documentKind: ({ documentKind }) => documentKind ?? null,
    counterparty: ({ counterpartyId }, _, context) => counterpartyById(counterpartyId, context),
    counterpartyGroup: ({ counterpartyGroup }) => counterpartyGroup ?? null,
    remindBefore: ({ reminders = builtInNotice.reminders }) => [...reminders.before],
    remindAfter: ({ reminders = builtInNotice.reminders }) => [...reminders.after],
    escalations: ({ escalations = builtInNotice.escalations }) => [...escalations],
  },
};

export const deadlineQueries: Pick<QueryResolvers, 'deadlinePolicies' | 'calendar'> = {
  deadlinePolicies: async (_, { waitFor, asOf }, present, info) => {
    await reached(waitFor, present);
    const { scope } = await contextAsOf(asOf, present, info);
    return [...policiesInForce(await scope.organization)];
  },
  calendar: async (_, { departmentId, waitFor, asOf }, present, info) => {
    await reached(waitFor, present);
    const { scope } = await contextAsOf(asOf, present, info);
    return shownCalendar(await scope.organization, departmentId);
  },
};
