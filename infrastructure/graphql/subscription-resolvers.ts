import type { Letter } from '../../domain/letter/letter.ts';
import { refuse } from '../../domain/refusal.ts';
import { Refused } from './api-error.ts';
import type { SubscriptionResolvers } from './generated.ts';
import type { TaskModel } from './models.ts';
import { pageRequest } from './paging.ts';
import { findTasks } from './query-resolvers.ts';

export const subscriptionResolvers: SubscriptionResolvers = {
  myTasks: {
    subscribe: (_, { first }, context) => {
      let shown: string | undefined;
      return context.services.changes.follow(
        'myTasks',
        () => true,
        async () => {
          context.present.renew();
          const page = await findTasks({ scope: 'mine' }, pageRequest({ first: first ?? null }), context);
          const tasks = page.edges.map(({ node }) => node);
          const told = JSON.stringify(
            tasks.map(({ letter, key, deadline }) => [letter.id, key, deadline.due]),
          );
          if (told === shown) return undefined;
          shown = told;
          return tasks;
        },
      );
    },
    resolve: (tasks: unknown) => tasks as TaskModel[],
  },
  letterChanged: {
    subscribe: (_, { letterId }, context) => {
      let revision: number | undefined;
      return context.services.changes.follow(
        'letterChanged',
        ({ letterIds, organization }) => letterIds.has(letterId) || organization,
        async () => {
          context.present.renew();
          const letter = await context.scope.loaders.letter.load(letterId);
          if (!letter) throw new Refused(refuse('NOT_FOUND', { what: 'letter', id: letterId }));
          if (letter.revision === revision) return undefined;
          revision = letter.revision;
          return letter;
        },
      );
    },
    resolve: (letter: unknown) => letter as Letter,
  },
};
