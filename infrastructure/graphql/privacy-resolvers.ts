import { holdsInForce } from '../../domain/privacy/privacy.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import type { QueryResolvers, Resolvers } from './generated.ts';
import { employeeById } from './letter-resolvers.ts';

const readable = async ({ employeeId, services }: ApiContext) => {
  const { privacy } = services.chancery;
  const forbidden = await privacy.forbidden(employeeId);
  if (forbidden) throw new Refused(forbidden);
  return privacy.current();
};

export const privacyQueries: QueryResolvers = {
  legalHolds: async (_, { includeLifted }, context) => {
    const privacy = await readable(context);
    return includeLifted ? [...privacy.holds.values()] : [...holdsInForce(privacy)];
  },
  erasures: async (_, __, context) => [...(await readable(context)).erasures.values()],
};

export const privacyResolvers: Pick<Resolvers, 'LegalHold' | 'Erasure'> = {
  LegalHold: {
    placedBy: ({ placedBy }, _, context) => employeeById(placedBy, context),
    liftedBy: ({ lifted }, _, context) => employeeById(lifted?.by, context),
    liftedAt: ({ lifted }) => lifted?.at ?? null,
    liftingReason: ({ lifted }) => lifted?.reason ?? null,
  },
  Erasure: {
    employee: ({ subject, subjectIds }, _, context) =>
      subject === 'employee' ? employeeById(subjectIds[0], context) : null,
    counterparty: async ({ subject, subjectIds: [id] }, _, { scope }) =>
      (subject === 'counterparty' && id && (await scope.loaders.counterparty.load(id))) || null,
    fileHashes: ({ fileHashes }) => [...fileHashes],
    status: ({ erasedAt, completedAt }) => (completedAt ? 'completed' : erasedAt ? 'erased' : 'ordered'),
    orderedBy: ({ orderedBy }, _, context) => employeeById(orderedBy, context),
    erasedAt: ({ erasedAt }) => erasedAt ?? null,
    completedAt: ({ completedAt }) => completedAt ?? null,
  },
};
