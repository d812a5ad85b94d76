import type { FileHandle } from 'node:fs/promises';
import type { ExportContent } from '../../application/export/export-content.ts';
import { eventTypesIn, objectTypesIn } from './ocel-types.ts';
import type { StagedEvent, Staging } from './staging.ts';
import { TextFile } from './text-file.ts';

const EVENTS = `
  select e.id, e.type, e.time, e.attributes,
    (select json_group_array(json_object('objectId', o.id, 'qualifier', x.qualifier))
      from event_object x join object o on o.key = x.object where x.event = e.key) as relationships
  from event e order by e.key`;

const OBJECTS = `
  select o.id, o.type,
    (select json_group_array(json_object('name', v.name, 'value', v.value, 'time', v.time))
      from value v where v.object = o.key) as attributes,
    (select json_group_array(json_object('objectId', t.id, 'qualifier', r.qualifier))
      from relation r join object t on t.key = r.target where r.source = o.key) as relationships
  from object o order by o.key`;

interface StagedObject {
  readonly id: string;
  readonly type: string;
  readonly attributes: string;
  readonly relationships: string;
}

interface EventRow extends Omit<StagedEvent, 'attributes'> {
  readonly attributes: string;
  readonly relationships: string;
}

/** OCEL 2.0 as JSON (specification, section 8). Its schema has every value as text; the types say what the text means. */
export const writeOcelJson = async (
  staging: Staging,
  file: FileHandle,
  content: ExportContent,
): Promise<void> => {
  const { database } = staging;
  const out = new TextFile(file);
  const list = async <Row>(rows: Iterable<Row>, tell: (row: Row) => string): Promise<void> => {
    let first = true;
    for (const row of rows) {
      const wait = out.write(`${first ? '\n' : ',\n'}${tell(row)}`);
      first = false;
      if (wait) await wait;
    }
  };
  out.write(`{"eventTypes":${JSON.stringify(eventTypesIn(database, 'main', content))},\n`);
  out.write(`"objectTypes":${JSON.stringify(objectTypesIn(database, 'main', content))},\n"events":[`);
  await list(
    database.prepare(EVENTS).iterate() as unknown as Iterable<EventRow>,
    ({ id, type, time, attributes, relationships }) => {
      const values = JSON.parse(attributes) as StagedEvent['attributes'];
      const told = Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));
      return `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"time":${JSON.stringify(time)},"attributes":${JSON.stringify(told)},"relationships":${relationships}}`;
    },
  );
  out.write('\n],\n"objects":[');
  await list(
    database.prepare(OBJECTS).iterate() as unknown as Iterable<StagedObject>,
    ({ id, type, attributes, relationships }) =>
      `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"attributes":${attributes},"relationships":${relationships}}`,
  );
  out.write('\n]}\n');
  await out.flush();
};
