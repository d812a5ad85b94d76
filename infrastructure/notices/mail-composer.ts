import { decode } from '../../application/event-codec.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { References } from '../../application/references.ts';
import { type Recorded, streamName } from '../../domain/event.ts';
import { foldLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import type { NoticeKind } from '../../domain/notices/notice.ts';
import { defaultPreferences } from '../../domain/notices/preferences.ts';
import { today } from '../../domain/organization/deadline-policy.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { maySeeLetter, viewerOf } from '../../domain/organization/rights.ts';
import { namesIn } from '../messages/names.ts';
import { type MailedLetter, type MailedNotice, type MailText, noticeMail } from '../messages/notice-mail.ts';
import type { EntryRow } from './notice-tables.ts';

/** What is mailed to whom; or why there is nothing to mail any more. */
export type Composed =
  | { readonly to: { readonly name: string; readonly address: string }; readonly mail: MailText }
  | { readonly needless: string };

/** So many are told of in one mail; the rest are counted. */
const MOST_TOLD = 50;

/** They ask for something, and are not mailed once it is done. */
const asking: ReadonlySet<NoticeKind> = new Set([
  'taskOpened',
  'reminder',
  'overdue',
  'escalation',
  'acknowledgmentRequested',
  'extensionRequested',
  'returnedForRework',
]);

interface KnownLetter {
  readonly letter: Letter;
  readonly events: readonly Recorded<LetterEvent>[];
}

/** Makes mails of notices, from the letters and the organisation as they are now: nothing of either is kept with a notice. */
export class MailComposer {
  readonly #store: EventStore;
  readonly #organization: () => Promise<Organization>;
  readonly #members: References['members'];
  readonly #publicUrl: string | undefined;

  constructor(
    store: EventStore,
    organization: () => Promise<Organization>,
    members: References['members'],
    publicUrl: string | undefined,
  ) {
    this.#store = store;
    this.#organization = organization;
    this.#members = members;
    this.#publicUrl = publicUrl;
  }

  /** The mail of these notices, which are all to the same person. */
  async compose(recipientId: string, entries: readonly EntryRow[], now: string): Promise<Composed> {
    const organization = await this.#organization();
    const recipient = organization.employees.get(recipientId);
    if (!recipient || recipient.dismissed) return { needless: 'RECIPIENT_LEFT' };
    if (!recipient.email) return { needless: 'NO_ADDRESS' };
    const { language, timeZone } = organization.noticePreferences.get(recipientId) ?? defaultPreferences;
    const letters = new Map<string, Promise<KnownLetter | undefined>>();
    const notices: MailedNotice[] = [];
    let more = 0;
    for (const entry of entries) {
      const known = entry.letter_id === null ? undefined : await this.#letter(entry.letter_id, letters);
      const readable =
        known !== undefined && (await this.#mayRead(recipientId, known.letter, organization, now));
      if (!isStillSo(entry, known?.letter, readable, organization, now)) continue;
      if (notices.length === MOST_TOLD) more += 1;
      else notices.push(this.#mailed(entry, known, readable));
    }
    if (notices.length === 0) return { needless: 'NOTHING_LEFT_TO_SAY' };
    const mail = noticeMail({
      recipientName: recipient.name,
      organizationName: organization.profile.name,
      notices,
      more,
      names: namesIn(organization, language),
      timeZone: timeZone ?? organization.calendar.timeZone,
      language,
    });
    return { to: { name: recipient.name, address: recipient.email }, mail };
  }

  #letter(
    id: string,
    letters: Map<string, Promise<KnownLetter | undefined>>,
  ): Promise<KnownLetter | undefined> {
    let known = letters.get(id);
    if (!known) {
      known = this.#load(id);
      letters.set(id, known);
    }
    return known;
  }

  async #load(id: string): Promise<KnownLetter | undefined> {
    const stored = await this.#store.read(streamName('letter', id));
    const events = stored.map((event) => decode(event) as unknown as Recorded<LetterEvent>);
    const letter = foldLetter(events);
    return letter && letter.status !== 'abandoned' ? { letter, events } : undefined;
  }

  async #mayRead(
    recipientId: string,
    letter: Letter,
    organization: Organization,
    now: string,
  ): Promise<boolean> {
    const viewer = viewerOf(organization, recipientId, today(organization, now));
    if (maySeeLetter(viewer, letter, false)) return true;
    const members = await this.#members(letter.projectIds);
    return maySeeLetter(
      viewer,
      letter,
      viewer.employeeIds.some((id) => members.has(id)),
    );
  }

  #mailed(entry: EntryRow, known: KnownLetter | undefined, readable: boolean): MailedNotice {
    const event = known?.events[entry.revision];
    const quotable = readable && known?.letter.card.confidentiality !== 'confidential';
    const reason = quotable && event && 'reason' in event.data ? event.data.reason : undefined;
    return {
      kind: entry.kind,
      parameters: entry.parameters,
      ...(entry.on_behalf_of && { onBehalfOfId: entry.on_behalf_of }),
      ...(entry.actor_id && { actorId: entry.actor_id }),
      ...(known && { letter: this.#mailedLetter(known.letter, readable) }),
      ...(reason && { reason }),
    };
  }

  #mailedLetter(letter: Letter, readable: boolean): MailedLetter {
    const { id, card } = letter;
    const confidential = card.confidentiality === 'confidential';
    const link = readable && this.#publicUrl !== undefined && linkTo(this.#publicUrl, id);
    return {
      confidential,
      ...('number' in letter && { number: letter.number.text }),
      ...(readable && !confidential && { subject: card.subject }),
      ...(link && { link }),
    };
  }
}

/** Whether the notice still says what is so: the person may read the letter, and is still asked what they were asked. */
const isStillSo = (
  { kind, letter_id, parameters }: EntryRow,
  letter: Letter | undefined,
  readable: boolean,
  organization: Organization,
  now: string,
): boolean => {
  if (kind === 'substitutionBegins') {
    const substitution = organization.substitutions.get(parameters.substitutionId ?? '');
    return substitution !== undefined && substitution.to >= today(organization, now);
  }
  if (letter_id === null) return true;
  if (!letter) return false;
  // Whoever has it off their hands may be unable to read the letter since; that much they are told.
  if (kind === 'taskPassedOn') return true;
  if (!readable) return false;
  return !asking.has(kind) || openTasks(letter).some(({ key }) => key === parameters.key);
};

/** `{letterId}` in the address stands for the letter's id; without it, letters are at `/letters/<id>`. */
const linkTo = (publicUrl: string, letterId: string): string =>
  publicUrl.includes('{letterId}')
    ? publicUrl.replaceAll('{letterId}', letterId)
    : `${publicUrl.replace(/\/$/, '')}/letters/${letterId}`;
