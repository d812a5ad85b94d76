import { responsibleFor } from '../../domain/organization/responsible.ts';
import { taskTitle } from '../messages/task-titles.ts';
import type { Resolvers } from './generated.ts';
import { employeeById, employeesById } from './letter-resolvers.ts';
import { connection } from './paging.ts';

export const taskResolvers: Pick<Resolvers, 'Task' | 'Deadline' | 'TaskConnection'> = {
  Task: {
    title: ({ kind }, _, { language }) => taskTitle(kind, language),
    assignees: async ({ assignee }, _, context) =>
      employeesById(responsibleFor(await context.scope.organization, assignee), context),
    due: ({ deadline }) => deadline.due,
    overdue: ({ deadline }, _, { scope }) => deadline.due < scope.instant,
    counterparty: async ({ counterpartyId }, _, { scope }) =>
      (counterpartyId && (await scope.loaders.counterparty.load(counterpartyId))) || null,
  },
  Deadline: {
    basis: ({ basis }) => basis.kind,
    workingMinutes: ({ basis }) => (basis.kind === 'policy' ? basis.workingMinutes : null),
    calendar: ({ basis }) => (basis.kind === 'policy' ? basis.calendar : null),
    from: ({ basis }) => (basis.kind === 'policy' ? basis.from : null),
    setBy: ({ basis }, _, context) => employeeById(basis.kind === 'policy' ? undefined : basis.by, context),
    reason: ({ basis }) => (basis.kind === 'extended' ? basis.reason : null),
  },
  TaskConnection: connection,
};
