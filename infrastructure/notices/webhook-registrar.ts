import type { Caller } from '../../application/caller.ts';
import type { Chancery } from '../../application/chancery.ts';
import type { Outcome } from '../../application/command-handler.ts';
import { derivedId } from '../../application/derived-id.ts';
import { type EventStore, EventStoreUnavailable } from '../../application/ports/event-store.ts';
import { BEGINNING, type Position } from '../../domain/event.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { mayAdminister } from '../../domain/organization/rights.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { AddressNotAllowed, type OutwardRules, outwardUrl } from './outward-address.ts';
import type { WebhookTables } from './webhook-tables.ts';

/** The answer to whoever registered a webhook or rotated its secret. */
export interface Registered extends Outcome<Organization> {
  readonly webhookId: string;
  /** Shown this once; a command that is repeated is not answered with it. */
  readonly secret?: string;
}

/**
 * What administrators do with webhooks. That they did is recorded in the log; the address and the secret are kept outside of
 * it, wrapped. Those are written first: what a crash leaves of a webhook that was never recorded is told nothing.
 */
export class WebhookRegistrar {
  readonly #chancery: Chancery;
  readonly #store: EventStore;
  readonly #tables: WebhookTables;
  readonly #rules: OutwardRules;

  constructor(chancery: Chancery, store: EventStore, tables: WebhookTables, rules: OutwardRules) {
    this.#chancery = chancery;
    this.#store = store;
    this.#tables = tables;
    this.#rules = rules;
  }

  /** Begins to tell the address of events of these types, from now on. */
  async register(
    caller: Caller,
    address: string,
    eventTypes: readonly string[],
  ): Promise<Registered | Refusal> {
    const forbidden = await this.#forbidden(caller);
    if (forbidden) return forbidden;
    const url = this.#outward(address);
    if (isRefusal(url)) return url;
    const webhookId = derivedId('webhook', caller.commandId);
    const after = { position: await this.#store.head(), event: '' };
    const secret = await this.#tables.keep(webhookId, url.href, after, this.#chancery.now());
    const outcome = await this.#chancery.organization.execute(caller, [
      { name: 'registerWebhook', webhookId, origin: url.origin, eventTypes },
    ]);
    return isRefusal(outcome) ? outcome : { ...outcome, webhookId, ...(!outcome.repeated && { secret }) };
  }

  /** Makes another secret. For a day the one before signs as well, so that the receiver has time to learn the new one. */
  async rotate(caller: Caller, webhookId: string): Promise<Registered | Refusal> {
    const outcome = await this.#chancery.organization.execute(caller, [
      { name: 'rotateWebhookSecret', webhookId },
    ]);
    if (isRefusal(outcome)) return outcome;
    const secretId = derivedId('webhook-secret', webhookId, caller.commandId);
    const now = this.#chancery.now();
    const secret = await this.#tables.addSecret(webhookId, secretId, now);
    await this.#tables.retireOlder(webhookId, secretId, now);
    return { ...outcome, webhookId, ...(!outcome.repeated && { secret }) };
  }

  /** Tells it again of what comes after the position; without one, goes on from where it has stopped. */
  async replay(caller: Caller, webhookId: string, from: Position | undefined): Promise<Registered | Refusal> {
    const forbidden = await this.#forbidden(caller);
    if (forbidden) return forbidden;
    const stopped = (await this.#tables.states()).get(webhookId)?.position as Position | undefined;
    const after = from ?? stopped ?? BEGINNING;
    if (!(await this.#isInTheLog(after))) {
      return refuse('INVALID_INPUT', { field: 'after', problem: 'position' });
    }
    const outcome = await this.#chancery.organization.execute(caller, [
      { name: 'replayWebhook', webhookId, after },
    ]);
    if (isRefusal(outcome)) return outcome;
    await this.#tables.goTo(webhookId, after, this.#chancery.now());
    return { ...outcome, webhookId };
  }

  /** Tells it nothing more. */
  async disable(caller: Caller, webhookId: string): Promise<Registered | Refusal> {
    const outcome = await this.#chancery.organization.execute(caller, [
      { name: 'disableWebhook', webhookId, cause: 'administrator' },
    ]);
    return isRefusal(outcome) ? outcome : { ...outcome, webhookId };
  }

  /** Nothing is written, not even outside of the log, for whoever may not. */
  async #forbidden({ actor }: Caller): Promise<Refusal | undefined> {
    return mayAdminister(await this.#chancery.currentOrganization(), actor, 'organization');
  }

  #outward(address: string): URL | Refusal {
    try {
      return outwardUrl(address, this.#rules);
    } catch (error) {
      if (!(error instanceof AddressNotAllowed)) throw error;
      return refuse('WEBHOOK_ADDRESS_NOT_ALLOWED', { problem: error.message });
    }
  }

  /** A store cannot even read what it has not given out as a position. */
  async #isInTheLog(position: Position): Promise<boolean> {
    if (position > (await this.#store.head())) return false;
    try {
      await this.#store.readAll(position, 1);
      return true;
    } catch (error) {
      if (error instanceof EventStoreUnavailable) throw error;
      return false;
    }
  }
}
