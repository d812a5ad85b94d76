import { DateTime } from 'luxon';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { idOf, type Recorded, SYSTEM, streamName } from '../../domain/event.ts';
import type { FieldChange } from '../../domain/history/changes.ts';
import { filesOf } from '../../domain/history/told.ts';
import { base64 } from '../../domain/ledger/bytes.ts';
import { hexOf } from '../../domain/ledger/hex.ts';
import type { FileReference } from '../../domain/letter/card.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { leafOf } from '../ledger/leaf-of-event.ts';
import { historySentence } from '../messages/history-sentences.ts';
import type { Language } from '../messages/language.ts';
import { namesIn } from '../messages/names.ts';
import type { BundleSource } from './bundle-source.ts';
import type { Chronology, ToldEvent, ToldLetter } from './chronology.ts';
import type { PlacedEvent } from './placed-events.ts';
import type { PersonThen } from './who-was-who.ts';

/** An event of a letter that is shown, decoded, with what it changed. */
export interface ShownEvent extends PlacedEvent {
  readonly event: Recorded<ChanceryEvent>;
  readonly changes: readonly FieldChange[];
}

export interface Story {
  readonly source: BundleSource;
  readonly title: string;
  /** By the letter's id. */
  readonly shown: ReadonlyMap<string, readonly ShownEvent[]>;
  readonly files: readonly (FileReference & { readonly present: boolean })[];
  readonly organization: Organization;
  readonly personAt: (index: number, employeeId: string) => PersonThen | undefined;
}

/** The story of a bundle in one language. */
export const tell = (story: Story, language: Language): Chronology => {
  const { source, title, shown, files, organization } = story;
  const { checkpoint, keys, scope, events } = source;
  const placed = [...events.values()].flat();
  const hidden = placed.filter(({ stored }) => source.withheld.has(idOf(stored.stream))).length;
  return {
    language,
    title,
    ...(scope.from !== undefined && { from: scope.from }),
    ...(scope.to !== undefined && { to: scope.to }),
    certificate: {
      organization: organization.profile.name,
      origin: keys.origin ?? '',
      size: checkpoint.size,
      root: base64(checkpoint.root),
      verifierKey: keys.keyAt(checkpoint.size)?.verifierKey ?? '',
      note: checkpoint.note,
      events: placed.length - hidden,
      withheld: hidden,
    },
    byMail: [...shown.values()].flat().filter(({ event }) => event.type === 'OriginRecorded').length,
    letters: source.letters.map((letter): ToldLetter => {
      const reason = source.withheld.get(letter.id);
      if (reason !== undefined)
        return { heading: streamName('letter', letter.id), withheld: reason, events: [] };
      return {
        heading: [letter.number && `№ ${letter.number}`, letter.dated, letter.subject]
          .filter(Boolean)
          .join(' · '),
        events: (shown.get(letter.id) ?? []).map((event) => toldEvent(event, story, language)),
      };
    }),
    files,
  };
};

const toldEvent = (
  { index, stored, event, changes }: ShownEvent,
  story: Story,
  language: Language,
): ToldEvent => {
  const { organization, personAt } = story;
  const { actor, onBehalfOf, at } = event.metadata;
  const names = namesIn(organization, language);
  const { text } = event.data as { readonly text?: unknown };
  const person = (employeeId: string): string => {
    const then = personAt(index, employeeId);
    return then
      ? [then.name, then.post, then.department].filter(Boolean).join(', ')
      : names.employee(employeeId);
  };
  const itself = language === 'ru' ? 'Канцелярия (автоматически)' : 'Chancery, by itself';
  const instead = language === 'ru' ? 'за' : 'on behalf of';
  return {
    index,
    at: DateTime.fromISO(at, { zone: organization.calendar.timeZone }).toFormat('yyyy-MM-dd HH:mm:ss ZZ'),
    who: [
      actor === SYSTEM ? itself : person(actor),
      ...(onBehalfOf === undefined ? [] : [`${instead} ${person(onBehalfOf)}`]),
    ].join(' '),
    sentence: historySentence(event, language, names),
    changes,
    ...(typeof text === 'string' && text !== '' && { text }),
    files: filesOf(event.data),
    leaf: hexOf(leafOf(index, stored)),
  };
};
