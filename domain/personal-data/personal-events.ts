import { catalog } from '../catalog.ts';
import { type PersonalFields, personalFieldsOf } from './personal-fields.ts';

const byType: ReadonlyMap<string, PersonalFields> = new Map(
  [...catalog.values()].flatMap(({ type, schema }) => {
    const fields = personalFieldsOf(schema);
    return fields ? [[type, fields] as const] : [];
  }),
);

/** The personal fields of that type of event; `undefined` for most types, which have none. */
export const personalFieldsOfEvent = (type: string): PersonalFields | undefined => byType.get(type);
