import { DatabaseSync } from 'node:sqlite';
import type { AttributeType } from '../../application/export/event-fields.ts';
import type { ExportContent } from '../../application/export/export-content.ts';
import { eventTypesIn, type OcelType, objectTypesIn } from './ocel-types.ts';
import { EPOCH } from './staging.ts';

/** The types of columns that the format has. */
const columnTypes: Readonly<Record<AttributeType, string>> = {
  string: 'TEXT',
  time: 'TIMESTAMP',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** With the keys of the specification, section 6.7. */
const tables = `
  create table event_map_type (ocel_type text primary key, ocel_type_map text not null);
  create table object_map_type (ocel_type text primary key, ocel_type_map text not null);
  create table event (ocel_id text primary key, ocel_type text not null references event_map_type (ocel_type));
  create table object (ocel_id text primary key, ocel_type text not null references object_map_type (ocel_type));
  create table event_object (
    ocel_event_id text not null references event (ocel_id),
    ocel_object_id text not null references object (ocel_id),
    ocel_qualifier text not null,
    primary key (ocel_event_id, ocel_object_id, ocel_qualifier)
  );
  create table object_object (
    ocel_source_id text not null references object (ocel_id),
    ocel_target_id text not null references object (ocel_id),
    ocel_qualifier text not null,
    primary key (ocel_source_id, ocel_target_id, ocel_qualifier)
  );
`;

/** A table may not be called as another is: `event_object` is taken. */
const tableName = (of: 'event' | 'object', type: string): string => `${of}_${type}`;

const columnsOf = ({ attributes }: OcelType): string =>
  attributes.map(({ name, type }) => `, ${quoted(name)} ${columnTypes[type]}`).join('');

const eventTable = (type: OcelType): string => {
  const table = quoted(tableName('event', type.name));
  const values = type.attributes
    .map(({ name }) => `, json_extract(e.attributes, ${literal(`$."${name}"`)})`)
    .join('');
  return `
    create table ${table} (
      ocel_id text primary key references event (ocel_id), ocel_time timestamp not null${columnsOf(type)});
    insert into ${table} select e.id, e.time${values} from staging.event e where e.type = ${literal(type.name)}
      order by e.key;`;
};

/** Rows of the beginning have all that an object was then; each later row has the one thing that changed. */
const objectTable = (type: OcelType): string => {
  const table = quoted(tableName('object', type.name));
  const initial = type.attributes
    .map(
      ({ name }) =>
        `, (select v.value from staging.value v where v.object = o.key and v.name = ${literal(name)} and v.time = '${EPOCH}')`,
    )
    .join('');
  const changes = type.attributes.map(
    ({ name }) => `
    insert into ${table} (ocel_id, ocel_time, ocel_changed_field, ${quoted(name)})
      select o.id, v.time, v.name, v.value from staging.object o join staging.value v on v.object = o.key
      where o.type = ${literal(type.name)} and v.name = ${literal(name)} and v.time <> '${EPOCH}'
      order by o.key, v.number;`,
  );
  return `
    create table ${table} (
      ocel_id text not null references object (ocel_id), ocel_time timestamp not null,
      ocel_changed_field text${columnsOf(type)});
    insert into ${table} select o.id, '${EPOCH}', null${initial} from staging.object o
      where o.type = ${literal(type.name)} order by o.key;
    ${changes.join('')}`;
};

/** OCEL 2.0 as an SQLite database (specification, section 6), from the staging at one path, in an empty file at another. */
export const writeOcelSqlite = (staging: string, path: string, content: ExportContent): void => {
  const database = new DatabaseSync(path);
  try {
    // Nobody sees the file before it is whole: what breaks off is thrown away.
    database.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -16000;');
    database.exec(`attach database ${literal(staging)} as staging`);
    database.exec('begin');
    database.exec(tables);
    const events = eventTypesIn(database, 'staging', content);
    const objects = objectTypesIn(database, 'staging', content);
    for (const [table, types] of [
      ['event_map_type', events],
      ['object_map_type', objects],
    ] as const) {
      const insert = database.prepare(`insert into ${table} values (?, ?)`);
      for (const { name } of types) insert.run(name, name);
    }
    database.exec(`
      insert into event select id, type from staging.event order by key;
      insert into object select id, type from staging.object order by key;
      insert into event_object select e.id, o.id, x.qualifier from staging.event_object x
        join staging.event e on e.key = x.event join staging.object o on o.key = x.object;
      insert into object_object select s.id, t.id, r.qualifier from staging.relation r
        join staging.object s on s.key = r.source join staging.object t on t.key = r.target;`);
    for (const type of events) database.exec(eventTable(type));
    for (const type of objects) database.exec(objectTable(type));
    database.exec('commit');
  } finally {
    database.close();
  }
};
