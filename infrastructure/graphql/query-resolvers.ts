import { approvalRoute } from '../../domain/organization/approval-route.ts';
import { subtree } from '../../domain/organization/organization.ts';
import { responsibilityOf } from '../../domain/organization/responsible.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { listReadings } from '../../projections/audit/reading-queries.ts';
import type { LetterDetail } from '../../projections/correspondence/letter-outline.ts';
import type { LetterFilter } from '../../projections/correspondence/letter-queries.ts';
import { searchLetters } from '../../projections/correspondence/search-queries.ts';
import { findJournal, listJournals } from '../../projections/journals/queries.ts';
import type { PageRequest } from '../../projections/page.ts';
import { listCounterparties, listProjects } from '../../projections/registers/queries.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import { journalCompleteness, mustBeOneOf } from './audit-resolvers.ts';
import { defined } from './defined.ts';
import type { LetterFilter as LetterFilterInput, QueryResolvers, TaskFilter } from './generated.ts';
import { findHistory, letterHistory } from './history-resolvers.ts';
import { contextAsOf, enter, momentOf } from './in-the-past.ts';
import { letterDetail, taskLetterDetail } from './letter-detail.ts';
import { type TaskPage, toJournal } from './models.ts';
import { asksForCursors, pageRequest } from './paging.ts';
import { reached } from './reached.ts';

const filterOf = async (
  input: LetterFilterInput | null | undefined,
  { scope }: ApiContext,
): Promise<LetterFilter> => {
  const { overdue, confidentiality, departmentId, ...rest } = defined(input ?? {});
  return {
    ...rest,
    ...(overdue && { overdueAt: scope.instant }),
    ...(confidentiality && { confidential: confidentiality === 'confidential' }),
    ...(departmentId && { departmentIds: [...subtree(await scope.organization, departmentId)] }),
  };
};

/** Tasks by whom they fall to: the caller by default. */
export const findTasks = async (
  input: TaskFilter | null | undefined,
  page: PageRequest,
  { scope }: ApiContext,
  detail?: LetterDetail,
): Promise<TaskPage> => {
  const { scope: whose = 'mine', employeeId, overdue, ...rest } = defined(input ?? {});
  const [organization, acting] = await Promise.all([scope.organization, scope.actsAs()]);
  const employeeIds = employeeId ? [employeeId] : whose === 'mine' ? acting : undefined;
  return scope.tasks(
    {
      ...rest,
      ...(overdue && { dueBefore: scope.instant }),
      ...(employeeIds && { responsibility: responsibilityOf(organization, employeeIds) }),
    },
    page,
    detail,
  );
};

/** Journals are kept by secretaries and administrators and read by auditors. */
const mayReadJournals = (context: ApiContext): Promise<void> =>
  mustBeOneOf(['secretary', 'auditor', 'administrator'], 'journals', context);

