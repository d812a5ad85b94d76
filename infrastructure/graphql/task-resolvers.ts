import { currentWait } from '../../domain/deadline.ts';
import { responsibleFor } from '../../domain/organization/responsible.ts';
import { taskTitle } from '../messages/task-titles.ts';
import type { Resolvers } from './generated.ts';
import { employeeById, employeesById } from './letter-resolvers.ts';
import { connection } from './paging.ts';

export const taskResolvers: Pick<Resolvers, 'Task' | 'TaskConnection'> = {
  Task: {
    title: ({ kind }, _, { language }) => taskTitle(kind, language),
    assignees: async ({ assignee }, _, context) =>
      employeesById(responsibleFor(await context.scope.organization, assignee), context),
    due: ({ deadline }) => deadline.due,
    overdue: ({ deadline }, _, { scope }) => deadline.due < scope.instant,
    counterparty: async ({ counterpartyId }, _, { scope }) =>
      (counterpartyId && (await scope.loaders.counterparty.load(counterpartyId))) || null,
    waiting: ({ deadline }) => currentWait(deadline) ?? null,
    actingFor: async ({ assignee }, _, context) => {
      const [organization, acting] = await Promise.all([context.scope.organization, context.scope.actsAs()]);
      const responsible = responsibleFor(organization, assignee);
      // A task of one's own is nobody else's, whomever one substitutes.
      if (responsible.includes(context.employeeId)) return null;
      return employeeById(
        acting.find((id) => responsible.includes(id)),
        context,
      );
    },
  },
  TaskConnection: connection,
};
