import {
  type Counterparty,
  type CounterpartyCommand,
  decideCounterparty,
} from '../domain/counterparty/counterparty.ts';
import { streamName } from '../domain/event.ts';
import {
  type Direction,
  decideJournal,
  type Journal,
  type JournalCommand,
  journalId,
} from '../domain/journal/journal.ts';
import { type Area, mayAdminister } from '../domain/organization/rights.ts';
import { decideProject, type Project, type ProjectCommand } from '../domain/project/project.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { counterpartyAggregate, journalAggregate, projectAggregate } from './aggregates.ts';
import type { Caller } from './caller.ts';
import type { CommandHandler, Outcome } from './command-handler.ts';
import { derivedId } from './derived-id.ts';
import type { OrganizationReader } from './organization-reader.ts';
import type { RegisterLookup } from './ports/register-lookup.ts';
import type { References } from './references.ts';

/** Adds `addCounterparty` without the id that follows from the command. */
type CounterpartyRequest =
  | Omit<Extract<CounterpartyCommand, { name: 'addCounterparty' }>, 'counterpartyId'>
  | (Exclude<CounterpartyCommand, { name: 'addCounterparty' }> & { readonly counterpartyId: string });

type ProjectRequest =
  | Extract<ProjectCommand, { name: 'openProject' }>
  | (Exclude<ProjectCommand, { name: 'openProject' }> & { readonly projectId: string });

/** Commands on the registers beside the letters: counterparties, projects and journals. */
export class RegisterCommands {
  readonly #handler: CommandHandler;
  readonly #organization: OrganizationReader;
  readonly #references: References;
  readonly #lookup: RegisterLookup;

  constructor(
    handler: CommandHandler,
    organization: OrganizationReader,
    references: References,
    lookup: RegisterLookup,
  ) {
    this.#handler = handler;
    this.#organization = organization;
    this.#references = references;
    this.#lookup = lookup;
  }

  async counterparty(
    caller: Caller,
    request: CounterpartyRequest,
  ): Promise<Outcome<Counterparty | undefined> | Refusal> {
    const forbidden = await this.#forbidden(caller, 'counterparties');
    if (forbidden) return forbidden;
    const id =
      request.name === 'addCounterparty'
        ? derivedId('counterparty', caller.commandId)
        : request.counterpartyId;
    return this.#handler.execute(
      counterpartyAggregate,
      streamName('counterparty', id),
      caller,
      request.name,
      async ({ state }) => {
        const taken = 'details' in request && (await this.#taxNumberTaken(id, request.details.taxNumber));
        if (taken) return { decision: taken };
        if (request.name !== 'mergeCounterparties') {
          return {
            decision: decideCounterparty(state, { ...request, counterpartyId: id } as CounterpartyCommand),
          };
        }
        const into = await this.#references.counterparty(request.intoId);
        return {
          decision: typeof into === 'string' ? decideCounterparty(state, { ...request, intoId: into }) : into,
        };
      },
    );
  }

  async project(caller: Caller, request: ProjectRequest): Promise<Outcome<Project | undefined> | Refusal> {
    const forbidden = await this.#forbidden(caller, 'projects');
    if (forbidden) return forbidden;
    const id = request.name === 'openProject' ? derivedId('project', caller.commandId) : request.projectId;
    return this.#handler.execute(
      projectAggregate,
      streamName('project', id),
      caller,
      request.name,
      async ({ state }) => {
        if (!('details' in request)) return { decision: decideProject(state, request) };
        const { code, memberIds = [], counterpartyIds = [] } = request.details;
        const holder = code && (await this.#lookup.projectByCode(code));
        if (holder && holder !== id)
          return { decision: refuse('PROJECT_CODE_TAKEN', { code, projectId: holder }) };
        const refusal =
          this.#references.employees(await this.#organization.current(), memberIds) ??
          (await this.#references.counterparties(counterpartyIds));
        return { decision: refusal ?? decideProject(state, request) };
      },
    );
  }

  async journal(
    caller: Caller,
    direction: Direction,
    year: number,
    command: JournalCommand,
  ): Promise<Outcome<Journal | undefined> | Refusal> {
    const forbidden = await this.#forbidden(caller, 'journals');
    if (forbidden) return forbidden;
    const stream = streamName('journal', journalId(direction, year));
    return this.#handler.execute(journalAggregate, stream, caller, command.name, ({ state }) => ({
      decision: decideJournal(state, command),
    }));
  }

  async #forbidden(caller: Caller, area: Area): Promise<Refusal | undefined> {
    return mayAdminister(await this.#organization.current(), caller.actor, area);
  }

  async #taxNumberTaken(id: string, taxNumber: string | undefined): Promise<Refusal | undefined> {
    const holder = taxNumber && (await this.#lookup.counterpartyByTaxNumber(taxNumber));
    return holder && holder !== id
      ? refuse('TAX_NUMBER_TAKEN', { taxNumber, counterpartyId: holder })
      : undefined;
  }
}
