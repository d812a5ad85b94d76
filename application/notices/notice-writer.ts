import { LRUCache } from 'lru-cache';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, type Recorded } from '../../domain/event.ts';
import type { Instant } from '../../domain/fields.ts';
import { evolveLetter, foldLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { LetterState } from '../../domain/letter/letter.ts';
import { letterNotices } from '../../domain/notices/letter-notices.ts';
import { type MailTime, mailTime } from '../../domain/notices/mail-time.ts';
import { isUrgent, type Notice } from '../../domain/notices/notice.ts';
import { organizationNotices, passedOn } from '../../domain/notices/organization-notices.ts';
import { defaultPreferences, type NoticePreferences } from '../../domain/notices/preferences.ts';
import { recipientsOf } from '../../domain/notices/recipients.ts';
import { today } from '../../domain/organization/deadline-policy.ts';
import type { OrganizationEvent, WorkingCalendar } from '../../domain/organization/events.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { viewerOf } from '../../domain/organization/rights.ts';
import { erasedSubject } from '../../domain/personal-data/erased-subject.ts';
import { derivedId } from '../derived-id.ts';
import { decode } from '../event-codec.ts';
import type { OrganizationReader } from '../organization-reader.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { OpenTasks } from '../ports/open-tasks.ts';
import type { ReadModelClock } from '../ports/read-model-clock.ts';
import type { References } from '../references.ts';

/** A notice as it is written down. Its id follows from the event, the recipient and what is said. */
export interface WrittenNotice extends Notice {
  readonly id: string;
  readonly event: Recorded<ChanceryEvent>;
  /** Told from then on: from the event's instant or a later one. */
  readonly visibleAt: Instant;
  readonly urgent: boolean;
  /** When it is mailed; `undefined` where the recipient wants no mail. */
  readonly mail: MailTime | undefined;
}

/** What events ask to be told, and what they change about what has not been told yet. */
export interface ToTell {
  readonly notices: readonly WrittenNotice[];
  /** What waits to be mailed to them is mailed when these say. */
  readonly preferences: readonly {
    readonly employeeId: string;
    readonly preferences: NoticePreferences;
    readonly at: Instant;
  }[];
  /** Nobody is to be told any more that these begin. */
  readonly cancelledSubstitutions: readonly string[];
  readonly calendar: WorkingCalendar;
}

const ofOrganization: ReadonlySet<ChanceryEvent['type']> = new Set([
  'SubstitutionSet',
  'SubstitutionCancelled',
  'NoticePreferencesSet',
  'EmployeeDismissed',
  'HeadAppointed',
]);

/** Letters that are kept folded, so that a letter's next event costs no reading of it. */
const MOST_KEPT = 5_000;

/** Finds out who is to be told what because of events, as they come in the log's order. */
export class NoticeWriter {
  readonly #store: EventStore;
  readonly #organization: OrganizationReader;
  readonly #references: References;
  readonly #openTasks: OpenTasks;
  readonly #readModels: ReadModelClock;
  /** Letters as they were after the last event of theirs that was looked at. */
  readonly #kept = new LRUCache<string, { readonly revision: number; readonly state: LetterState }>({
    max: MOST_KEPT,
  });

  constructor(
    store: EventStore,
    organization: OrganizationReader,
    references: References,
    openTasks: OpenTasks,
    readModels: ReadModelClock,
  ) {
    this.#store = store;
    this.#organization = organization;
    this.#references = references;
    this.#openTasks = openTasks;
    this.#readModels = readModels;
  }

  /** Whether there may be anything to tell of the event. */
  concerns(event: Recorded<ChanceryEvent>): boolean {
    const { stream, type } = event;
    if (categoryOf(stream) === 'letter') return type !== 'Imported';
    return ofOrganization.has(type) || erasedSubject(event) !== undefined;
  }

  /** What is to be told because of the events, which are some that concern it, in the log's order. */
  async toTell(events: readonly Recorded<ChanceryEvent>[]): Promise<ToTell> {
    // As it is now: whoever must act today is told, not whoever would have had to when it happened.
    const organization = await this.#organization.current();
    const notices: WrittenNotice[] = [];
    for (const event of events) {
      // What is kept still has their data.
      if (erasedSubject(event) !== undefined) this.forget();
      const found =
        categoryOf(event.stream) === 'letter'
          ? await this.#ofLetter(event as Recorded<LetterEvent>, organization)
          : await this.#ofOrganization(event as Recorded<OrganizationEvent>, organization);
      notices.push(...found.map((notice) => toWrite(notice, event, organization)));
    }
    return {
      notices,
      preferences: events.flatMap((event) =>
        event.type === 'NoticePreferencesSet' ? [{ ...event.data, at: event.metadata.at }] : [],
      ),
      cancelledSubstitutions: events.flatMap((event) =>
        event.type === 'SubstitutionCancelled' ? [event.data.substitutionId] : [],
      ),
      calendar: organization.calendar,
    };
  }

  /** The letters that it has kept. */
  forget(): void {
    this.#kept.clear();
  }

  async #ofLetter(event: Recorded<LetterEvent>, organization: Organization): Promise<readonly Notice[]> {
    const before = await this.#before(event);
    const after = evolveLetter(before, event);
    this.#kept.set(event.stream, { revision: event.revision, state: after });
    if (!after || after.status === 'abandoned') return [];
    const members = await this.#references.members(after.projectIds);
    return letterNotices(event, before, after, {
      organization,
      today: today(organization, event.metadata.at),
      isProjectMember: (employeeIds) => employeeIds.some((id) => members.has(id)),
    });
  }

  async #ofOrganization(
    event: Recorded<OrganizationEvent>,
    organization: Organization,
  ): Promise<readonly Notice[]> {
    const passed = passedOn(event);
    if (!passed) return organizationNotices(event, organization);
    const day = today(organization, event.metadata.at);
    await this.#readModels.reached(event.position);
    const told: Notice[] = [];
    for (const recipient of recipientsOf(organization, passed.reference, day)) {
      const { recipientId } = recipient;
      if (recipientId === event.metadata.actor) continue;
      const viewer = viewerOf(organization, recipientId, day);
      const count = await this.#openTasks.count(viewer, passed.reference);
      if (count === 0) continue;
      const parameters = { count, ...(passed.fromId && { employeeId: passed.fromId }) };
      told.push({ ...recipient, kind: 'tasksInherited', parameters });
    }
    return told;
  }

  async #before(event: Recorded<LetterEvent>): Promise<LetterState> {
    if (event.revision === 0) return undefined;
    const kept = this.#kept.get(event.stream);
    if (kept?.revision === event.revision - 1) return kept.state;
    const earlier = await this.#store.read(event.stream, 0, event.revision);
    return foldLetter(earlier.map((stored) => decode(stored) as unknown as Recorded<LetterEvent>));
  }
}

const toWrite = (
  notice: Notice,
  event: Recorded<ChanceryEvent>,
  organization: Organization,
): WrittenNotice => {
  const { recipientId, kind, parameters } = notice;
  const preferences = organization.noticePreferences.get(recipientId) ?? defaultPreferences;
  const visibleAt = notice.from ?? event.metadata.at;
  const urgent = isUrgent(notice);
  return {
    ...notice,
    id: derivedId('notice', event.id, recipientId, kind, parameters.key ?? ''),
    event,
    visibleAt,
    urgent,
    mail: mailTime(preferences, organization.calendar, visibleAt, urgent),
  };
};
