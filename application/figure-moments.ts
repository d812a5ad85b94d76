import type { Position, Recorded } from '../domain/event.ts';
import type { Instant } from '../domain/fields.ts';
import type { FigureMoment } from '../domain/figures/figure-moment.ts';
import {
  emptyFigureOrganization,
  evolveFigureOrganization,
  type FigureOrganization,
} from '../domain/figures/figure-organization.ts';
import type { OrganizationEvent } from '../domain/organization/events.ts';
import { ORGANIZATION_STREAM } from '../domain/organization/organization.ts';
import { decode } from './event-codec.ts';
import type { EventStore } from './ports/event-store.ts';

interface Folded {
  readonly figures: FigureOrganization;
  readonly revision: number;
  readonly position: string;
}

const START: Folded = { figures: emptyFigureOrganization, revision: -1, position: '' };

/**
 * The organisation and its clocks as of a moment, folded from its stream. The furthest that was asked for is kept, so that
 * figures of now read only what has been added.
 */
export class FigureMoments {
  readonly #store: EventStore;
  #furthest: Folded = START;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** @throws InvalidEvent, EventStoreUnavailable */
  async at(position: Position, at: Instant): Promise<FigureMoment> {
    let folded = this.#furthest.position <= position ? this.#furthest : START;
    for (const stored of await this.#store.read(ORGANIZATION_STREAM, folded.revision + 1)) {
      if (stored.position > position) break;
      const event = decode(stored) as unknown as Recorded<OrganizationEvent>;
      folded = {
        figures: evolveFigureOrganization(folded.figures, event),
        revision: stored.revision,
        position: stored.position,
      };
    }
    if (folded.position > this.#furthest.position) this.#furthest = folded;
    return { ...folded.figures, position, at };
  }
}
