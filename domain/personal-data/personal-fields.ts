import type { TSchema } from 'typebox';
import { ERASED, erasedOf } from './erased.ts';

/** Where the personal fields of a schema are; see `personal` and `valueOfField`. */
export type PersonalFields =
  | { readonly kind: 'text'; readonly subject: string; readonly unique: boolean }
  | { readonly kind: 'list'; readonly items: PersonalFields }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, PersonalFields])[] }
  | {
      readonly kind: 'byField';
      readonly field: string;
      readonly subject: string;
      readonly of: ReadonlyMap<string, PersonalFields>;
    };

/** One personal field that was found in a value. */
export interface PersonalText {
  readonly text: string;
  /** The id of whom or what it tells of. */
  readonly subject: string;
  /** JSON pointer (RFC 6901). */
  readonly path: string;
  readonly unique: boolean;
}

interface Enclosing {
  readonly object: Readonly<Record<string, unknown>>;
  readonly outer: Enclosing | undefined;
}

/** What a schema may hold of what is looked for here. */
interface Marked {
  readonly personal?: string;
  readonly unique?: true;
  readonly personalByField?: {
    readonly field: string;
    readonly subject: string;
    readonly schemas: Readonly<Record<string, TSchema>>;
  };
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly anyOf?: readonly TSchema[];
}

const each = (schemas: Readonly<Record<string, TSchema>>): readonly (readonly [string, PersonalFields])[] =>
  Object.entries(schemas).flatMap(([name, inner]) => {
    const found = personalFieldsOf(inner);
    return found ? [[name, found] as const] : [];
  });

/**
 * The personal fields of a schema; `undefined` where it has none.
 *
 * @throws Error for a mark where it would not be heeded.
 */
export const personalFieldsOf = (schema: TSchema): PersonalFields | undefined => {
  const { personal, unique, personalByField, properties, items, anyOf } = schema as Marked;
  if (personal !== undefined) return { kind: 'text', subject: personal, unique: unique === true };
  if (personalByField) {
    const { field, subject, schemas } = personalByField;
    return { kind: 'byField', field, subject, of: new Map(each(schemas)) };
  }
  if (anyOf?.some(personalFieldsOf)) throw new Error('Personal fields within a union are not looked for');
  if (items) {
    const found = personalFieldsOf(items);
    return found && { kind: 'list', items: found };
  }
  const fields = properties ? each(properties) : [];
  return fields.length > 0 ? { kind: 'object', fields } : undefined;
};

/**
 * Whether there can be personal fields in canonical JSON (RFC 8785), which has no blanks: none that it does not name. To look for names takes
 * two fifths of the time that parsing takes, and most events have none.
 */
export const mayHavePersonal = (fields: PersonalFields, json: string): boolean => {
  switch (fields.kind) {
    case 'text':
      return true;
    case 'list':
      return mayHavePersonal(fields.items, json);
    case 'object':
      return fields.fields.some(
        ([name, inner]) => json.includes(`"${name}":`) && mayHavePersonal(inner, json),
      );
    case 'byField':
      return json.includes(`"${fields.field}":`);
    default:
      return fields satisfies never;
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the nearest enclosing object has under that name. */
const nearest = (name: string, enclosing: Enclosing | undefined): string | undefined => {
  for (let here = enclosing; here; here = here.outer) {
    const value = here.object[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
};

/**
 * The value with each of its personal fields replaced; the value itself where nothing is replaced by anything else.
 *
 * @param owner whose data it is where the value does not say: the id of what the stream is about.
 */
export const replacePersonal = <Value>(
  fields: PersonalFields,
  value: Value,
  owner: string,
  replace: (found: PersonalText) => string,
): Value => walk(fields, value, undefined, owner, '', replace) as Value;

const walk = (
  fields: PersonalFields,
  value: unknown,
  enclosing: Enclosing | undefined,
  owner: string,
  path: string,
  replace: (found: PersonalText) => string,
): unknown => {
  switch (fields.kind) {
    case 'text': {
      if (typeof value !== 'string') return value;
      const subject = nearest(fields.subject, enclosing) ?? owner;
      return replace({ text: value, subject, path, unique: fields.unique });
    }
    case 'list': {
      if (!Array.isArray(value)) return value;
      const items: readonly unknown[] = value;
      const replaced = items.map((item, index) =>
        walk(fields.items, item, enclosing, owner, `${path}/${index}`, replace),
      );
      return replaced.some((item, index) => item !== items[index]) ? replaced : value;
    }
    case 'object': {
      if (!isObject(value)) return value;
      const within = { object: value, outer: enclosing };
      let copy: Record<string, unknown> | undefined;
      for (const [name, inner] of fields.fields) {
        const before = value[name];
        if (before === undefined) continue;
        const after = walk(inner, before, within, owner, `${path}/${name}`, replace);
        if (after === before) continue;
        copy ??= { ...value };
        copy[name] = after;
      }
      return copy ?? value;
    }
    case 'byField': {
      const siblings = enclosing?.object ?? {};
      const inner = fields.of.get(String(siblings[fields.field]));
      if (!inner) return value;
      const subject = siblings[fields.subject];
      // What is around the value is not the card that it is of.
      return walk(inner, value, undefined, typeof subject === 'string' ? subject : owner, path, replace);
    }
    default:
      return fields satisfies never;
  }
};

/** The subjects whose data the value holds. */
export const subjectsIn = (fields: PersonalFields, value: unknown, owner: string): ReadonlySet<string> => {
  const subjects = new Set<string>();
  replacePersonal(fields, value, owner, ({ text, subject }) => {
    subjects.add(subject);
    return text;
  });
  return subjects;
};

/** What is read of an erased field. */
export const erasedText = ({ subject, unique }: Pick<PersonalText, 'subject' | 'unique'>): string =>
  unique ? erasedOf(subject) : ERASED;

/** The value as it is read once the keys of these subjects are destroyed. */
export const withErased = <Value>(
  fields: PersonalFields,
  value: Value,
  owner: string,
  subjects: ReadonlySet<string>,
): Value =>
  replacePersonal(fields, value, owner, (found) =>
    subjects.has(found.subject) ? erasedText(found) : found.text,
  );
