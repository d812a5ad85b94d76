import { auditResolvers } from './audit-resolvers.ts';
import { deadlineQueries, deadlineResolvers } from './deadline-resolvers.ts';
import { evidenceMutations, evidenceResolvers } from './evidence-resolvers.ts';
import { exportMutations, exportResolvers } from './export-resolvers.ts';
import { figureQueries } from './figure-resolvers.ts';
import type { Resolvers } from './generated.ts';
import { historyResolvers } from './history-resolvers.ts';
import { inTime } from './in-the-past.ts';
import { ledgerMutations, ledgerQueries, ledgerResolvers } from './ledger-resolvers.ts';
import { letterMutations, letterPayload } from './letter-mutations.ts';
import { letterResolvers } from './letter-resolvers.ts';
import { mailMutations, mailQueries, mailResolvers } from './mail-resolvers.ts';
import { noticeMutations } from './notice-mutations.ts';
import { noticeQueries, noticeResolvers, noticeSubscription } from './notice-resolvers.ts';
import { organizationMutations } from './organization-mutations.ts';
import { organizationResolvers } from './organization-resolvers.ts';
import { pageInfo } from './paging.ts';
import { privacyMutations } from './privacy-mutations.ts';
import { privacyQueries, privacyResolvers } from './privacy-resolvers.ts';
import { queryResolvers } from './query-resolvers.ts';
import { registerMutations } from './register-mutations.ts';
import { registerResolvers } from './register-resolvers.ts';
import { scalars } from './scalars.ts';
import { subscriptionResolvers } from './subscription-resolvers.ts';
import { taskResolvers } from './task-resolvers.ts';

export const resolvers: Resolvers = {
  ...scalars,
  ...inTime({
    ...letterResolvers,
    ...historyResolvers,
    ...auditResolvers,
    ...taskResolvers,
    ...deadlineResolvers,
    ...registerResolvers,
    ...organizationResolvers,
  }),
  ...privacyResolvers,
  ...mailResolvers,
  ...letterPayload,
  PageInfo: pageInfo,
  ...ledgerResolvers,
  ...evidenceResolvers,
  ...noticeResolvers,
  ...exportResolvers,
  Query: {
    ...queryResolvers,
    ...deadlineQueries,
    ...ledgerQueries,
    ...privacyQueries,
    ...mailQueries,
    ...figureQueries,
    ...noticeQueries,
  },
  Mutation: {
    ...letterMutations,
    ...registerMutations,
    ...organizationMutations,
    ...privacyMutations,
    ...ledgerMutations,
    ...evidenceMutations,
    ...mailMutations,
    ...noticeMutations,
    ...exportMutations,
  },
  Subscription: { ...subscriptionResolvers, ...noticeSubscription },
};
