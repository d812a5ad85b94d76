import type { FileHandle } from 'node:fs/promises';
import { type AttributeType, attributesOfType } from '../../application/export/event-fields.ts';
import type { ExportCase, ExportContent } from '../../application/export/export-content.ts';
import type { StagedEvent, Staging } from './staging.ts';
import { TextFile } from './text-file.ts';

/** XML 1.0 has no other characters, escaped or not (section 2.2). */
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text as the value of an attribute; white space survives the reader's normalisation (XML 1.0, section 3.3.3). */
const escaped = (text: string): string =>
  text.replaceAll(notXml, '\u{FFFD}').replaceAll(/[&<>"\t\n\r]/g, (character) => entities[character] ?? '');

const elements: Readonly<Record<AttributeType | 'id', string>> = {
  string: 'string',
  time: 'date',
  integer: 'int',
  boolean: 'boolean',
  id: 'id',
};

const element = (type: AttributeType | 'id', key: string, value: string | number | boolean): string =>
  `<${elements[type]} key="${escaped(key)}" value="${escaped(String(value))}"/>`;

/** The standard's own extensions (IEEE 1849-2016, section 7), and the attributes that every event has of them. */
const head = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="ID" prefix="identity" uri="http://www.xes-standard.org/identity.xesext"/>
<global scope="trace"><string key="concept:name" value="unknown"/></global>
<global scope="event"><string key="concept:name" value="unknown"/><string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/><id key="identity:id" value="unknown"/></global>
<classifier name="Activity" scope="event" keys="concept:name"/>
<classifier name="ActivityAndResource" scope="event" keys="concept:name org:resource"/>
`;

interface Row extends Omit<StagedEvent, 'attributes'> {
  readonly trace: string;
  readonly letter: string;
  readonly letterKey: number;
  readonly attributes: string;
  readonly actor: string | null;
  readonly department: string | null;
}

const BY_LETTER = `
  select l.id as trace, l.id as letter, l.key as letterKey, e.id, e.type, e.time, e.attributes, e.actor, e.department
  from event e join object l on l.key = e.letter order by e.letter, e.key`;
const BY_THREAD = `
  select t.id as trace, l.id as letter, l.key as letterKey, e.id, e.type, e.time, e.attributes, e.actor, e.department
  from event e join object l on l.key = e.letter
    join relation r on r.source = e.letter and r.qualifier = 'partOf' join object t on t.key = r.target
  order by t.key, e.key`;

/** The letters' events as XES (IEEE 1849-2016); a trace is the life of a letter, or of a thread. */
export const writeXes = async (
  staging: Staging,
  file: FileHandle,
  content: ExportContent,
  of: ExportCase,
): Promise<void> => {
  const { database } = staging;
  database.exec('create index if not exists event_by_letter on event (letter, key)');
  const values = database.prepare(
    'select name, value from value v where object = ? and number = (select max(number) from value w where w.object = v.object and w.name = v.name)',
  );
  const types = new Map<string, ReadonlyMap<string, AttributeType>>();
  const typesOf = (type: string): ReadonlyMap<string, AttributeType> => {
    const known =
      types.get(type) ?? new Map(attributesOfType(type, content).map(({ name, type }) => [name, type]));
    types.set(type, known);
    return known;
  };
  const eventXml = ({ id, type, time, attributes, actor, department, letter }: Row): string => {
    const told = Object.entries(JSON.parse(attributes) as StagedEvent['attributes']).map(([name, value]) =>
      element(typesOf(type).get(name) ?? 'string', name, value),
    );
    return [
      '<event>',
      element('string', 'concept:name', type),
      element('string', 'lifecycle:transition', 'complete'),
      element('time', 'time:timestamp', time),
      element('id', 'identity:id', id),
      ...(actor ? [element('string', 'org:resource', actor)] : [element('string', 'org:resource', 'system')]),
      ...(department ? [element('string', 'org:group', department)] : []),
      ...(of === 'thread' ? [element('string', 'letter', letter)] : []),
      ...told,
      '</event>\n',
    ].join('');
  };
  const traceXml = ({ trace, letterKey }: Row): string => {
    const own = of === 'letter' ? (values.all(letterKey) as { name: string; value: string }[]) : [];
    return `<trace>${element('string', 'concept:name', trace)}${own
      .map(({ name, value }) => element('string', name, value))
      .join('')}\n`;
  };
  const out = new TextFile(file);
  out.write(head);
  let trace: string | undefined;
  const rows = database
    .prepare(of === 'letter' ? BY_LETTER : BY_THREAD)
    .iterate() as unknown as Iterable<Row>;
  for (const row of rows) {
    if (row.trace !== trace) {
      out.write(`${trace === undefined ? '' : '</trace>\n'}${traceXml(row)}`);
      trace = row.trace;
    }
    const wait = out.write(eventXml(row));
    if (wait) await wait;
  }
  out.write(`${trace === undefined ? '' : '</trace>\n'}</log>\n`);
  await out.flush();
};
