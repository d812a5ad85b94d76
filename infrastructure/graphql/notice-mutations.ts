import type { Caller } from '../../application/caller.ts';
import type { Position } from '../../domain/event.ts';
import { BEGINNING } from '../../domain/event.ts';
import { defaultPreferences } from '../../domain/notices/preferences.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { Registered } from '../notices/webhook-registrar.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import { carryOut } from './commands.ts';
import { defined } from './defined.ts';
import type { MutationResolvers } from './generated.ts';
import { administrating } from './notice-resolvers.ts';

const give = async (
  context: ApiContext,
  input: { readonly commandId?: string | null },
  execute: (caller: Caller) => Promise<Registered | Refusal>,
) => {
  let registered: Registered | undefined;
  const { state, ...written } = await carryOut(context, input, async (caller) => {
    const outcome = await execute(caller);
    if (!isRefusal(outcome)) registered = outcome;
    return outcome;
  });
  const webhook = registered && state.webhooks.get(registered.webhookId);
  if (!registered || !webhook) throw new Error('A command on a webhook left none behind');
  const states = await context.services.notices.webhooks.states();
  return {
    webhook: { webhook, state: states.get(webhook.id) },
    secret: registered.secret ?? null,
    ...written,
  };
};

export const noticeMutations: Pick<
  MutationResolvers,
  | 'setNoticePreferences'
  | 'markNoticesRead'
  | 'retryNotice'
  | 'registerWebhook'
  | 'rotateWebhookSecret'
  | 'replayWebhook'
  | 'disableWebhook'
> = {
  setNoticePreferences: async (_, { input }, context) => {
    const { commandId: _id, employeeId = context.employeeId, ...given } = defined(input);
    const preferences = {
      ...defaultPreferences,
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    };
    const { state, ...written } = await carryOut(context, input, (caller) =>
      context.services.chancery.organization.execute(caller, [
        { name: 'setNoticePreferences', employeeId, preferences },
      ]),
    );
    return { preferences: state.noticePreferences.get(employeeId) ?? preferences, ...written };
  },
  markNoticesRead: async (_, { input }, { employeeId, services }) => ({
    count: await services.notices.tables.markRead(
      employeeId,
      input.noticeIds ?? undefined,
      services.chancery.now(),
    ),
  }),
  retryNotice: async (_, { input: { mailId } }, context) => {
    await administrating(context);
    const { notices, chancery } = context.services;
    if (!(await notices.tables.retry(mailId, chancery.now()))) {
      throw new Refused(refuse('NOT_FOUND', { what: 'notice', id: mailId }));
    }
    return { mailId };
  },
  registerWebhook: (_, { input }, context) =>
    give(context, input, (caller) =>
      context.services.notices.registrar.register(caller, input.url, input.eventTypes),
    ),
  rotateWebhookSecret: (_, { input }, context) =>
    give(context, input, (caller) => context.services.notices.registrar.rotate(caller, input.webhookId)),
  replayWebhook: (_, { input }, context) => {
    const from = input.fromBeginning
      ? BEGINNING
      : ((input.fromPosition ?? undefined) as Position | undefined);
    return give(context, input, (caller) =>
      context.services.notices.registrar.replay(caller, input.webhookId, from),
    );
  },
  disableWebhook: (_, { input }, context) =>
    give(context, input, (caller) => context.services.notices.registrar.disable(caller, input.webhookId)),
};
