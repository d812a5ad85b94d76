import type { TSchema } from 'typebox';
import { catalog } from '../../domain/catalog.ts';
import { CalendarDate, Id, Instant } from '../../domain/fields.ts';
import type { ExportContent } from './export-content.ts';
import { objectNamedBy, type QualifiedObject } from './named-objects.ts';

/** The types of attributes that OCEL 2.0 has and events need (specification, section 4). */
export type AttributeType = 'string' | 'time' | 'integer' | 'boolean';
export type AttributeValue = string | number | boolean;

/** One field of a type of event: where it is, and what may be told of it. */
interface Field {
  /** Names from the event's data to it; a list is passed through. */
  readonly path: readonly string[];
  readonly kind: 'id' | 'attribute' | 'count';
  readonly attribute: AttributeType;
  /** Whether it says nothing but a kind, a count, a flag or a time. */
  readonly harmless: boolean;
}

interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly personal?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
}

const patternOf = (schema: TSchema): string => (schema as Shape).pattern ?? '';

/** Words of the organisation's own for kinds of things; they are of no person and of no letter. */
const kinds: ReadonlySet<string> = new Set(['documentKind', 'correspondentGroup']);
/** With a journal and a year it is a letter's number. */
const identifying: ReadonlySet<string> = new Set(['sequence']);
/** What is longer is a text, and its hash stands for it. */
const LONGEST = 4_000;

const leaf = (path: readonly string[], shape: Shape): Field | undefined => {
  const name = path.at(-1) ?? '';
  const field = (attribute: AttributeType, harmless: boolean): Field => ({
    path,
    kind: 'attribute',
    attribute,
    harmless,
  });
  if (shape.type === 'integer') return field('integer', !identifying.has(name));
  if (shape.type === 'boolean') return field('boolean', true);
  if (shape.type !== 'string') return undefined;
  if (shape.enum) return field('string', true);
  if (shape.pattern === patternOf(Id)) return { path, kind: 'id', attribute: 'string', harmless: true };
  if (shape.pattern === patternOf(CalendarDate)) return field('string', true);
  if (shape.pattern === patternOf(Instant)) return field('time', true);
  // What was exported cannot be erased: names are told once, of the object that has them.
  if (shape.personal !== undefined || (shape.maxLength ?? 0) > LONGEST) return undefined;
  return field('string', kinds.has(name));
};

/** Of the fields within a list there are the ids, and how many entries it has. */
const fieldsOf = (schema: TSchema, path: readonly string[], inList: boolean): readonly Field[] => {
  const shape = schema as Shape;
  if (shape.properties) {
    return Object.entries(shape.properties).flatMap(([name, inner]) =>
      fieldsOf(inner, [...path, name], inList),
    );
  }
  if (shape.items) {
    const within = fieldsOf(shape.items, path, true);
    const count: Field = { path, kind: 'count', attribute: 'integer', harmless: true };
    return inList ? within : [...within, count];
  }
  const found = leaf(path, shape);
  return found && (!inList || found.kind === 'id') ? [found] : [];
};

const fieldsByType = new Map<string, readonly Field[]>();

const fieldsOfType = (type: string): readonly Field[] => {
  let fields = fieldsByType.get(type);
  if (!fields) {
    const definition = catalog.get(type);
    fields = definition ? fieldsOf(definition.schema, [], false) : [];
    fieldsByType.set(type, fields);
  }
  return fields;
};

/** Fields of an event type that hold ids, by their names: each names an object, or is known to name none. */
export const idFieldsOf = (type: string): readonly string[] =>
  fieldsOfType(type)
    .filter(({ kind }) => kind === 'id')
    .map(({ path }) => path.at(-1) ?? '');

const nameOf = ({ path, kind }: Field): string => `${path.join('.')}${kind === 'count' ? '.count' : ''}`;

const tellable = (type: string, content: ExportContent): readonly Field[] =>
  fieldsOfType(type).filter(({ kind, harmless }) => kind !== 'id' && (content === 'whole' || harmless));

/** Of every event, beside those of its type. */
const ofEvery = [
  { name: 'command', type: 'string' },
  { name: 'bySystem', type: 'boolean' },
] as const;

/** The attributes that events of a type can have. */
export const attributesOfType = (
  type: string,
  content: ExportContent,
): readonly { readonly name: string; readonly type: AttributeType }[] => [
  ...ofEvery,
  ...tellable(type, content).map((field) => ({ name: nameOf(field), type: field.attribute })),
];

const valuesAt = (value: unknown, path: readonly string[]): readonly unknown[] => {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined ? [] : [value];
  return typeof value === 'object' && value !== null
    ? valuesAt((value as Readonly<Record<string, unknown>>)[name], rest)
    : [];
};

const listAt = (value: unknown, path: readonly string[]): readonly unknown[] | undefined => {
  const found = path.reduce<unknown>(
    (within, name) =>
      typeof within === 'object' && within !== null
        ? (within as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );
  return Array.isArray(found) ? found : undefined;
};

/** What the event's own fields say, as far as the content allows. */
export const attributesIn = (
  { type, data }: { readonly type: string; readonly data: unknown },
  content: ExportContent,
): Readonly<Record<string, AttributeValue>> => {
  const values: Record<string, AttributeValue> = {};
  for (const field of tellable(type, content)) {
    const value = field.kind === 'count' ? listAt(data, field.path)?.length : valuesAt(data, field.path)[0];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      values[nameOf(field)] = value;
    }
  }
  return values;
};

/** The objects that the event names, each once in each part. */
export const objectsIn = ({
  type,
  data,
}: {
  readonly type: string;
  readonly data: unknown;
}): readonly QualifiedObject[] => {
  const found = new Map<string, QualifiedObject>();
  for (const { kind, path } of fieldsOfType(type)) {
    const named = kind === 'id' ? objectNamedBy(path.at(-1) ?? '') : undefined;
    if (!named) continue;
    const [objectType, qualifier] = named;
    for (const id of valuesAt(data, path)) {
      if (typeof id === 'string') found.set(`${qualifier} ${id}`, { type: objectType, id, qualifier });
    }
  }
  return [...found.values()];
};
