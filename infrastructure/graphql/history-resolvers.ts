import { type TextPart, textDifference } from '../../application/history/text-difference.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { idOf, type Recorded, SYSTEM } from '../../domain/event.ts';
import { filesOf, reasonOf } from '../../domain/history/told.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { type HistoryScope, listHistory } from '../../projections/audit/history-queries.ts';
import { historySentence } from '../messages/history-sentences.ts';
import { unprovedText } from '../messages/ledger-problems.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import { defined } from './defined.ts';
import type { HistoryScope as HistoryScopeInput, QueryHistoryArgs, Resolvers } from './generated.ts';
import { employeeById, namesOf } from './letter-resolvers.ts';
import type { HistoryModel, HistoryPage } from './models.ts';
import { connection, pageRequest } from './paging.ts';

const kinds = {
  letterId: 'letter',
  threadId: 'thread',
  projectId: 'project',
  counterpartyId: 'counterparty',
  employeeId: 'employee',
  journalId: 'journal',
} as const;

const scopeOf = (input: HistoryScopeInput | null | undefined): HistoryScope => {
  if (!input) return { kind: 'everything' };
  const { organization, ...rest } = defined(input);
  const named = Object.entries(kinds).flatMap(([field, kind]): HistoryScope[] => {
    const id = rest[field as keyof typeof kinds];
    return id ? [{ kind, id }] : [];
  });
  const [scope, ...others] = organization ? [...named, { kind: 'organization' as const }] : named;
  if (!scope || others.length > 0) {
    throw new Refused(refuse('INVALID_INPUT', { field: 'of', problem: 'exactly one' }));
  }
  return scope;
};

/** A letter or a project that one may not see has no history, rather than an empty one. */
const mustBeSeen = async (scope: HistoryScope, context: ApiContext): Promise<void> => {
  if (scope.kind !== 'letter' && scope.kind !== 'project') return;
  const found = await context.scope.loaders[scope.kind].load(scope.id);
  if (!found) throw new Refused(refuse('NOT_FOUND', { what: scope.kind, id: scope.id }));
};

export const findHistory = async (
  args: Omit<QueryHistoryArgs, 'waitFor'>,
  context: ApiContext,
): Promise<HistoryPage> => {
  const { of, newestFirst, first, after, ...filter } = args;
  const scope = scopeOf(of);
  await mustBeSeen(scope, context);
  const [organization, viewer, projects] = await Promise.all([
    context.scope.organization,
    context.scope.viewer,
    context.scope.audience(),
  ]);
  const roles = rolesOf(organization, context.employeeId);
  const audience = {
    viewer,
    projects,
    journals: viewer.readsAll || roles.has('administrator'),
    organization: roles.has('auditor') || roles.has('administrator'),
  };
  return listHistory(
    context.services.read,
    audience,
    scope,
    defined(filter),
    newestFirst ?? false,
    pageRequest({ first: first ?? null, after: after ?? null }),
  );
};

/** Everything that happened to a letter, folded from the log itself. @throws Refused */
export const letterHistory = async (letterId: string, context: ApiContext): Promise<HistoryModel[]> => {
  const { employeeId, services, seen } = context;
  const history = await services.chancery.letters.history(employeeId, letterId);
  if (isRefusal(history)) throw new Refused(history);
  const { letter, events } = history;
  seen.note(letter);
  const confidential = letter.card.confidentiality === 'confidential';
  return events.map((event) => ({
    stream: event.stream,
    revision: event.revision,
    position: event.position,
    id: event.id,
    type: event.type,
    at: event.metadata.at,
    actor: event.metadata.actor,
    onBehalfOf: event.metadata.onBehalfOf ?? null,
    letter: { id: letter.id, revision: letter.revision, confidential },
    event,
  }));
};

const eventOf = async (entry: HistoryModel, { scope }: ApiContext): Promise<Recorded<ChanceryEvent>> =>
  entry.event ?? (await scope.loaders.recorded.load(entry));

/** Shown entries of letters are letters that are read. */
const noted = ({ edges }: HistoryPage, { seen }: ApiContext): HistoryPage['edges'] => {
  for (const { node } of edges) if (node.letter) seen.note(node.letter);
  return edges;
};

export const historyResolvers: Pick<Resolvers, 'HistoryEntry' | 'HistoryConnection' | 'StoredEvent'> = {
  HistoryEntry: {
    actor: ({ actor }, _, context) => employeeById(actor, context),
    automatic: ({ actor }) => actor === SYSTEM,
    onBehalfOf: ({ onBehalfOf }, _, context) => employeeById(onBehalfOf ?? undefined, context),
    sentence: async (entry, _, context) =>
      historySentence(await eventOf(entry, context), context.language, await namesOf(context)),
    reason: async (entry, _, context) => reasonOf((await eventOf(entry, context)).data),
    changes: async (entry, _, { scope }) => [...(await scope.loaders.changes.load(entry))],
    textDifference: async (entry, { by }, { scope }): Promise<TextPart[]> => {
      const texts = await scope.loaders.texts.load(entry);
      return texts ? [...textDifference(texts.old, texts.new, by ?? 'word')] : [];
    },
    files: async (entry, _, context) => {
      if (!entry.letter) return [];
      const letterId = idOf(entry.stream);
      return filesOf((await eventOf(entry, context)).data).map((file) => ({ ...file, letterId }));
    },
    letter: async ({ letter }, _, { scope }) =>
      (letter && (await scope.loaders.letter.load(letter.id))) || null,
    data: async (entry, _, context) => (await eventOf(entry, context)).data,
    commandId: async (entry, _, context) => (await eventOf(entry, context)).metadata.commandId,
    correlationId: async (entry, _, context) => (await eventOf(entry, context)).metadata.$correlationId,
    stored: (entry, _, { scope }) => scope.loaders.stored.load(entry),
    inclusionProof: async (entry, _, { scope }) => (await scope.loaders.inclusion.load(entry)) ?? null,
    unprovedReason: async (entry, _, { scope, services, language }) =>
      (await scope.loaders.inclusion.load(entry)) ? null : unprovedText(services.ledger.problem, language),
  },
  StoredEvent: {
    data: ({ data }) => JSON.parse(data) as unknown,
    metadata: ({ metadata }) => JSON.parse(metadata) as unknown,
  },
  HistoryConnection: {
    ...connection,
    edges: (page, _, context) => [...noted(page, context)],
    nodes: (page, _, context) => noted(page, context).map(({ node }) => node),
  },
};
