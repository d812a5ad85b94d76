import type { DatabaseSync } from 'node:sqlite';
import { type AttributeType, attributesOfType } from '../../application/export/event-fields.ts';
import type { ExportContent } from '../../application/export/export-content.ts';
import type { ObjectType } from '../../application/export/named-objects.ts';
import { attributesOfObjects } from '../../application/export/object-facts.ts';

export interface OcelType {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: AttributeType }[];
}

/** Where the staging's tables are: in the database itself, or attached to another. */
type Schema = 'main' | 'staging';

const namesIn = (database: DatabaseSync, table: string): readonly string[] =>
  (database.prepare(`select distinct type from ${table} order by type`).all() as { type: string }[]).map(
    ({ type }) => type,
  );

/** The types of the events that are there. */
export const eventTypesIn = (
  database: DatabaseSync,
  schema: Schema,
  content: ExportContent,
): readonly OcelType[] =>
  namesIn(database, `${schema}.event`).map((name) => ({ name, attributes: attributesOfType(name, content) }));

/** The types of the objects that are there. */
export const objectTypesIn = (
  database: DatabaseSync,
  schema: Schema,
  content: ExportContent,
): readonly OcelType[] =>
  namesIn(database, `${schema}.object`).map((name) => ({
    name,
    attributes: attributesOfObjects(name as ObjectType, content).map((attribute) => ({
      name: attribute,
      type: 'string',
    })),
  }));
