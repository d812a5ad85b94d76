import { randomUUIDv7 } from 'node:crypto';
import type { Caller } from '../../application/caller.ts';
import type { Outcome } from '../../application/command-handler.ts';
import type { Position } from '../../domain/event.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import type { Written } from './models.ts';

interface CommandInput {
  readonly commandId?: string | null;
  readonly expectedRevision?: number | null;
}

/** What follows from a command by policy, and is waited for with it. */
type Consequences = 'none' | 'policies';

/**
 * Carries out a command as the request's caller, and waits, up to the limit, until queries show it; `policies`: until
 * they show what Chancery did because of it as well.
 *
 * @throws Refused
 */
export const carryOut = async <State>(
  context: ApiContext,
  input: CommandInput,
  execute: (caller: Caller) => Promise<Outcome<State> | Refusal>,
  consequences: Consequences = 'none',
): Promise<Written & { readonly state: State }> => {
  const commandId = input.commandId ?? randomUUIDv7();
  const outcome = await execute({
    actor: context.employeeId,
    commandId,
    organization: await context.present.organization,
    ...(typeof input.expectedRevision === 'number' && { expectedRevision: input.expectedRevision }),
  });
  if (isRefusal(outcome)) throw new Refused(outcome);
  const { readModels, waitMs, head } = context.services;
  let position: string = outcome.position;
  if (consequences === 'policies' && (await readModels.waitForReactions(outcome.position, waitMs))) {
    position = await head();
  }
  const caughtUp = await readModels.waitFor(position as Position, waitMs, 'present');
  context.present.renew();
  return { state: outcome.state, position, commandId, repeated: outcome.repeated, caughtUp };
};
