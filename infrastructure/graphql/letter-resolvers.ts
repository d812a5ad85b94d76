import { isOpen, type Letter, type OnApproval } from '../../domain/letter/letter.ts';
import { departmentOf } from '../../domain/letter/participants.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import { erasedAs } from '../../domain/personal-data/erased-files.ts';
import type { ListedLetter } from '../../projections/correspondence/letter-outline.ts';
import { historySentence } from '../messages/history-sentences.ts';
import { type Names, namesIn } from '../messages/names.ts';
import type { ApiContext } from './api-context.ts';
import type { Resolvers } from './generated.ts';
import { letterDetail } from './letter-detail.ts';
import type { RouteStepModel, TaskModel } from './models.ts';
import { asksForCursors, connection, pageRequest } from './paging.ts';

const present = <Value>(values: readonly (Value | undefined | null)[]): Value[] =>
  values.filter((value): value is Value => value !== undefined && value !== null);

export const employeeById = async (id: string | undefined, { scope }: ApiContext) =>
  (id && (await scope.organization).employees.get(id)) || null;

export const departmentById = async (id: string | undefined, { scope }: ApiContext) =>
  (id && (await scope.organization).departments.get(id)) || null;

export const employeesById = async (ids: readonly string[], { scope }: ApiContext) => {
  const { employees } = await scope.organization;
  return present(ids.map((id) => employees.get(id)));
};

export const tasksOf = (letter: Letter): TaskModel[] =>
  openTasks(letter).map((task) => ({ ...task, letter }));

/** Names for history sentences. */
export const namesOf = async ({ scope, language }: ApiContext): Promise<Names> =>
  namesIn(await scope.organization, language);

export const routeSteps = (letter: OnApproval): RouteStepModel[] =>
  letter.route.map((step, index) => ({
    ...step,
    grantedIds: letter.grants.filter((grant) => grant.step === index).map(({ approverId }) => approverId),
    isCurrent: index === letter.step,
  }));

const counterpartyIdsOf = (letter: Letter): readonly string[] =>
  'addressees' in letter.card
    ? letter.card.addressees.map(({ counterpartyId }) => counterpartyId)
    : present([letter.card.counterpartyId]);

const letterNumber = (letter: Letter): string | null => {
  if (letter.status === 'imported') return letter.card.number;
  return 'number' in letter ? letter.number.text : null;
};

/** What every letter answers alike. */
const common = {
  isOpen: (letter: Letter) => isOpen(letter),
  number: letterNumber,
  subject: ({ card }: Letter) => card.subject,
  documentKind: ({ card }: Letter) => card.documentKind ?? null,
  confidentiality: ({ card }: Letter) => card.confidentiality,
  counterparties: async (letter: Letter, _: unknown, { scope }: ApiContext) => {
    const ids = new Set(counterpartyIdsOf(letter));
    return present(await Promise.all([...ids].map((id) => scope.loaders.counterparty.load(id))));
  },
  department: (letter: Letter, _: unknown, context: ApiContext) =>
    departmentById(departmentOf(letter), context),
  projects: async (letter: Letter, _: unknown, { scope }: ApiContext) =>
    present(await Promise.all(letter.projectIds.map((id) => scope.loaders.project.load(id)))),
  files: (letter: Letter) => letter.files.map((file) => ({ ...file, letterId: letter.id })),
  links: async (letter: Letter, _: unknown, { scope }: ApiContext) => [
    ...(await scope.loaders.links.load(letter.id)),
  ],
  acknowledgments: ({ acknowledgments }: Letter) => [...acknowledgments],
  openTasks: tasksOf,
  thread: ({ id, threadId }: ListedLetter, _: unknown, { scope }: ApiContext) =>
    threadId
      ? { id: threadId }
      : // A letter that the read models do not have yet is the first of its thread.
        scope.loaders.threadId.load(id).then((found) => ({ id: found ?? id })),
};

const signatureOf = ({ card }: Letter) => ('signature' in card && card.signature) || null;