export const queryResolvers: QueryResolvers = {
  me: async (_, __, { scope, employeeId }) => {
    const employee = (await scope.organization).employees.get(employeeId);
    if (!employee) throw new Refused(refuse('UNAUTHENTICATED'));
    return { employee };
  },
  letter: async (_, { id, waitFor, asOf }, present, info) => {
    await reached(waitFor, present);
    const { scope } = await contextAsOf(asOf, present, info);
    return (await scope.loaders.letter.load(id)) ?? null;
  },
  letters: async (_, { filter, orderBy, waitFor, asOf, ...page }, present, info) => {
    await reached(waitFor, present);
    const context = await contextAsOf(asOf, present, info);
    return context.scope.letters(
      await filterOf(filter, context),
      orderBy ?? 'datedDescending',
      pageRequest(page, asksForCursors(info)),
      letterDetail(info),
    );
  },
  thread: async (_, { id, letterId, waitFor, asOf }, present, info) => {
    await reached(waitFor, present);
    const { scope } = await contextAsOf(asOf, present, info);
    const known = letterId ?? id;
    if (!known) throw new Refused(refuse('INVALID_INPUT', { field: 'id', problem: 'id or letterId' }));
    const threadId = letterId ? await scope.loaders.threadId.load(letterId) : known;
    if (!threadId) return null;
    // A thread of which nothing may be seen is none.
    const page = await scope.letters({ threadId }, 'datedAscending', { first: 1 });
    return page.edges.length > 0 ? { id: threadId } : null;
  },
  project: async (_, { id, code, waitFor, asOf }, present, info) => {
    await reached(waitFor, present);
    const { scope } = await contextAsOf(asOf, present, info);
    const known = id ?? (code ? await scope.projectByCode(code) : undefined);
    return (known && (await scope.loaders.project.load(known))) || null;
  },
  projects: async (_, { waitFor, first, after, ...filter }, context) => {
    await reached(waitFor, context);
    const audience = await context.scope.audience();
    return listProjects(context.services.read, audience, defined(filter), pageRequest({ first, after }));
  },
  tasks: async (_, { filter, waitFor, asOf, ...page }, present, info) => {
    await reached(waitFor, present);
    const context = await contextAsOf(asOf, present, info);
    return findTasks(filter, pageRequest(page, asksForCursors(info)), context, taskLetterDetail(info));
  },
  journal: async (_, { direction, year, waitFor }, context) => {
    await reached(waitFor, context);
    await mayReadJournals(context);
    const journal = await findJournal(context.services.read, direction, year);
    return journal ? toJournal(journal) : null;
  },
  journals: async (_, { waitFor }, context) => {
    await reached(waitFor, context);
    await mayReadJournals(context);
    return (await listJournals(context.services.read)).map(toJournal);
  },
  counterparty: async (_, { id, waitFor, asOf }, present, info) => {
    await reached(waitFor, present);
    const { scope } = await contextAsOf(asOf, present, info);
    return (await scope.loaders.counterparty.load(id)) ?? null;
  },
  counterparties: async (_, { query, waitFor, ...page }, context) => {
    await reached(waitFor, context);
    return listCounterparties(context.services.read, query ?? undefined, pageRequest(page));
  },
  search: async (_, { query, waitFor, ...page }, context) => {
    await reached(waitFor, context);
    if (query.length > 500) throw new Refused(refuse('INVALID_INPUT', { field: 'query', problem: '≤ 500' }));
    return searchLetters(context.services.read, await context.scope.viewer, query, pageRequest(page));
  },
  organization: async (_, { waitFor, asOf }, present, info) => {
    await reached(waitFor, present);
    return (await contextAsOf(asOf, present, info)).scope.organization;
  },
  accessAsOf: async (_, { employeeId, letterId, asOf }, present, info) => {
    if (employeeId !== present.employeeId) {
      await mustBeOneOf(['auditor', 'administrator'], 'access', present);
    }
    if (letterId && !(await present.scope.loaders.letter.load(letterId))) {
      throw new Refused(refuse('NOT_FOUND', { what: 'letter', id: letterId }));
    }
    // What was allowed followed from what was known.
    if (asOf.corrected) {
      throw new Refused(refuse('INVALID_INPUT', { field: 'asOf.corrected', problem: 'false' }));
    }
    const moment = await momentOf(asOf, present);
    enter(moment, present, info);
    return present.services.chancery.past.access(employeeId, letterId ?? undefined, moment);
  },
  letterHistory: (_, { letterId }, context) => letterHistory(letterId, context),
  history: async (_, { waitFor, ...args }, context) => {
    await reached(waitFor, context);
    return findHistory(args, context);
  },
  readings: async (_, { waitFor, newestFirst, first, after, ...filter }, context) => {
    await reached(waitFor, context);
    await mustBeOneOf(['auditor', 'administrator'], 'readings', context);
    const page = pageRequest({ first, after });
    return listReadings(context.services.read, defined(filter), newestFirst ?? true, page);
  },
  journalCompleteness: async (_, { journalId, ...range }, context) => {
    await mayReadJournals(context);
    return journalCompleteness(journalId, defined(range), context);
  },
  approvalRoute: async (_, { authorId, signatoryId, documentKind }, { scope }) => {
    const organization = await scope.organization;
    const author = organization.employees.get(authorId);
    if (!author) throw new Refused(refuse('UNKNOWN_EMPLOYEE', { id: authorId }));
    const route = approvalRoute(organization, {
      authorId,
      departmentId: author.departmentId,
      ...(signatoryId && { signatoryId }),
      ...(documentKind && { documentKind }),
    });
    if (isRefusal(route)) throw new Refused(route);
    return route.map((step, index) => ({ ...step, grantedIds: [], isCurrent: index === 0 }));
  },
};
