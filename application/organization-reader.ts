import type { Recorded } from '../domain/event.ts';
import type { OrganizationEvent } from '../domain/organization/events.ts';
import {
  emptyOrganization,
  evolveOrganization,
  ORGANIZATION_STREAM,
  type Organization,
} from '../domain/organization/organization.ts';
import { decode } from './event-codec.ts';
import type { EventStore } from './ports/event-store.ts';

/**
 * The organisation as of now, kept folded: each call reads only what has been added since. Every right rests
 * on it, so a call never answers from before it was made; calls that arrive while a read is under way share
 * the next one.
 */
export class OrganizationReader {
  readonly #store: EventStore;
  #organization: Organization = emptyOrganization;
  #revision = -1;
  #reading: Promise<Organization> | undefined;
  #next: Promise<Organization> | undefined;

  constructor(store: EventStore) {
    this.#store = store;
  }

  async current(): Promise<Organization> {
    if (!this.#reading) {
      this.#reading = this.#read().finally(() => {
        this.#reading = undefined;
      });
      return this.#reading;
    }
    this.#next ??= this.#reading
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.current();
      });
    return this.#next;
  }

  async #read(): Promise<Organization> {
    const added = await this.#store.read(ORGANIZATION_STREAM, this.#revision + 1);
    for (const stored of added) {
      this.#organization = evolveOrganization(
        this.#organization,
        decode(stored) as unknown as Recorded<OrganizationEvent>,
      );
      this.#revision = stored.revision;
    }
    return this.#organization;
  }
}
