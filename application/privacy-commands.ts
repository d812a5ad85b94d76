import { streamName } from '../domain/event.ts';
import { type Area, mayAdminister } from '../domain/organization/rights.ts';
import type { HoldScope } from '../domain/privacy/events.ts';
import {
  decidePrivacy,
  type Erasure,
  holdsInForce,
  lastErasureOf,
  PRIVACY_STREAM,
  type Privacy,
  type PrivacyCommand,
} from '../domain/privacy/privacy.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { privacyAggregate, projectAggregate } from './aggregates.ts';
import type { Caller } from './caller.ts';
import type { CommandHandler, Outcome } from './command-handler.ts';
import { derivedId } from './derived-id.ts';
import type { OrganizationReader } from './organization-reader.ts';
import type { ErasableFiles } from './ports/erasable-files.ts';
import type { EventStore } from './ports/event-store.ts';
import type { ReadModelClock } from './ports/read-model-clock.ts';
import type { Subject, SubjectLookup } from './ports/subject-lookup.ts';
import type { References } from './references.ts';

/** A privacy command's answer, with the id of the hold or the erasure that it is about. */
export type PrivacyOutcome = Outcome<Privacy> & { readonly id: string };

/** Legal holds, and the erasure of personal data that no hold forbids. */
export class PrivacyCommands {
  readonly #handler: CommandHandler;
  readonly #store: EventStore;
  readonly #organization: OrganizationReader;
  readonly #references: References;
  readonly #lookup: SubjectLookup;
  readonly #files: ErasableFiles;
  readonly #readModels: ReadModelClock;

  constructor(
    handler: CommandHandler,
    store: EventStore,
    organization: OrganizationReader,
    references: References,
    lookup: SubjectLookup,
    files: ErasableFiles,
    readModels: ReadModelClock,
  ) {
    this.#handler = handler;
    this.#store = store;
    this.#organization = organization;
    this.#references = references;
    this.#lookup = lookup;
    this.#files = files;
    this.#readModels = readModels;
  }

  /** Holds and erasures as they are recorded now. */
  async current(): Promise<Privacy> {
    return (await this.#handler.load(privacyAggregate, PRIVACY_STREAM)).state;
  }

  /** The last order that a file was to be erased by, if there is one. */
  async erasureOfFile(sha256: string): Promise<Erasure | undefined> {
    return lastErasureOf(await this.current(), sha256);
  }

  /** Whether somebody may see holds and erasures. */
  async forbidden(actor: string): Promise<Refusal | undefined> {
    return mayAdminister(await this.#organization.current(), actor, 'legalHolds');
  }

  async placeHold(
    caller: Caller,
    { scope, targetId, reason }: { scope: HoldScope; targetId: string; reason: string },
  ): Promise<PrivacyOutcome | Refusal> {
    const holdId = derivedId('hold', caller.commandId);
    return this.#execute(caller, 'legalHolds', holdId, 'placeLegalHold', async () => {
      const target = await this.#target(scope, targetId);
      return isRefusal(target) ? target : { name: 'placeLegalHold', holdId, scope, targetId: target, reason };
    });
  }

  liftHold(
    caller: Caller,
    { holdId, reason }: { holdId: string; reason: string },
  ): Promise<PrivacyOutcome | Refusal> {
    const command = { name: 'liftLegalHold', holdId, reason } as const;
    return this.#execute(caller, 'liftingHolds', holdId, command.name, async () => command);
  }

