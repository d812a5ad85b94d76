import type { ChanceryEvent } from '../../domain/catalog.ts';
import {
  BEGINNING,
  type Category,
  categoryOf,
  idOf,
  type Position,
  type Recorded,
  SYSTEM,
} from '../../domain/event.ts';
import { evolveLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import { isOpen, type Letter, type LetterState } from '../../domain/letter/letter.ts';
import { decode } from '../event-codec.ts';
import type { EventStore } from '../ports/event-store.ts';
import { type AttributeValue, attributesIn, objectsIn } from './event-fields.ts';
import type { ExportContent } from './export-content.ts';
import type { ObjectReference, QualifiedObject } from './named-objects.ts';
import { attributesOfObjects, factsOf, letterFacts, type ObjectFacts } from './object-facts.ts';
import { taskChanges } from './task-objects.ts';

export interface ExportScope {
  readonly content: ExportContent;
  /** Instants: events from the first on, to before the second. */
  readonly from?: string;
  readonly to?: string;
}

/** An event as it is exported. */
export interface ExportedEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  /** What the event's stream is about; the organisation is no object. */
  readonly subject: ObjectReference | undefined;
  readonly category: Category;
  /** Place in its stream, from 0. */
  readonly revision: number;
  /** An employee's id; `undefined` for the system. */
  readonly actor: string | undefined;
  readonly onBehalfOf: string | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly objects: readonly QualifiedObject[];
  /** The letter with the event in it. */
  readonly letter: Letter | undefined;
}

/** One step through the log: what became so of objects, in its order, and the event itself where it lies in the scope. */
export interface ExportedStep {
  readonly time: string;
  readonly event: ExportedEvent | undefined;
  readonly facts: readonly ObjectFacts[];
}

const BATCH = 1_000;
/** Letters under way that are remembered; one that was forgotten is read again. */
const REMEMBERED = 4_000;

const subjects: Readonly<Partial<Record<Category, ObjectReference['type']>>> = {
  letter: 'letter',
  journal: 'journal',
  counterparty: 'counterparty',
  project: 'project',
};

/** The correspondence. Who has read what, erasures and the ledger's keys are the house's own affairs, and auditors'. */
const categories: Readonly<Record<ExportContent, readonly Category[]>> = {
  whole: ['letter', 'journal', 'organization', 'counterparty', 'project', 'privacy', 'reading', 'ledger'],
  pseudonymised: ['letter', 'journal', 'organization', 'counterparty', 'project'],
};

/** Folds letters along the log; holds no more of them than `REMEMBERED`. */
class FoldedLetters {
  readonly #store: EventStore;
  readonly #known = new Map<string, LetterState>();

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** The letter before the event and after it; there is no letter of a registration that was abandoned. */
  async around(
    event: Recorded<LetterEvent>,
  ): Promise<{ readonly before: LetterState; readonly after: Letter | undefined }> {
    const { stream, revision } = event;
    const known = this.#known.get(stream);
    // An event in between may have lain outside of the scope: clocks of several instances differ.
    const before =
      revision === 0 || known?.revision === revision - 1
        ? known
        : (await this.#store.read(stream, 0, revision))
            .map((stored) => decode(stored) as unknown as Recorded<LetterEvent>)
            .reduce<LetterState>(evolveLetter, undefined);
    const letter = evolveLetter(before, event);
    this.#known.delete(stream);
    if (!letter || letter.status === 'abandoned') return { before, after: undefined };
    if (isOpen(letter)) {
      this.#known.set(stream, letter);
      if (this.#known.size > REMEMBERED) {
        const [oldest] = this.#known.keys();
        if (oldest !== undefined) this.#known.delete(oldest);
      }
    }
    return { before, after: letter };
  }
}

const told = (facts: ObjectFacts, content: ExportContent): ObjectFacts => {
  const names = attributesOfObjects(facts.object.type, content);
  return {
    ...facts,
    values: Object.fromEntries(Object.entries(facts.values).filter(([name]) => names.includes(name))),
  };
};

const exported = (
  event: Recorded<ChanceryEvent>,
  letter: Letter | undefined,
  content: ExportContent,
  tasks: readonly QualifiedObject[] = [],
): ExportedEvent => {
  const { actor, onBehalfOf, command, at } = event.metadata;
  const category = categoryOf(event.stream);
  const type = subjects[category];
  const subject = type && { type, id: idOf(event.stream) };
  const person = actor === SYSTEM ? undefined : actor;
  const objects: QualifiedObject[] = [
    ...(subject ? [{ ...subject, qualifier: category }] : []),
    ...(person ? [{ type: 'employee' as const, id: person, qualifier: 'actor' }] : []),
    ...(onBehalfOf ? [{ type: 'employee' as const, id: onBehalfOf, qualifier: 'onBehalfOf' }] : []),
    ...objectsIn(event),
    ...tasks,
  ];
  return {
    id: event.id,
    type: event.type,
    time: at,
    subject,
    category,
    revision: event.revision,
    actor: person,
    onBehalfOf,
    attributes: { command, bySystem: actor === SYSTEM, ...attributesIn(event, content) },
    objects: [
      ...new Map(
        objects.map((object) => [`${object.type} ${object.id} ${object.qualifier}`, object]),
      ).values(),
    ],
    letter,
  };
};

/**
 * The log from its beginning up to and with `upTo`, step by step, in its order, with bounded memory. Events before the
 * scope tell what was so when it begins; letters that nothing happens to in it are passed over.
 *
 * @throws InvalidEvent, EventStoreUnavailable
 */
export async function* exportedLog(
  store: EventStore,
  { content, from = '', to = '9' }: ExportScope,
  upTo: Position,
): AsyncGenerator<ExportedStep> {
  const letters = new FoldedLetters(store);
  let after: Position = BEGINNING;
  for (;;) {
    const batch = await store.readAll(after, BATCH, { categories: categories[content] });
    for (const stored of batch) {
      if (stored.position > upTo) return;
      const event = decode(stored);
      const time = event.metadata.at;
      const within = from <= time && time < to;
      if (time >= to) continue;
      if (categoryOf(event.stream) === 'letter') {
        if (!within) continue;
        const { before, after: letter } = await letters.around(event as unknown as Recorded<LetterEvent>);
        const tasks = letter && taskChanges(before, letter);
        const facts = tasks ? [letterFacts(letter), ...tasks.facts] : [];
        yield {
          time,
          event: exported(event, letter, content, tasks?.objects),
          facts: facts.map((one) => told(one, content)),
        };
        continue;
      }
      const facts = factsOf(event);
      if (!within && !facts) continue;
      yield {
        time,
        event: within ? exported(event, undefined, content) : undefined,
        facts: facts ? [told(facts, content)] : [],
      };
    }
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return;
    after = last.position;
  }
}
