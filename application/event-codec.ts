import canonicalize from 'canonicalize';
import { type ChanceryEvent, catalog } from '../domain/catalog.ts';
import type { DomainEvent, EventDefinition, EventMetadata, Recorded, StreamName } from '../domain/event.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { type CompiledSchema, compiled } from './compiled-schema.ts';
import { derivedId } from './derived-id.ts';
import { metadataInForm, metadataSchema } from './metadata-text.ts';
import type { NewEvent, StoredEvent } from './ports/event-store.ts';
import { newSalt } from './salt.ts';

/**
 * Between the text of the log and typed events: the only place where stored payloads are checked by their
 * schema and where old versions are upcast.
 */

/** An event that does not fit its schema, on the way in (a defect of ours) or out (a damaged log). */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
  /** JSON pointer (RFC 6901) of the field that does not fit. */
  readonly field: string;
  readonly problem: string;
  constructor(
    type: string,
    problem: string,
    { field = '/', stream, revision }: { field?: string; stream?: string; revision?: number } = {},
  ) {
    super(`${type}${stream ? ` at ${stream}@${revision}` : ''}: ${field} ${problem}`);
    this.field = field;
    this.problem = problem;
  }
}

const validators = new Map<string, CompiledSchema>();

const definitionOf = (type: string): EventDefinition => {
  const definition = catalog.get(type);
  if (!definition) throw new InvalidEvent(type, 'no such event type is known to this version of Chancery');
  return definition;
};

const check = (
  definition: EventDefinition,
  data: unknown,
  where?: { stream: string; revision: number },
): void => {
  let validator = validators.get(definition.type);
  if (!validator) {
    validator = compiled(definition.schema);
    validators.set(definition.type, validator);
  }
  if (validator.Check(data)) return;
  const [first] = validator.Errors(data);
  throw new InvalidEvent(definition.type, first?.message ?? 'is invalid', {
    field: first?.instancePath || '/',
    ...where,
  });
};

/** Where in the value there is text that no database and no JSON reader could give back: NUL, half a character. */
const unreadableText = (value: unknown, field = ''): string | undefined => {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed() ? field || '/' : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = unreadableText(inner, `${field}/${key}`);
    if (found) return found;
  }
  return undefined;
};

/** The event's canonical JSON, checked. @throws InvalidEvent */
const checkedJson = (definition: EventDefinition, data: unknown): string => {
  const field = unreadableText(data);
  if (field) throw new InvalidEvent(definition.type, 'must be readable text', { field });
  const json = canonicalJson(data);
  // What is checked is what is stored: without the fields that are undefined, which JSON does not have.
  check(definition, JSON.parse(json));
  return json;
};

/** The result, or what of a decided event does not fit its schema: words of the client's that nothing else had checked. */
const orRefuse = <Result>(work: () => Result): Result | Refusal => {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidEvent) return invalidInput(error);
    throw error;
  }
};

/** What of these events could not be recorded, before there is more to record. */
export const unfit = (events: readonly DomainEvent[]): Refusal | undefined =>
  orRefuse(() => {
    for (const event of events) checkedJson(definitionOf(event.type), event.data);
    return undefined;
  });

export const invalidInput = ({ field, problem }: InvalidEvent): Refusal =>
  refuse('INVALID_INPUT', { field, problem });

/** Canonical JSON (RFC 8785). A field that is `undefined` is left out. */
export const canonicalJson = (value: unknown): string => canonicalize(value) ?? 'null';

/** @throws InvalidEvent when the event does not fit today's schema of its type. */
export const encode = (
  stream: StreamName,
  index: number,
  event: DomainEvent,
  metadata: Omit<EventMetadata, 'version'>,
): NewEvent => {
  const definition = definitionOf(event.type);
  const data = checkedJson(definition, event.data);
  return {
    id: derivedId(stream, metadata.commandId, String(index)),
    type: event.type,
    data,
    metadata: canonicalJson({ ...metadata, version: definition.version }),
  };
};

/** The events of one command, each with a salt of its own. */
export const encodeOrRefuse = (
  stream: StreamName,
  events: readonly DomainEvent[],
  metadata: Omit<EventMetadata, 'version' | 'salt'>,
): readonly NewEvent[] | Refusal =>
  orRefuse(() =>
    events.map((event, index) => encode(stream, index, event, { ...metadata, salt: newSalt() })),
  );

const parsedMetadata = (stored: StoredEvent): EventMetadata => {
  const metadata: unknown = JSON.parse(stored.metadata);
  if (typeof metadata === 'object' && metadata !== null && 'sealed' in metadata) {
    throw new InvalidEvent(stored.type, 'its personal data are sealed and were not opened', stored);
  }
  if (!metadataSchema.Check(metadata)) throw new InvalidEvent(stored.type, 'its metadata is invalid', stored);
  return metadata;
};

/**
 * @throws InvalidEvent when the type or its version is unknown, or the payload does not fit the schema.
 */
export const decode = (stored: StoredEvent): Recorded<ChanceryEvent> => {
  const definition = definitionOf(stored.type);
  const metadata = metadataInForm(stored.metadata) ?? parsedMetadata(stored);
  const { version } = metadata;
  if (version > definition.version) {
    throw new InvalidEvent(
      stored.type,
      `version ${version} is newer than this version of Chancery knows`,
      stored,
    );
  }
  const data = definition.upcasters
    .slice(version - 1)
    .reduce((older: unknown, upcast) => upcast(older as never), JSON.parse(stored.data) as unknown);
  check(definition, data, stored);
  return {
    type: stored.type,
    data,
    id: stored.id,
    stream: stored.stream,
    revision: stored.revision,
    position: stored.position,
    metadata,
  } as Recorded<ChanceryEvent>;
};
