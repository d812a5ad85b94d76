import type { Position } from '../../domain/event.ts';
import { approvalRoute } from '../../domain/organization/approval-route.ts';
import { subtree } from '../../domain/organization/organization.ts';
import { responsibilityOf } from '../../domain/organization/responsible.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { listReadings } from '../../projections/audit/reading-queries.ts';
import type { LetterDetail } from '../../projections/correspondence/letter-outline.ts';
import { type LetterFilter, listLetters } from '../../projections/correspondence/letter-queries.ts';
import { searchLetters } from '../../projections/correspondence/search-queries.ts';
import { listTasks } from '../../projections/correspondence/task-queries.ts';
import { findJournal, listJournals } from '../../projections/journals/queries.ts';
import type { PageRequest } from '../../projections/page.ts';
import { listCounterparties, listProjects, projectByCode } from '../../projections/registers/queries.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import { journalCompleteness, mustBeOneOf } from './audit-resolvers.ts';
import { defined } from './defined.ts';
import type { LetterFilter as LetterFilterInput, QueryResolvers, TaskFilter } from './generated.ts';
import { findHistory, letterHistory } from './history-resolvers.ts';
import { letterDetail, taskLetterDetail } from './letter-detail.ts';
import { type TaskPage, toJournal } from './models.ts';
import { asksForCursors, pageRequest } from './paging.ts';

/** Settles when queries show what was written at the position. */
const reached = async (waitFor: string | null | undefined, { services }: ApiContext): Promise<void> => {
  if (!waitFor) return;
  if (await services.readModels.waitFor(waitFor as Position, services.waitMs)) return;
  throw new Refused(refuse('POSITION_NOT_REACHED', { position: waitFor, waitedMs: services.waitMs }));
};

const filterOf = async (
  input: LetterFilterInput | null | undefined,
  { scope }: ApiContext,
): Promise<LetterFilter> => {
  const { overdue, confidentiality, departmentId, ...rest } = defined(input ?? {});
  return {
    ...rest,
    ...(overdue && { overdueAt: new Date().toISOString() }),
    ...(confidentiality && { confidential: confidentiality === 'confidential' }),
    ...(departmentId && { departmentIds: [...subtree(await scope.organization, departmentId)] }),
  };
};

/** Tasks by whom they fall to: the caller by default. */
export const findTasks = async (
  input: TaskFilter | null | undefined,
  page: PageRequest,
  { scope, services }: ApiContext,
  detail?: LetterDetail,
): Promise<TaskPage> => {
  const { scope: whose = 'mine', employeeId, overdue, ...rest } = defined(input ?? {});
  const [organization, viewer] = await Promise.all([scope.organization, scope.viewer]);
  const employeeIds = employeeId ? [employeeId] : whose === 'mine' ? viewer.employeeIds : undefined;
  return listTasks(
    services.read,
    viewer,
    {
      ...rest,
      ...(overdue && { dueBefore: new Date().toISOString() }),
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
  letter: async (_, { id, waitFor }, context) => {
    await reached(waitFor, context);
    return (await context.scope.loaders.letter.load(id)) ?? null;
  },
  letters: async (_, { filter, orderBy, waitFor, ...page }, context, info) => {
    await reached(waitFor, context);
    const viewer = await context.scope.viewer;
    const wanted = await filterOf(filter, context);
    return listLetters(
      context.services.read,
      viewer,
      wanted,
      orderBy ?? 'datedDescending',
      pageRequest(page, asksForCursors(info)),
      letterDetail(info),
    );
  },
  thread: async (_, { id, letterId, waitFor }, context) => {
    await reached(waitFor, context);
    const known = letterId ?? id;
    if (!known) throw new Refused(refuse('INVALID_INPUT', { field: 'id', problem: 'id or letterId' }));
    const threadId = letterId ? await context.scope.loaders.threadId.load(letterId) : known;
    if (!threadId) return null;
    // A thread of which nothing may be seen is none.
    const page = await listLetters(
      context.services.read,
      await context.scope.viewer,
      { threadId },
      'datedAscending',
      { first: 1 },
    );
    return page.edges.length > 0 ? { id: threadId } : null;
  },
  project: async (_, { id, code, waitFor }, context) => {
    await reached(waitFor, context);
    const known = id ?? (code ? await projectByCode(context.services.read, code) : undefined);
    return (known && (await context.scope.loaders.project.load(known))) || null;
  },
  projects: async (_, { waitFor, first, after, ...filter }, context) => {
    await reached(waitFor, context);
    const audience = await context.scope.audience();
    return listProjects(context.services.read, audience, defined(filter), pageRequest({ first, after }));
  },
  tasks: async (_, { filter, waitFor, ...page }, context, info) => {
    await reached(waitFor, context);
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
  counterparty: async (_, { id, waitFor }, context) => {
    await reached(waitFor, context);
    return (await context.scope.loaders.counterparty.load(id)) ?? null;
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
  organization: (_, __, { scope }) => scope.organization,
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
