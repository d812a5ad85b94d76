import { defaultPreferences } from '../../domain/notices/preferences.ts';
import { mayAdminister } from '../../domain/organization/rights.ts';
import { noticeSentence } from '../messages/notice-sentences.ts';
import type { EntryRow } from '../notices/notice-tables.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import type { QueryResolvers, Resolvers, SubscriptionResolvers } from './generated.ts';
import { employeeById, namesOf } from './letter-resolvers.ts';
import type { WebhookModel } from './models.ts';
import { noticeFeed } from './notice-feed.ts';
import { asksForCursors, connection, pageRequest } from './paging.ts';

/** @throws Refused unless the caller administers the organisation. */
export const administrating = async ({ employeeId, scope }: ApiContext): Promise<void> => {
  const forbidden = mayAdminister(await scope.organization, employeeId, 'organization');
  if (forbidden) throw new Refused(forbidden);
};

const webhookStatus = ({ webhook, state }: WebhookModel) => {
  if (webhook.disabled) return 'disabled';
  if (!state || state.given_up) return 'stopped';
  return state.attempts > 0 ? 'failing' : 'active';
};

export const noticeQueries: Pick<
  QueryResolvers,
  'notices' | 'noticePreferences' | 'noticeProblems' | 'webhooks'
> = {
  notices: (_, { unreadOnly, ...page }, { employeeId, services }, info) =>
    services.notices.tables.list(
      employeeId,
      unreadOnly ?? false,
      pageRequest(page, asksForCursors(info)),
      services.chancery.now(),
    ),
  noticePreferences: async (_, { employeeId }, context) => {
    if (employeeId && employeeId !== context.employeeId) await administrating(context);
    const { noticePreferences } = await context.scope.organization;
    return noticePreferences.get(employeeId ?? context.employeeId) ?? defaultPreferences;
  },
  noticeProblems: async (_, page, context, info) => {
    await administrating(context);
    return context.services.notices.tables.problems(pageRequest(page, asksForCursors(info)));
  },
  webhooks: async (_, __, context) => {
    await administrating(context);
    const { webhooks } = await context.scope.organization;
    const states = await context.services.notices.webhooks.states();
    return [...webhooks.values()].map((webhook) => ({ webhook, state: states.get(webhook.id) }));
  },
};

export const noticeResolvers: Pick<
  Resolvers,
  | 'Notice'
  | 'NoticeConnection'
  | 'NoticePreferences'
  | 'UndeliveredMail'
  | 'UndeliveredMailConnection'
  | 'Webhook'
> = {
  Notice: {
    text: async ({ kind, parameters, on_behalf_of, actor_id }, _, context) => {
      const { calendar, noticePreferences } = await context.scope.organization;
      const timeZone = noticePreferences.get(context.employeeId)?.timeZone ?? calendar.timeZone;
      const notice = {
        kind,
        parameters,
        ...(on_behalf_of && { onBehalfOfId: on_behalf_of }),
        ...(actor_id && { actorId: actor_id }),
      };
      return noticeSentence(notice, await namesOf(context), timeZone, context.language);
    },
    isUrgent: ({ urgent }) => urgent,
    at: ({ visible_at }) => visible_at,
    isRead: ({ read_at }) => read_at !== null,
    readAt: ({ read_at }) => read_at,
    letter: async ({ letter_id }, _, { scope }) =>
      (letter_id && (await scope.loaders.letter.load(letter_id))) || null,
    task: ({ parameters }) => parameters.task ?? null,
    due: ({ parameters }) => parameters.due ?? null,
    onBehalfOf: ({ on_behalf_of }, _, context) => employeeById(on_behalf_of ?? undefined, context),
  },
  NoticeConnection: connection,
  NoticePreferences: {
    quietHours: ({ quietHours }) => quietHours ?? null,
    timeZone: ({ timeZone }) => timeZone ?? null,
  },
  UndeliveredMail: {
    recipient: ({ recipient_id }, _, context) => employeeById(recipient_id, context),
    madeAt: ({ made_at }) => made_at,
    firstTriedAt: ({ first_tried_at }) => first_tried_at,
  },
  UndeliveredMailConnection: connection,
  Webhook: {
    id: ({ webhook }) => webhook.id,
    origin: ({ webhook }) => webhook.origin,
    eventTypes: ({ webhook }) => [...webhook.eventTypes],
    status: webhookStatus,
    position: ({ state }) => state?.position || null,
    attempts: ({ state }) => state?.attempts ?? 0,
    failingSince: ({ state }) => state?.first_tried_at ?? null,
    nextAttemptAt: ({ state, webhook }) =>
      state && state.attempts > 0 && !state.given_up && !webhook.disabled ? state.next_at : null,
    error: ({ state }) => state?.error ?? null,
  },
};

export const noticeSubscription: Pick<SubscriptionResolvers, 'notices'> = {
  notices: {
    subscribe: (_, __, context) => noticeFeed(context),
    resolve: (notice: unknown) => notice as EntryRow,
  },
};
