import { type Recorded, SYSTEM } from '../domain/event.ts';
import type { CalendarDate, Instant } from '../domain/fields.ts';
import type { OutgoingCard } from '../domain/letter/card.ts';
import type { LetterCommand } from '../domain/letter/commands.ts';
import type { LetterEvent, RegistrationNumber } from '../domain/letter/events.ts';
import type { LetterState } from '../domain/letter/letter.ts';
import { openTasks } from '../domain/letter/tasks.ts';
import { approvalRoute } from '../domain/organization/approval-route.ts';
import { dueMilestones } from '../domain/organization/milestones.ts';
import type { Organization } from '../domain/organization/organization.ts';
import { maySeeLetter } from '../domain/organization/rights.ts';
import type { Viewer } from '../domain/organization/viewer.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import type { Caller } from './caller.ts';
import type { Loaded } from './command-handler.ts';
import { createdId } from './derived-id.ts';
import type { CreatingRequest, FileInput, LetterRequest } from './letter-requests.ts';
import type { LetterLookup } from './ports/letter-lookup.ts';
import type { References } from './references.ts';

/** Stands in for the number while it is decided whether there will be one. */
const PROVISIONAL_NUMBER: RegistrationNumber = {
  journalId: '00000000-0000-0000-0000-000000000000',
  sequence: 1,
  text: '—',
  date: '0000-00-00',
};

type LoadedLetter = Loaded<LetterState, LetterEvent>;

interface Circumstances {
  readonly caller: Caller;
  readonly letterId: string;
  readonly loaded: LoadedLetter;
  readonly organization: Organization;
  readonly viewer: Viewer;
  readonly today: CalendarDate;
  readonly now: Instant;
}

/** Makes the decider's command of a client's request: checks what it names and adds what only Chancery knows. */
export class LetterPreparation {
  readonly #references: References;
  readonly #lookup: LetterLookup;

  constructor(references: References, lookup: LetterLookup) {
    this.#references = references;
    this.#lookup = lookup;
  }