export const letterResolvers: Pick<
  Resolvers,
  | 'Letter'
  | 'IncomingLetter'
  | 'OutgoingLetter'
  | 'ImportedLetter'
  | 'Addressee'
  | 'Resolution'
  | 'ExtensionRequest'
  | 'OutgoingAddressee'
  | 'TextRevision'
  | 'RouteStep'
  | 'Delivery'
  | 'File'
  | 'LetterLink'
  | 'Acknowledgment'
  | 'Thread'
  | 'TimelineEntry'
  | 'SearchHit'
  | 'LetterConnection'
  | 'TimelineConnection'
  | 'SearchConnection'
> = {
  Letter: {
    // Every letter of an answer comes by here, whichever way it was found.
    __resolveType: (letter, { seen }) => {
      seen.note(letter);
      if (letter.status === 'imported') return 'ImportedLetter';
      return letter.direction === 'incoming' ? 'IncomingLetter' : 'OutgoingLetter';
    },
  },

  IncomingLetter: {
    ...common,
    registration: ({ number }) => number,
    counterparty: async ({ card }, _, { scope }) =>
      (await scope.loaders.counterparty.load(card.counterpartyId)) ?? null,
    correspondentGroup: ({ card }) => card.correspondentGroup ?? null,
    counterpartyNumber: ({ card }) => card.counterpartyNumber ?? null,
    counterpartyDate: ({ card }) => card.counterpartyDate ?? null,
    inReplyTo: ({ card }) =>
      card.inReplyTo ? { number: card.inReplyTo.number, date: card.inReplyTo.date ?? null } : null,
    addressee: ({ card }) => card.addressee,
    signatory: ({ card }) =>
      card.signatory ? { name: card.signatory.name, post: card.signatory.post ?? null } : null,
    receivedOn: ({ card }) => card.receivedOn,
    channel: ({ card }) => card.channel,
    controlMark: ({ card }) => card.controlMark ?? false,
    fileIndex: ({ card }) => card.fileIndex ?? null,
    sheets: ({ card }) => card.sheets ?? null,
    originalLocation: ({ card }) => card.originalLocation ?? null,
    signature: (letter) => signatureOf(letter) as never,
    responsibleDepartment: ({ card }, _, context) => departmentById(card.responsibleDepartmentId, context),
    registeredBy: ({ registeredBy }, _, context) => employeeById(registeredBy, context),
    executor: (letter, _, context) =>
      employeeById('assignment' in letter ? letter.assignment?.executorId : undefined, context),
    coExecutors: (letter, _, context) =>
      employeesById(('assignment' in letter && letter.assignment?.coExecutorIds) || [], context),
    resolution: (letter) => ('assignment' in letter && letter.assignment?.resolution) || null,
    reply: async (letter, _, { scope }) =>
      ('outgoingLetterId' in letter && (await scope.loaders.letter.load(letter.outgoingLetterId))) || null,
    reason: (letter) => ('reason' in letter ? letter.reason : null),
    extensionRequest: (letter) => (letter.status === 'withExecutor' && letter.extension) || null,
  },

  OutgoingLetter: {
    ...common,
    registration: (letter) => ('number' in letter ? letter.number : null),
    addressees: ({ card }) => card.addressees,
    author: ({ authorId }, _, context) => employeeById(authorId, context),
    signatory: ({ card }, _, context) => employeeById(card.signatoryId, context),
    channel: ({ card }) => card.channel ?? null,
    fileIndex: ({ card }) => card.fileIndex ?? null,
    sheets: ({ card }) => card.sheets ?? null,
    originalLocation: ({ card }) => card.originalLocation ?? null,
    signature: (letter) => signatureOf(letter) as never,
    responsibleDepartment: ({ card }, _, context) => departmentById(card.responsibleDepartmentId, context),
    answers: async ({ answers }, _, { scope }) =>
      (answers && (await scope.loaders.letter.load(answers))) || null,
    text: async ({ id }, _, { scope }) => (await scope.loaders.latestText.load(id))?.text ?? '',
    revisions: async ({ id }, _, { scope }) => [...(await scope.loaders.revisions.load(id))],
    route: (letter) => (letter.status === 'onApproval' ? routeSteps(letter) : []),
    deliveries: (letter) => ('deliveries' in letter ? [...letter.deliveries] : []),
    reason: (letter) => ('reason' in letter ? letter.reason : null),
  },

  ImportedLetter: {
    ...common,
    date: ({ card }) => card.date,
    counterpartyNumber: ({ card }) => card.counterpartyNumber ?? null,
    counterpartyDate: ({ card }) => card.counterpartyDate ?? null,
    channel: ({ card }) => card.channel ?? null,
    caseReference: ({ card }) => card.caseReference ?? null,
    messageId: ({ card }) => card.messageId ?? null,
    text: async ({ id }, _, { scope }) => (await scope.loaders.latestText.load(id))?.text ?? null,
  },

  Addressee: {
    department: async ({ departmentId }, _, context) => {
      const department = await departmentById(departmentId, context);
      if (!department)
        throw new Error(`A letter is addressed to department ${departmentId}, which is not there`);
      return department;
    },
    employee: ({ employeeId }, _, context) => employeeById(employeeId, context),
  },
  Resolution: { author: ({ authorId }, _, context) => employeeById(authorId, context) },
  ExtensionRequest: { requestedBy: ({ requestedBy }, _, context) => employeeById(requestedBy, context) },
  OutgoingAddressee: {
    counterparty: async ({ counterpartyId }, _, { scope }) =>
      (await scope.loaders.counterparty.load(counterpartyId)) ?? null,
    name: ({ name }) => name ?? null,
    post: ({ post }) => post ?? null,
  },
  TextRevision: {
    number: ({ revisionNumber }) => revisionNumber,
    author: ({ authorId }, _, context) => employeeById(authorId, context),
    files: ({ files, letterId }) => files.map((file) => ({ ...file, letterId })),
  },
  RouteStep: {
    approvers: ({ approvers }, _, context) => employeesById(approvers, context),
    granted: ({ grantedIds }, _, context) => employeesById(grantedIds, context),
    rule: ({ origin }) => (origin.kind === 'rule' ? origin.name : null),
  },
  Delivery: {
    counterparty: async ({ counterpartyId }, _, { scope }) =>
      (await scope.loaders.counterparty.load(counterpartyId)) ?? null,
    trackingNumber: ({ trackingNumber }) => trackingNumber ?? null,
    deliveredOn: ({ deliveredOn }) => deliveredOn ?? null,
    outcome: ({ outcome }) => outcome.kind,
    incomingNumber: ({ outcome }) => (outcome.kind === 'numberRecorded' ? outcome.number : null),
    incomingDate: ({ outcome }) => (outcome.kind === 'numberRecorded' ? outcome.date : null),
    reason: ({ outcome }) => ('reason' in outcome ? outcome.reason : null),
  },
  File: {
    path: ({ letterId, sha256 }) => `/letters/${letterId}/files/${sha256}`,
    erasure: async ({ letterId, sha256 }, _, { scope }) =>
      erasedAs({ erasedFiles: await scope.loaders.erasedFiles.load(letterId) }, sha256) ?? null,
  },
  LetterLink: {
    kind: ({ kind }) => kind as never,
    letter: async ({ otherId }, _, { scope }) => {
      const letter = await scope.loaders.letter.load(otherId);
      if (!letter) throw new Error(`A link leads to letter ${otherId}, which went out of sight meanwhile`);
      return letter;
    },
  },
  Acknowledgment: {
    employee: ({ employeeId }, _, context) => employeeById(employeeId, context),
    due: ({ acknowledgeBy }) => acknowledgeBy.due,
    openedAt: ({ openedAt }) => openedAt ?? null,
    confirmedAt: ({ confirmedAt }) => confirmedAt ?? null,
  },
  Thread: {
    letters: ({ id }, args, { scope }, info) =>
      scope.lettersOf(
        'thread',
        id,
        'datedAscending',
        pageRequest(args, asksForCursors(info)),
        letterDetail(info),
      ),
  },
  TimelineEntry: {
    actor: ({ actor }, _, context) => employeeById(actor, context),
    onBehalfOf: ({ onBehalfOf }, _, context) => employeeById(onBehalfOf ?? undefined, context),
    sentence: async (entry, _, context) => {
      context.seen.note(entry.letter);
      return historySentence(entry, context.language, await namesOf(context));
    },
  },
  SearchHit: {
    excerpt: ({ letter, excerpt }, _, { seen }) => {
      seen.note(letter);
      return excerpt;
    },
  },
  LetterConnection: connection,
  TimelineConnection: connection,
  SearchConnection: connection,
};
