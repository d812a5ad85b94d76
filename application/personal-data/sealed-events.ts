import { idOf, type StreamName } from '../../domain/event.ts';
import { ERASED } from '../../domain/personal-data/erased.ts';
import { personalFieldsOfEvent } from '../../domain/personal-data/personal-events.ts';
import {
  erasedText,
  mayHavePersonal,
  type PersonalFields,
  replacePersonal,
  subjectsIn,
} from '../../domain/personal-data/personal-fields.ts';
import { canonicalJson } from '../event-codec.ts';
import type { NewEvent, StoredEvent } from '../ports/event-store.ts';
import type { SubjectKey, SubjectKeys } from '../ports/subject-keys.ts';
import { type FieldPlace, fieldKey, openField, sealField } from './sealed-field.ts';

/**
 * Between the log, in which personal fields are sealed, and everybody who reads and writes events. An event that holds
 * personal data says so in its metadata: `sealed` is its number in its command, from 0, which the keys of its fields are
 * made with. Every personal field of it is sealed, whatever its text looks like. Events from before do not say so and are
 * as they are.
 */

/** Data of somebody whose data was erased cannot be recorded again. */
export class SubjectErased extends Error {
  override readonly name = 'SubjectErased';
  readonly subject: string;
  constructor(subject: string) {
    super(`The personal data of ${subject} was erased; none can be recorded`);
    this.subject = subject;
  }
}

interface Metadata {
  readonly commandId: string;
  readonly sealed?: unknown;
}

/** What of an event is personal. */
interface Personal<Event> {
  readonly event: Event;
  readonly fields: PersonalFields;
  readonly data: unknown;
  readonly owner: string;
  /** Whose it is; never nobody's. */
  readonly subjects: ReadonlySet<string>;
}

/** The same of an event in which it is sealed. */
interface Sealed extends Personal<StoredEvent> {
  readonly metadata: Metadata;
  /** The place of each of its fields but for the path. */
  readonly place: Omit<FieldPlace, 'path'>;
}

const personalIn = <Event extends NewEvent>(
  event: Event,
  stream: StreamName,
): Personal<Event> | undefined => {
  const fields = personalFieldsOfEvent(event.type);
  if (!fields || !mayHavePersonal(fields, event.data)) return undefined;
  const data: unknown = JSON.parse(event.data);
  const owner = idOf(stream);
  const subjects = subjectsIn(fields, data, owner);
  return subjects.size > 0 ? { event, fields, data, owner, subjects } : undefined;
};

/** Canonical JSON (RFC 8785) of what was read from it and has the same fields still: they are in their order, and none is named by a number. */
const rewritten = (value: unknown): string => JSON.stringify(value);

const subjectsOf = (all: readonly (Personal<NewEvent> | undefined)[]): ReadonlySet<string> =>
  new Set(all.flatMap((known) => (known ? [...known.subjects] : [])));

/** The events of one command as the log keeps them. @throws SubjectErased */
export const sealEvents = async (
  keys: SubjectKeys,
  stream: StreamName,
  events: readonly NewEvent[],
): Promise<readonly NewEvent[]> => {
  const personal = events.map((event) => personalIn(event, stream));
  const subjects = subjectsOf(personal);
  if (subjects.size === 0) return events;
  const found = await keys.toSeal(subjects);
  return events.map((event, number) => {
    const known = personal[number];
    if (!known) return event;
    const { fields, owner } = known;
    const metadata = JSON.parse(event.metadata) as Metadata;
    const place = { stream, commandId: metadata.commandId, number };
    const data = replacePersonal(fields, known.data, owner, ({ subject, path, text }) => {
      const key = found.get(subject);
      if (key instanceof Buffer) return sealField(key, { ...place, path }, text);
      // What was erased may be told of again, as something that is no longer there.
      if (text === ERASED) return ERASED;
      throw new SubjectErased(subject);
    });
    if (data === known.data) return event;
    return {
      ...event,
      data: rewritten(data),
      metadata: canonicalJson({ ...metadata, sealed: number }),
    };
  });
};

/** What the metadata of an event say that has something sealed. Without the quote before it, which they are full of: it is found four times as fast. */
const SEALED = 'sealed":';

/** Of each event what of it is sealed; of most nothing is. */
const sealedIn = (events: readonly StoredEvent[]): readonly (Sealed | undefined)[] =>
  events.map((event) => {
    if (!event.metadata.includes(SEALED)) return undefined;
    const { stream } = event;
    const metadata = JSON.parse(event.metadata) as Metadata;
    const { commandId, sealed: number } = metadata;
    if (typeof number !== 'number') return undefined;
    const known = personalIn(event, stream);
    return known && { ...known, metadata, place: { stream, commandId, number } };
  });

/**
 * The events with their personal fields readable, or erased where their key was destroyed. One whose fields cannot be
 * opened, since its key was lost or it was tampered with, stays sealed; decoding it is an error.
 */
export const openEvents = async (
  keys: SubjectKeys,
  events: readonly StoredEvent[],
): Promise<readonly StoredEvent[]> => {
  const personal = sealedIn(events);
  const subjects = subjectsOf(personal);
  if (subjects.size === 0) return events;
  const found = await keys.toOpen(subjects);
  return events.map((event, index) => {
    const known = personal[index];
    return known ? opened(known, found) : event;
  });
};

const opened = (
  { event, fields, data, metadata, owner, place }: Sealed,
  keys: ReadonlyMap<string, SubjectKey>,
): StoredEvent => {
  let all = true;
  const readable = replacePersonal(fields, data, owner, (field) => {
    const key = keys.get(field.subject);
    if (key === 'destroyed') return erasedText(field);
    if (field.text === ERASED) return ERASED;
    const text = key && openField(key, { ...place, path: field.path }, field.text);
    all &&= text !== undefined;
    return text ?? field.text;
  });
  if (!all) return event;
  const { sealed: _, ...rest } = metadata;
  return { ...event, data: rewritten(readable), metadata: rewritten(rest) };
};

/** A personal field that somebody may be shown, with the key that opens it alone, 32 bytes. */
export interface DisclosedField {
  /** JSON pointer (RFC 6901) in the event's data. */
  readonly field: string;
  readonly key: Uint8Array;
  readonly value: string;
}

/** Of each of the events, as they are stored, the personal fields that can be opened; none that was erased. */
export const discloseFields = async (
  keys: SubjectKeys,
  events: readonly StoredEvent[],
): Promise<readonly (readonly DisclosedField[])[]> => {
  const personal = sealedIn(events);
  const subjects = subjectsOf(personal);
  if (subjects.size === 0) return events.map(() => []);
  const found = await keys.toOpen(subjects);
  return personal.map((known) => {
    if (!known) return [];
    const disclosed: DisclosedField[] = [];
    replacePersonal(known.fields, known.data, known.owner, ({ subject, path, text }) => {
      const key = found.get(subject);
      if (key instanceof Buffer) {
        const place = { ...known.place, path };
        const value = openField(key, place, text);
        if (value !== undefined) disclosed.push({ field: path, key: fieldKey(key, place), value });
      }
      return text;
    });
    return disclosed;
  });
};