  async prepare(request: LetterRequest, circumstances: Circumstances): Promise<LetterCommand | Refusal> {
    const { organization, loaded, letterId, today } = circumstances;
    switch (request.name) {
      case 'registerIncomingLetter':
        return this.#registration(request, circumstances);
      case 'draftLetter':
        return this.#draft(request, circumstances);
      case 'importLetter':
        return this.#import(request, circumstances);
      case 'assignExecutor':
        return (
          this.#references.employees(organization, [
            request.executorId,
            ...(request.coExecutorIds ?? []),
          ]) ?? {
            ...request,
            coExecutorIds: request.coExecutorIds ?? [],
          }
        );
      case 'draftReply': {
        const files = await this.#files(request.files, circumstances);
        const card = await this.#outgoingCard(request.card ?? {}, organization);
        if (isRefusal(files)) return files;
        if (isRefusal(card)) return card;
        return {
          ...request,
          outgoingLetterId: createdId(circumstances.caller.commandId, 'reply', letterId),
          card,
          files,
        };
      }
      case 'reviseLetter': {
        const files = request.files && (await this.#files(request.files, circumstances));
        const card = request.card && (await this.#outgoingCard(request.card, organization));
        if (isRefusal(files)) return files;
        if (isRefusal(card)) return card;
        return { ...request, card, files, currentText: currentText(loaded.events) };
      }
      case 'submitForApproval':
        return submission(loaded.state, organization);
      case 'replaceApprover':
        return this.#references.employees(organization, [request.replacementId]) ?? request;
      case 'dispatchLetter':
        return {
          ...request,
          number: numberOf(loaded.state) ?? PROVISIONAL_NUMBER,
          dispatchedOn: request.dispatchedOn ?? today,
        };
      case 'confirmDelivery':
        return { ...request, deliveredOn: request.deliveredOn ?? today };
      case 'linkToProject':
        return (await this.#references.openProject(request.projectId)) ?? request;
      case 'linkLetters': {
        const missing = await this.#visibleLetter(request.targetLetterId, circumstances);
        return missing ?? { ...request, letterId: request.targetLetterId };
      }
      case 'unlinkLetters':
        return { ...request, letterId: request.targetLetterId };
      case 'attachFile': {
        const files = await this.#files([request.file], circumstances);
        if (isRefusal(files)) return files;
        const [file] = files;
        return file ? { ...request, file } : refuse('FILE_UNKNOWN', { sha256: request.file.sha256 });
      }
      case 'correctRegistration':
        return (await this.#correctable(request.changes, organization)) ?? request;
      case 'requestAcknowledgment':
        return this.#references.employees(organization, request.employeeIds) ?? request;
      case 'pauseDeadline': {
        const counterpartyId = await this.#references.counterparty(request.counterpartyId);
        return isRefusal(counterpartyId) ? counterpartyId : { ...request, counterpartyId };
      }
      case 'endWaiting': {
        const { endedById, letterId: _, ...rest } = request;
        return { ...rest, ...(endedById && { letterId: endedById }) };
      }
      case 'remind':
      case 'escalate':
        return telling(request, circumstances);
      default:
        return request;
    }
  }

  async #registration(
    request: Extract<CreatingRequest, { name: 'registerIncomingLetter' }>,
    circumstances: Circumstances,
  ): Promise<LetterCommand | Refusal> {
    const { organization, letterId } = circumstances;
    const { addressee, responsibleDepartmentId } = request.card;
    const counterpartyId = await this.#references.counterparty(request.card.counterpartyId);
    if (isRefusal(counterpartyId)) return counterpartyId;
    const refusal =
      this.#references.department(organization, addressee.departmentId) ??
      (responsibleDepartmentId && this.#references.department(organization, responsibleDepartmentId)) ??
      this.#references.employees(organization, addressee.employeeId ? [addressee.employeeId] : []) ??
      (await this.#references.openProjects(request.projectIds ?? [])) ??
      (request.answers && (await this.#visibleLetter(request.answers, circumstances)));
    if (isRefusal(refusal)) return refusal;
    const uploaded = await this.#files(request.files, circumstances);
    if (isRefusal(uploaded)) return uploaded;
    const ofMail = request.mail?.files ?? [];
    const erased = await this.#references.erasing(ofMail);
    if (erased) return erased;
    const files = [...ofMail, ...uploaded];
    const card = { ...request.card, counterpartyId };
    return {
      ...request,
      ...(request.mail && { origin: request.mail.origin }),
      letterId,
      card,
      files,
      number: PROVISIONAL_NUMBER,
      projectIds: request.projectIds ?? [],
      possibleDuplicates: await this.#lookup.possibleDuplicates({
        ...card,
        fileHashes: files.map(({ sha256 }) => sha256),
      }),
      requiredFields: organization.profile.requiredFields,
    };
  }

  async #draft(
    request: Extract<CreatingRequest, { name: 'draftLetter' }>,
    circumstances: Circumstances,
  ): Promise<LetterCommand | Refusal> {
    const { organization, letterId, caller } = circumstances;
    const authorId = request.reply?.authorId ?? caller.actor;
    const author = organization.employees.get(authorId);
    if (!author) return refuse('UNKNOWN_EMPLOYEE', { id: authorId });
    const card = await this.#outgoingCard(request.card, organization);
    if (isRefusal(card)) return card;
    const refusal =
      (await this.#references.openProjects(request.reply ? [] : (request.projectIds ?? []))) ??
      (request.answers && (await this.#visibleLetter(request.answers, circumstances)));
    if (isRefusal(refusal)) return refusal;
    const files = request.reply?.files ?? (await this.#files(request.files, circumstances));
    if (isRefusal(files)) return files;
    return {
      ...request,
      letterId,
      card: { ...request.card, ...card },
      authorId,
      departmentId: author.departmentId,
      files,
      projectIds: request.projectIds ?? [],
    };
  }

  async #import(
    request: Extract<CreatingRequest, { name: 'importLetter' }>,
    circumstances: Circumstances,
  ): Promise<LetterCommand | Refusal> {
    const files = await this.#files(request.files, circumstances);
    if (isRefusal(files)) return files;
    return { ...request, files, projectIds: request.projectIds ?? [] };
  }

  /** The given part of an outgoing card, with its addressees and signatory checked. */
  async #outgoingCard<Card extends Partial<OutgoingCard>>(
    card: Card,
    organization: Organization,
  ): Promise<Card | Refusal> {
    const refusal =
      this.#references.employees(organization, card.signatoryId ? [card.signatoryId] : []) ??
      (card.responsibleDepartmentId &&
        this.#references.department(organization, card.responsibleDepartmentId));
    if (isRefusal(refusal)) return refusal;
    if (!card.addressees) return card;
    const ids = await Promise.all(
      card.addressees.map(({ counterpartyId }) => this.#references.counterparty(counterpartyId)),
    );
    const unknown = ids.find(isRefusal);
    if (unknown) return unknown;
    return {
      ...card,
      addressees: card.addressees.map((addressee, index) => ({
        ...addressee,
        counterpartyId: ids[index] as string,
      })),
    };
  }

  /** Whatever a corrected field names must exist; the decider checks its shape. */
  async #correctable(
    changes: Readonly<Record<string, unknown>>,
    organization: Organization,
  ): Promise<Refusal | undefined> {
    const { counterpartyId, addressee, responsibleDepartmentId } = changes as Partial<{
      counterpartyId: unknown;
      addressee: { departmentId?: unknown } | null;
      responsibleDepartmentId: unknown;
    }>;
    if (typeof counterpartyId === 'string') {
      const found = await this.#references.counterparty(counterpartyId);
      if (isRefusal(found)) return found;
    }
    for (const department of [addressee?.departmentId, responsibleDepartmentId]) {
      const unknown = typeof department === 'string' && this.#references.department(organization, department);
      if (unknown) return unknown;
    }
    return undefined;
  }

  async #visibleLetter(id: string, { caller, viewer }: Circumstances): Promise<Refusal | undefined> {
    const letter = await this.#references.letter(id);
    const visible =
      letter &&
      (caller.actor === SYSTEM ||
        maySeeLetter(
          viewer,
          letter,
          await this.#references.anyMember(letter.projectIds, viewer.employeeIds),
        ));
    return visible ? undefined : refuse('NOT_FOUND', { what: 'letter', id });
  }

  #files(inputs: readonly FileInput[] | undefined, { viewer }: Circumstances) {
    return this.#references.files(inputs ?? [], viewer);
  }
}

/** Nobody is told where the milestone has not come, or is no longer the one to tell of. */
const telling = (
  request: Extract<LetterRequest, { name: 'remind' | 'escalate' }>,
  { loaded: { state }, organization, now }: Circumstances,
): LetterCommand => {
  const letter = state?.status === 'abandoned' ? undefined : state;
  const task = openTasks(letter).find(({ key }) => key === request.taskKey);
  const { due = [], nextAt } = letter && task ? dueMilestones(organization, letter, task, now) : {};
  const level = request.name === 'escalate' ? request.level : undefined;
  const found = due.find(
    (milestone) => milestone.milestone === request.milestone && milestone.level === level,
  );
  const { recipientIds = [], onBehalfOfIds } = found ?? {};
  return { ...request, recipientIds, ...(onBehalfOfIds && { onBehalfOfIds }), ...(nextAt && { nextAt }) };
};

const submission = (letter: LetterState, organization: Organization): LetterCommand | Refusal => {
  // In any other state the decider refuses, whatever the route.
  if (!letter || !('authorId' in letter)) return { name: 'submitForApproval', route: [] };
  const route = approvalRoute(organization, {
    authorId: letter.authorId,
    departmentId: letter.departmentId,
    signatoryId: letter.card.signatoryId,
    documentKind: letter.card.documentKind,
  });
  return isRefusal(route) ? route : { name: 'submitForApproval', route };
};

const numberOf = (letter: LetterState): RegistrationNumber | undefined =>
  letter && 'number' in letter ? letter.number : undefined;

/** The text of the last revision: the state keeps only its hash. */
const currentText = (events: readonly Recorded<LetterEvent>[]): string => {
  const revision = events.findLast((event) => event.type === 'Revised' || event.type === 'Drafted');
  return revision?.type === 'Revised' || revision?.type === 'Drafted' ? revision.data.text : '';
};
