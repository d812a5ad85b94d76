import type { ChanceryEvent } from '../domain/catalog.ts';
import type { Counterparty } from '../domain/counterparty/counterparty.ts';
import { evolveCounterparty } from '../domain/counterparty/counterparty.ts';
import type { CounterpartyEvent } from '../domain/counterparty/events.ts';
import { type Category, type Recorded, type StreamName, streamName } from '../domain/event.ts';
import type { LetterEvent } from '../domain/letter/events.ts';
import type { Letter } from '../domain/letter/letter.ts';
import { letterAt } from '../domain/letter/letter-at.ts';
import type { Moment } from '../domain/moment.ts';
import { type Access, accessTo } from '../domain/organization/access.ts';
import { today } from '../domain/organization/deadline-policy.ts';
import type { OrganizationEvent } from '../domain/organization/events.ts';
import {
  emptyOrganization,
  evolveOrganization,
  ORGANIZATION_STREAM,
  type Organization,
} from '../domain/organization/organization.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import { evolveProject, type Project } from '../domain/project/project.ts';
import { decode } from './event-codec.ts';
import type { EventStore } from './ports/event-store.ts';

/** Streams that are read at a time: whoever reads a page of the past must not keep the others from the database. */
const AT_A_TIME = 4;

type Found<Value> = Promise<ReadonlyMap<string, Value>>;

/**
 * What was at a moment, folded from the streams of what is asked for, so that it costs what their events number, however
 * long the log. Whoever calls has seen to it that they may.
 *
 * @throws InvalidEvent, EventStoreUnavailable
 */
export class Past {
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Those of the letters that were there; see `letterAt`. */
  letters(ids: readonly string[], moment: Moment): Found<Letter> {
    return this.#each(ids, 'letter', (events) =>
      letterAt(events as readonly Recorded<LetterEvent>[], moment),
    );
  }

  /** Those of the counterparties that were there, each by its own id, whatever it turned out to be. */
  counterparties(ids: readonly string[], moment: Moment): Found<Counterparty> {
    return this.#each(ids, 'counterparty', (events) =>
      (until(events, moment) as readonly Recorded<CounterpartyEvent>[])
        .filter(({ type }) => type !== 'CounterpartyMerged')
        .reduce<Counterparty | undefined>(evolveCounterparty, undefined),
    );
  }

  /** Those of the projects that were there. */
  projects(ids: readonly string[], moment: Moment): Found<Project> {
    return this.#each(ids, 'project', (events, id) =>
      (until(events, moment) as readonly Recorded<ProjectEvent>[]).reduce<Project | undefined>(
        (project, event) => evolveProject(project, event, id),
        undefined,
      ),
    );
  }

  /** The organisation; empty before it was founded. */
  async organization(moment: Moment): Promise<Organization> {
    const events = await this.#eventsOf(ORGANIZATION_STREAM);
    return (until(events, moment) as unknown as readonly Recorded<OrganizationEvent>[]).reduce(
      evolveOrganization,
      emptyOrganization,
    );
  }

  /** What the employee was allowed then, with the letter if one is named; see `accessTo`. */
  async access(employeeId: string, letterId: string | undefined, moment: Moment): Promise<Access> {
    const [organization, letters] = await Promise.all([
      this.organization(moment),
      this.letters(letterId ? [letterId] : [], moment),
    ]);
    const letter = letterId ? letters.get(letterId) : undefined;
    const projects = await this.projects(letter?.projectIds ?? [], moment);
    const members = new Set([...projects.values()].flatMap(({ details }) => details.memberIds));
    return accessTo(organization, employeeId, today(organization, moment.at), letter, (employeeIds) =>
      employeeIds.some((id) => members.has(id)),
    );
  }

  async #each<Value>(
    ids: readonly string[],
    category: Category,
    fold: (events: readonly Recorded<ChanceryEvent>[], id: string) => Value | undefined,
  ): Found<Value> {
    const found = new Map<string, Value>();
    const waiting = [...new Set(ids)];
    const work = async (): Promise<void> => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        const value = fold(await this.#eventsOf(streamName(category, id)), id);
        if (value !== undefined) found.set(id, value);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    return found;
  }

  async #eventsOf(stream: StreamName): Promise<readonly Recorded<ChanceryEvent>[]> {
    return (await this.#store.read(stream)).map(decode);
  }
}

const until = (
  events: readonly Recorded<ChanceryEvent>[],
  { position }: Moment,
): readonly Recorded<ChanceryEvent>[] => events.filter((event) => event.position <= position);
