import { idOf, type StreamName } from '../../domain/event.ts';
import { ERASED } from '../../domain/personal-data/erased.ts';
import { personalFieldsOfEvent } from '../../domain/personal-data/personal-events.ts';
import {
  erasedText,
  type PersonalFields,
  type PersonalText,
  replacePersonal,
  subjectsIn,
} from '../../domain/personal-data/personal-fields.ts';
import { canonicalBytes } from '../event-codec.ts';
import type { NewEvent, StoredEvent } from '../ports/event-store.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import { isSealed, open, seal } from './cipher.ts';

/**
 * Between the log, in which personal fields are sealed, and everybody who reads and writes events. An event that holds
 * personal data says `sealed: 1` in its metadata: every personal field of it is sealed, whatever its text looks like.
 * Events from before do not say so and are as they are.
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

/** What the seal of a field is bound to. */
const placeOf = (eventId: string, { path, subject }: PersonalText): string =>
  JSON.stringify([eventId, path, subject]);

interface Personal<Event> {
  readonly event: Event;
  readonly fields: PersonalFields;
  readonly data: unknown;
  readonly owner: string;
}

const personalIn = <Event extends NewEvent>(
  event: Event,
  stream: StreamName,
): Personal<Event> | undefined => {
  const fields = personalFieldsOfEvent(event.type);
  return fields && { event, fields, data: JSON.parse(event.data.toString('utf8')), owner: idOf(stream) };
};

const subjectsOf = (all: readonly Personal<NewEvent>[]): ReadonlySet<string> => {
  const subjects = new Set<string>();
  for (const { fields, data, owner } of all) {
    for (const subject of subjectsIn(fields, data, owner)) subjects.add(subject);
  }
  return subjects;
};

/** The events as the log keeps them. @throws SubjectErased */
export const sealEvents = async (
  keys: SubjectKeys,
  stream: StreamName,
  events: readonly NewEvent[],
): Promise<readonly NewEvent[]> => {
  const personal = events.map((event) => personalIn(event, stream));
  const subjects = subjectsOf(personal.filter((found) => found !== undefined));
  if (subjects.size === 0) return events;
  const found = await keys.toSeal(subjects);
  return events.map((event, index) => {
    const known = personal[index];
    if (!known) return event;
    const data = replacePersonal(known.fields, known.data, known.owner, (field) => {
      const key = found.get(field.subject);
      if (key instanceof Buffer) return seal(key, placeOf(event.id, field), field.text);
      // What was erased may be told of again, as something that is no longer there.
      if (field.text === ERASED) return ERASED;
      throw new SubjectErased(field.subject);
    });
    if (data === known.data) return event;
    const metadata = JSON.parse(event.metadata.toString('utf8')) as object;
    return { ...event, data: canonicalBytes(data), metadata: canonicalBytes({ ...metadata, sealed: 1 }) };
  });
};

const saysSealed = ({ metadata }: StoredEvent): boolean => metadata.includes('"sealed":1');

/**
 * The events with their personal fields readable, or erased where their key was destroyed. One whose fields cannot be
 * opened, since its key was lost or it was tampered with, stays sealed; decoding it is an error.
 */
export const openEvents = async (
  keys: SubjectKeys,
  events: readonly StoredEvent[],
): Promise<readonly StoredEvent[]> => {
  const personal = events.map((event) =>
    personalFieldsOfEvent(event.type) && saysSealed(event) ? personalIn(event, event.stream) : undefined,
  );
  const subjects = subjectsOf(personal.filter((found) => found !== undefined));
  if (subjects.size === 0) return events;
  const found = await keys.toOpen(subjects);
  return events.map((event, index) => {
    const known = personal[index];
    return known ? opened(known, found) : event;
  });
};

const opened = (
  { event, fields, data, owner }: Personal<StoredEvent>,
  keys: Awaited<ReturnType<SubjectKeys['toOpen']>>,
): StoredEvent => {
  const { sealed, ...metadata } = JSON.parse(event.metadata.toString('utf8')) as Record<string, unknown>;
  if (sealed !== 1) return event;
  try {
    const readable = replacePersonal(fields, data, owner, (field) => {
      const key = keys.get(field.subject);
      if (key === 'destroyed') return erasedText(field);
      if (field.text === ERASED) return ERASED;
      if (!key || !isSealed(field.text)) throw new Error(`${field.path} cannot be opened`);
      return open(key, placeOf(event.id, field), field.text);
    });
    return { ...event, data: canonicalBytes(readable), metadata: canonicalBytes(metadata) };
  } catch {
    return event;
  }
};
