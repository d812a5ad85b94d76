import type { OrganizationCommand } from '../domain/organization/commands.ts';
import { decideOrganization } from '../domain/organization/decider.ts';
import type { OrganizationEvent } from '../domain/organization/events.ts';
import {
  evolveOrganization,
  ORGANIZATION_STREAM,
  type Organization,
} from '../domain/organization/organization.ts';
import { mayCommandOrganization } from '../domain/organization/rights.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { organizationAggregate } from './aggregates.ts';
import type { Caller } from './caller.ts';
import type { CommandHandler, Outcome } from './command-handler.ts';
import type { References } from './references.ts';

/** Every command on the organisation: departments, people, roles, substitutions, rules, deadlines, calendar. */
export class OrganizationCommands {
  readonly #handler: CommandHandler;
  readonly #references: References;

  constructor(handler: CommandHandler, references: References) {
    this.#handler = handler;
    this.#references = references;
  }

  /** Carries out the commands in one write: all of them, or on the first refusal none. */
  execute(
    caller: Caller,
    commands: readonly OrganizationCommand[],
  ): Promise<Outcome<Organization> | Refusal> {
    const name = commands.length === 1 ? (commands[0]?.name ?? 'nothing') : 'changeOrganization';
    return this.#handler.execute(
      organizationAggregate,
      ORGANIZATION_STREAM,
      caller,
      name,
      async ({ state }) => {
        const forbidden = commands
          .map((command) => mayCommandOrganization(state, caller.actor, command))
          .find((refusal) => refusal !== undefined);
        if (forbidden) return { decision: forbidden };
        const unknown = await this.#unknownCounterparty(commands);
        if (unknown) return { decision: unknown };
        const decided: OrganizationEvent[] = [];
        let organization = state;
        for (const command of commands) {
          const decision = decideOrganization(organization, command);
          if (isRefusal(decision)) return { decision };
          organization = decision.reduce(evolveOrganization, organization);
          decided.push(...decision);
        }
        return { decision: decided };
      },
    );
  }

  /** A policy is for a counterparty that there is. */
  #unknownCounterparty(commands: readonly OrganizationCommand[]): Promise<Refusal | undefined> {
    return this.#references.counterparties(
      commands.flatMap((command) =>
        command.name === 'setDeadlinePolicy' && command.counterpartyId ? [command.counterpartyId] : [],
      ),
    );
  }
}
