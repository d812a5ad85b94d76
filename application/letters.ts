import { type Recorded, SYSTEM, streamName } from '../domain/event.ts';
import type { Instant } from '../domain/fields.ts';
import type { LetterCommand } from '../domain/letter/commands.ts';
import { decideLetter, onBehalfOf } from '../domain/letter/decider.ts';
import type { LetterEvent } from '../domain/letter/events.ts';
import type { Letter, LetterState } from '../domain/letter/letter.ts';
import { today } from '../domain/organization/deadline-policy.ts';
import type { Organization } from '../domain/organization/organization.ts';
import { mayCommandLetter, maySeeLetter, viewerOf } from '../domain/organization/rights.ts';
import type { Viewer } from '../domain/organization/viewer.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { letterAggregate } from './aggregates.ts';
import type { Caller } from './caller.ts';
import type { CommandHandler, Decided, Loaded, Outcome } from './command-handler.ts';
import { decisionContext } from './decision-context.ts';
import { createdId } from './derived-id.ts';
import { unfit } from './event-codec.ts';
import type { LetterPreparation } from './letter-preparation.ts';
import type { LetterRequest } from './letter-requests.ts';
import type { NumberClerk } from './number-clerk.ts';
import type { OrganizationReader } from './organization-reader.ts';
import type { References } from './references.ts';

type LoadedLetter = Loaded<LetterState, LetterEvent>;

/** Every command on letters: who may, on what, with which number and deadline; then the decider's word. */
export class Letters {
  readonly #handler: CommandHandler;
  readonly #organization: OrganizationReader;
  readonly #clerk: NumberClerk;
  readonly #references: References;
  readonly #preparation: LetterPreparation;

  constructor(
    handler: CommandHandler,
    organization: OrganizationReader,
    clerk: NumberClerk,
    references: References,
    preparation: LetterPreparation,
  ) {
    this.#handler = handler;
    this.#organization = organization;
    this.#clerk = clerk;
    this.#references = references;
    this.#preparation = preparation;
  }

  async execute(caller: Caller, request: LetterRequest): Promise<Outcome<Letter> | Refusal> {
    const letterId = letterIdOf(caller, request);
    const organization = caller.organization ?? this.#organization.current();
    // Where the letter itself cannot be read, nobody waits for it any more.
    if (organization instanceof Promise) organization.catch(() => undefined);
    const outcome = await this.#handler.execute(
      letterAggregate,
      streamName('letter', letterId),
      caller,
      request.name,
      async (loaded, now) => this.#decide(caller, letterId, request, loaded, await organization, now),
    );
    if (isRefusal(outcome)) return outcome;
    const { state } = outcome;
    if (!state || state.status === 'abandoned') return refuse('NOT_FOUND', { what: 'letter', id: letterId });
    if ('number' in state) this.#clerk.settle(state.number.journalId, letterId);
    return { ...outcome, state };
  }

  /** The letter as it is now, whoever asks: for policies. */
  find(letterId: string): Promise<Letter | undefined> {
    return this.#references.letter(letterId);
  }

  /** The incoming letter that this outgoing one is the reply to. */
  async answeredBy(letterId: string): Promise<string | undefined> {
    const letter = await this.find(letterId);
    return letter && 'answers' in letter && letter.direction === 'outgoing' ? letter.answers : undefined;
  }

  /** The letter with every event of it, for those who may see it. */
  async history(
    employeeId: string,
    letterId: string,
  ): Promise<{ readonly letter: Letter; readonly events: readonly Recorded<LetterEvent>[] } | Refusal> {
    const [organization, { state, events }] = await Promise.all([
      this.#organization.current(),
      this.#handler.load(letterAggregate, streamName('letter', letterId)),
    ]);
    const viewer = viewerOf(organization, employeeId, today(organization, this.#handler.now()));
    if (!state || state.status === 'abandoned' || !(await this.#maySee(viewer, state))) {
      return refuse('NOT_FOUND', { what: 'letter', id: letterId });
    }
    return { letter: state, events };
  }

  async #decide(
    caller: Caller,
    letterId: string,
    request: LetterRequest,
    loaded: LoadedLetter,
    organization: Organization,
    now: Instant,
  ): Promise<Decided<LetterEvent>> {
    const day = today(organization, now);
    const { state } = loaded;
    const forbidden = mayCommandLetter(organization, caller.actor, day, request.name, state);
    const viewer = viewerOf(organization, caller.actor, day);
    if (!isCreating(request)) {
      const visible =
        state &&
        state.status !== 'abandoned' &&
        (caller.actor === SYSTEM || (await this.#maySee(viewer, state)));
      // Whoever may not see a letter does not learn that there is one.
      if (!visible && request.name !== 'abandonRegistration') {
        return { decision: refuse('NOT_FOUND', { what: 'letter', id: letterId }) };
      }
    }
    if (forbidden) return { decision: forbidden };

    const command = await this.#preparation.prepare(request, {
      caller,
      letterId,
      loaded,
      organization,
      viewer,
      today: day,
      now,
    });
    if (isRefusal(command)) return { decision: command };
    const context = decisionContext(organization, state, command, caller.actor, now);
    const decision = decideLetter(state, command, context);
    if (isRefusal(decision) || decision.length === 0) return { decision };
    const direction = numberedDirection(command, state);
    if (!direction) return { decision, onBehalfOf: onBehalfOf(state, command, context) };

    // Only a command that will be carried out is given a number: none is used up by a refusal.
    const invalid = unfit(decision);
    if (invalid) return { decision: invalid };
    const number = await this.#clerk.issue(caller, organization, direction, day, letterId);
    if (isRefusal(number)) return { decision: number };
    const numbered = { ...command, number } as LetterCommand;
    return {
      decision: decideLetter(state, numbered, context),
      onBehalfOf: onBehalfOf(state, numbered, context),
    };
  }

  async #maySee(viewer: Viewer, letter: Letter): Promise<boolean> {
    if (maySeeLetter(viewer, letter, false)) return true;
    return (
      letter.projectIds.length > 0 &&
      maySeeLetter(viewer, letter, await this.#references.anyMember(letter.projectIds, viewer.employeeIds))
    );
  }
}

/** The journal that the command draws a number from, if it draws one. */
const numberedDirection = (
  command: LetterCommand,
  letter: LetterState,
): 'incoming' | 'outgoing' | undefined => {
  if (command.name === 'registerIncomingLetter') return 'incoming';
  return command.name === 'dispatchLetter' && letter?.status === 'approved' ? 'outgoing' : undefined;
};

const isCreating = (request: LetterRequest): boolean =>
  request.name === 'registerIncomingLetter' ||
  request.name === 'draftLetter' ||
  request.name === 'importLetter';

/** A new letter's id follows from its command's, so that the command repeated meets the same letter. */
const letterIdOf = (caller: Caller, request: LetterRequest): string => {
  if ('letterId' in request) return request.letterId;
  if (request.name === 'draftLetter' && request.reply) return request.reply.letterId;
  return createdId(caller.commandId, 'letter');
};
