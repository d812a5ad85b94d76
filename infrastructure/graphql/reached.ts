import type { Position } from '../../domain/event.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';

/** Settles when queries show what was written at the position. @throws Refused when they do not in time. */
export const reached = async (
  waitFor: string | null | undefined,
  { services }: ApiContext,
): Promise<void> => {
  if (!waitFor) return;
  if (await services.readModels.waitFor(waitFor as Position, services.waitMs)) return;
  throw new Refused(refuse('POSITION_NOT_REACHED', { position: waitFor, waitedMs: services.waitMs }));
};

/** Settles when queries show everything that the log has at the call. @throws Refused when they do not in time. */
export const reachedHead = async (context: ApiContext): Promise<void> =>
  reached(await context.services.head(), context);
