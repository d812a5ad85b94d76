import type { GraphQLResolveInfo } from 'graphql';
import { BEGINNING, type Position } from '../../domain/event.ts';
import type { Moment } from '../../domain/moment.ts';
import { refuse } from '../../domain/refusal.ts';
import { instantAt, positionAt } from '../../projections/audit/moment-queries.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import type { AsOf, Resolvers } from './generated.ts';
import { PastScope } from './past-scope.ts';
import { reached } from './reached.ts';

/** @throws Refused for a moment that has not come, or a position that the log has not reached. */
export const momentOf = async ({ at, position, corrected }: AsOf, context: ApiContext): Promise<Moment> => {
  const { read, head } = context.services;
  if (at && !position) {
    if (at > context.services.chancery.now()) {
      throw new Refused(refuse('INVALID_INPUT', { field: 'asOf.at', problem: '≤ now' }));
    }
    // What had been recorded by then must be in the answer, however lately that was.
    await reached(await head(), context);
    return { position: (await positionAt(read, at)) ?? BEGINNING, at, corrected: corrected ?? false };
  }
  if (position && !at) {
    await reached(position, context);
    const last = await instantAt(read, position as Position);
    // Before the first event there is nothing to judge by an instant.
    return {
      position: position as Position,
      at: last ?? new Date(0).toISOString(),
      corrected: corrected ?? false,
    };
  }
  throw new Refused(refuse('INVALID_INPUT', { field: 'asOf', problem: 'at, or position' }));
};

/** The context of the moment: the field that is resolved, and everything below it, is answered in it; see `inTime`. */
export const enter = (moment: Moment, context: ApiContext, { path }: GraphQLResolveInfo): ApiContext => {
  const { services, present, employeeId } = context;
  const scope = new PastScope(moment, present, employeeId, services.chancery.past, services.read);
  const past = { ...context, scope };
  context.past.set(path.key, past);
  return past;
};

/** The context that a field of the query is answered in: that of the moment, if it asks for one. */
export const contextAsOf = async (
  asOf: AsOf | null | undefined,
  context: ApiContext,
  info: GraphQLResolveInfo,
): Promise<ApiContext> => (asOf ? enter(await momentOf(asOf, context), context, info) : context);

const contextAt = (context: ApiContext, { path }: GraphQLResolveInfo): ApiContext => {
  let root = path;
  while (root.prev) root = root.prev;
  return context.past.get(root.key) ?? context;
};

type AnyResolver = (parent: unknown, args: unknown, context: ApiContext, info: GraphQLResolveInfo) => unknown;

/** The resolvers of what queries answer, each given the context of the moment that its query asked for. */
export const inTime = (types: Resolvers): Resolvers => {
  const timed =
    (resolve: AnyResolver): AnyResolver =>
    (parent, args, context, info) =>
      resolve(parent, args, context.past.size === 0 ? context : contextAt(context, info), info);
  return Object.fromEntries(
    Object.entries(types).map(([type, fields]) => [
      type,
      Object.fromEntries(
        Object.entries(fields as object).map(([name, resolve]) => [
          name,
          name.startsWith('__') || typeof resolve !== 'function' ? resolve : timed(resolve as AnyResolver),
        ]),
      ),
    ]),
  ) as Resolvers;
};
