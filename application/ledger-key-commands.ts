import type { LedgerKeyEvent } from '../domain/ledger-keys/events.ts';
import {
  decideLedgerKeys,
  LEDGER_STREAM,
  type LedgerKeyCommand,
  type LedgerKeys,
} from '../domain/ledger-keys/ledger-keys.ts';
import { mayAdminister } from '../domain/organization/rights.ts';
import type { Refusal } from '../domain/refusal.ts';
import { ledgerKeysAggregate } from './aggregates.ts';
import type { Caller } from './caller.ts';
import type { CommandHandler, Loaded, Outcome } from './command-handler.ts';
import type { OrganizationReader } from './organization-reader.ts';

/** The keys that sign the ledger, and what was accepted of it: facts of the log themselves. */
export class LedgerKeyCommands {
  readonly #handler: CommandHandler;
  readonly #organization: OrganizationReader;

  constructor(handler: CommandHandler, organization: OrganizationReader) {
    this.#handler = handler;
    this.#organization = organization;
  }

  /** The keys as of now, with the events they follow from. */
  load(): Promise<Loaded<LedgerKeys | undefined, LedgerKeyEvent>> {
    return this.#handler.load(ledgerKeysAggregate, LEDGER_STREAM);
  }

  execute(caller: Caller, command: LedgerKeyCommand): Promise<Outcome<LedgerKeys | undefined> | Refusal> {
    return this.#handler.execute(
      ledgerKeysAggregate,
      LEDGER_STREAM,
      caller,
      command.name,
      async ({ state }) => ({
        decision:
          mayAdminister(await this.#organization.current(), caller.actor, 'ledger') ??
          decideLedgerKeys(state, command),
      }),
    );
  }
}