  /**
   * Orders the erasure, for good. The keys are destroyed by the policy that follows the order, so that whatever crashes,
   * what is on the record comes to be. `files` are hashes of those that only whoever orders it can know to be theirs: a copy
   * of a passport in a company's letter.
   */
  erase(
    caller: Caller,
    {
      kind,
      id,
      files = [],
      reason,
    }: { kind: Subject['kind']; id: string; files?: readonly string[]; reason: string },
  ): Promise<PrivacyOutcome | Refusal> {
    const erasureId = derivedId('erasure', caller.commandId);
    return this.#execute(caller, 'erasures', erasureId, 'erasePersonalData', async (privacy) => {
      const subject = await this.#erasable(kind, id, privacy);
      if (isRefusal(subject)) return subject;
      const known = await this.#files.known(files);
      const unknown = files.find((sha256) => !known.has(sha256));
      if (unknown !== undefined) return refuse('NOT_FOUND', { what: 'file', id: unknown });
      const ofParty = kind === 'counterparty';
      const mailIds = ofParty ? await this.#lookup.mailFrom(subject.ids) : [];
      const theirs = ofParty ? await this.#files.of(subject.ids, mailIds) : [];
      const fileHashes = [...new Set([...theirs, ...files])].sort();
      const holds = holdsInForce(privacy);
      const covering = await this.#lookup.covering(holds, subject);
      const onFiles = await this.#files.heldBy(holds, fileHashes);
      return {
        name: 'erasePersonalData',
        erasureId,
        subject: kind,
        subjectIds: subject.ids,
        mailIds,
        fileHashes,
        reason,
        heldBy: holds.filter((hold) => covering.has(hold.id) || onFiles.has(hold.id)),
      };
    });
  }

  note(
    caller: Caller,
    name: 'noteErased' | 'noteErasureCompleted',
    erasureId: Erasure['id'],
  ): Promise<PrivacyOutcome | Refusal> {
    return this.#execute(caller, 'erasures', erasureId, name, async () => ({ name, erasureId }));
  }

  async #execute(
    caller: Caller,
    area: Area,
    id: string,
    name: PrivacyCommand['name'],
    prepare: (privacy: Privacy) => Promise<PrivacyCommand | Refusal>,
  ): Promise<PrivacyOutcome | Refusal> {
    const outcome = await this.#handler.execute(
      privacyAggregate,
      PRIVACY_STREAM,
      caller,
      name,
      async ({ state }) => {
        const forbidden = mayAdminister(await this.#organization.current(), caller.actor, area);
        if (forbidden) return { decision: forbidden };
        const command = await prepare(state);
        return { decision: isRefusal(command) ? command : decidePrivacy(state, command) };
      },
    );
    return isRefusal(outcome) ? outcome : { ...outcome, id };
  }

  /** The id of what is to be held, if it is there. */
  async #target(scope: HoldScope, id: string): Promise<string | Refusal> {
    switch (scope) {
      case 'employee':
        return (await this.#organization.current()).employees.has(id)
          ? id
          : refuse('UNKNOWN_EMPLOYEE', { id });
      case 'counterparty':
        return this.#references.counterparty(id);
      case 'letter':
        return (await this.#references.letter(id)) ? id : refuse('NOT_FOUND', { what: 'letter', id });
      case 'project': {
        const { state } = await this.#handler.load(projectAggregate, streamName('project', id));
        return state ? id : refuse('NOT_FOUND', { what: 'project', id });
      }
      default:
        return scope satisfies never;
    }
  }

  /** Whose keys there are to destroy, if they may be destroyed but for holds. */
  async #erasable(kind: Subject['kind'], id: string, privacy: Privacy): Promise<Subject | Refusal> {
    // Everything that was recorded before now counts.
    await this.#readModels.reached(await this.#store.head());
    const before = [...privacy.erasures.values()].find(({ subjectIds }) => subjectIds.includes(id));
    // There may be files left, so the decider says whether it is done.
    if (before) return { kind: before.subject, ids: before.subjectIds };
    if (kind === 'employee') {
      const employee = (await this.#organization.current()).employees.get(id);
      if (!employee) return refuse('UNKNOWN_EMPLOYEE', { id });
      return employee.dismissed ? { kind, ids: [id] } : refuse('NOT_DISMISSED', { id });
    }
    const found = await this.#references.counterparty(id);
    if (isRefusal(found)) return found;
    if (found !== id) return refuse('COUNTERPARTY_MERGED', { counterpartyId: id, intoId: found });
    const ids = [id, ...(await this.#lookup.mergedInto(id))];
    const letterIds = await this.#lookup.openLetters(ids);
    return letterIds.length > 0 ? refuse('OPEN_LETTERS', { letterIds }) : { kind, ids };
  }
}
