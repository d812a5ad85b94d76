import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { idFieldsOf } from '../application/export/event-fields.ts';
import { namingNoObject, objectNamedBy } from '../application/export/named-objects.ts';
import { catalog } from '../domain/catalog.ts';
import { categoryOf } from '../domain/event.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { exportLog } from '../infrastructure/export/export-log.ts';
import { type ApiServer, openApi } from './api-server.ts';
import { everything } from './whole-log.ts';

const EXPORT = `mutation ($input: LogExportInput!) { exportLog(input: $input) {
  format pseudonymised events sha256 size position path } }`;

/** What would disturb a writer of XML, CSV or JSON. */
const SUBJECT = 'О "сроках" <поставки> & оплате,\n\tс запятой; 👍';
const TEXT = 'Сообщаем, что конструкции будут поставлены в декабре.';
const SIGNATORY = 'Подписантов П. П.';

interface Ocel {
  readonly eventTypes: readonly {
    readonly name: string;
    readonly attributes: readonly { name: string; type: string }[];
  }[];
  readonly objectTypes: readonly {
    readonly name: string;
    readonly attributes: readonly { name: string }[];
  }[];
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly time: string;
    readonly attributes: readonly { readonly name: string; readonly value: string }[];
    readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
  }[];
  readonly objects: readonly {
    readonly id: string;
    readonly type: string;
    readonly attributes: readonly { readonly name: string; readonly value: string; readonly time: string }[];
    readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
  }[];
}

const schemaText = (name: string): Promise<string> =>
  readFile(new URL(`./schemas/${name}`, import.meta.url), 'utf8');

describe('an export of a large log', () => {
  it('takes no more memory than one of a small log, in whatever format', async () => {
    const run = async (letters: number) => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [
          '--max-old-space-size=40',
          '--max-semi-space-size=1',
          fileURLToPath(new URL('./export/large-log.ts', import.meta.url)),
          String(letters),
        ],
        { env: { PATH: process.env.PATH } },
      );
      return JSON.parse(stdout) as {
        readonly maxRss: number;
        readonly files: readonly {
          readonly format: string;
          readonly events: number;
          readonly bytes: number;
        }[];
      };
    };
    const [small, large] = [await run(300), await run(3_000)];
    expect(large.files.map(({ format }) => format)).toEqual([
      'ocel-json',
      'ocel-sqlite',
      'xes',
      'csv',
      'parquet',
    ]);
    for (const { events } of large.files) expect(events).toBe(9_000);
    const bytes = (files: typeof large.files): number => files.reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes(large.files) - bytes(small.files)).toBeGreaterThan(60_000_000);
    // In bytes. The heap may grow up to its limit; what is written is far more.
    expect(large.maxRss - small.maxRss).toBeLessThan(40_000_000);
  }, 120_000);
});

describe('an export of the log', () => {
  let api: ApiServer;
  let folder: string;
  let letterId: string;
  let outgoingId: string;

  beforeAll(async () => {
    api = await openApi();
    folder = await mkdtemp(join(tmpdir(), 'chancery-export-'));
    const { house } = api;
    const incoming = await house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject: SUBJECT,
        addressee: { departmentId: demoDepartmentId('design') },
        receivedOn: await house.chancery.today(),
        channel: 'email',
        confidentiality: 'open',
        documentKind: 'претензия',
        signatory: { name: SIGNATORY },
      },
      projectIds: [demoProjectId()],
    });
    letterId = incoming.id;
    await house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId,
      executorId: demoEmployeeId('ezhov'),
      resolution: 'Подготовить ответ',
    });
    const replied = await house.command('ezhov', { name: 'draftReply', letterId, text: TEXT });
    if (replied.status !== 'replyDrafted') throw new Error(replied.status);
    outgoingId = replied.outgoingLetterId;
    await house.settled();
    await house.command('ezhov', { name: 'submitForApproval', letterId: outgoingId });
    for (const approver of ['lisitsyna', 'medvedev', 'orlova']) {
      await house.command(approver, { name: 'grantApproval', letterId: outgoingId });
    }
    await house.command('sokolova', { name: 'dispatchLetter', letterId: outgoingId, channel: 'post' });
    await house.settled();
  }, 60_000);
  afterAll(async () => {
    await api.close();
    await rm(folder, { recursive: true, force: true });
  });

  const made = async (login: string, input: object) => {
    const answer = await api.ask(login, EXPORT, { input });
    expect(answer.errors).toBeUndefined();
    return answer.data.exportLog as {
      readonly events: number;
      readonly pseudonymised: boolean;
      readonly sha256: string;
      readonly size: number;
      readonly path: string;
      readonly position: string;
    };
  };
  const fetched = async (login: string, path: string): Promise<Response> =>
    fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${await api.token(login)}` } });
  const file = async (login: string, input: object): Promise<{ path: string; bytes: Buffer }> => {
    const { path, size } = await made(login, input);
    const response = await fetched(login, path);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.length).toBe(size);
    const target = join(folder, `${Math.random()}.file`);
    await writeFile(target, bytes);
    return { path: target, bytes };
  };
  const ocel = async (login: string, input: object = {}): Promise<Ocel> =>
    JSON.parse((await file(login, { format: 'OCEL_JSON', ...input })).bytes.toString('utf8')) as Ocel;
  /** The same from the other form of the format. */
  const ocelOfSqlite = (path: string): Ocel => {
    const database = new DatabaseSync(path, { readOnly: true });
    const all = <Row>(text: string): Row[] => database.prepare(text).all() as Row[];
    const typesOf = (kind: 'event' | 'object') =>
      all<{ ocel_type: string; ocel_type_map: string }>(`select * from ${kind}_map_type order by 1`);
    const columns = (table: string): { name: string; type: string }[] =>
      all<{ name: string; type: string }>(`select name, type from pragma_table_info('${table}')`).filter(
        ({ name }) => !name.startsWith('ocel_'),
      );
    const jsonTypes: Readonly<Record<string, string>> = {
      TEXT: 'string',
      TIMESTAMP: 'time',
      INTEGER: 'integer',
      BOOLEAN: 'boolean',
    };
    const text = (value: unknown, type: string): string =>
      type === 'BOOLEAN' ? String(value === 1) : String(value);
    const eventTypes = typesOf('event').map(({ ocel_type, ocel_type_map }) => ({
      name: ocel_type,
      attributes: columns(`event_${ocel_type_map}`).map(({ name, type }) => ({
        name,
        type: jsonTypes[type] ?? type,
      })),
    }));
    const objectTypes = typesOf('object').map(({ ocel_type, ocel_type_map }) => ({
      name: ocel_type,
      attributes: columns(`object_${ocel_type_map}`).map(({ name, type }) => ({
        name,
        type: jsonTypes[type] ?? type,
      })),
    }));
    const events = eventTypes.flatMap(({ name }) =>
      all<Record<string, unknown>>(`select * from "event_${name}"`).map((row) => ({
        id: String(row.ocel_id),
        type: name,
        time: String(row.ocel_time),
        attributes: columns(`event_${name}`).flatMap((column) =>
          row[column.name] === null
            ? []
            : [{ name: column.name, value: text(row[column.name], column.type) }],
        ),
        relationships: all<{ objectId: string; qualifier: string }>(
          `select ocel_object_id as "objectId", ocel_qualifier as qualifier from event_object where ocel_event_id = '${row.ocel_id}'`,
        ),
      })),
    );
    const objects = objectTypes.flatMap(({ name }) => {
      const rows = all<Record<string, unknown>>(`select * from "object_${name}"`);
      return [...Map.groupBy(rows, ({ ocel_id }) => String(ocel_id))].map(([id, own]) => ({
        id,
        type: name,
        attributes: own.flatMap((row) =>
          columns(`object_${name}`).flatMap((column) =>
            row[column.name] === null
              ? []
              : [{ name: column.name, value: String(row[column.name]), time: String(row.ocel_time) }],
          ),
        ),
        relationships: all<{ objectId: string; qualifier: string }>(
          `select ocel_target_id as "objectId", ocel_qualifier as qualifier from object_object where ocel_source_id = '${id}'`,
        ),
      }));
    });
    database.close();
    return { eventTypes, objectTypes, events, objects };
  };
  const byKey = (one: object, other: object): number =>
    JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
  /** In an order that does not depend on the form. */
  const sorted = ({ eventTypes, objectTypes, events, objects }: Ocel) => ({
    eventTypes,
    objectTypes,
    events: events
      .map((event) => ({
        ...event,
        attributes: [...event.attributes].sort(byKey),
        relationships: [...event.relationships].map(({ ...pair }) => pair).sort(byKey),
      }))
      .sort(byKey),
    objects: objects
      .map((object) => ({
        ...object,
        attributes: [...object.attributes].sort(byKey),
        relationships: [...object.relationships].map(({ ...pair }) => pair).sort(byKey),
      }))
      .sort(byKey),
  });

  it('knows of every field with an id in every event what it names', () => {
    const unknown = [...catalog.keys()].flatMap((type) =>
      idFieldsOf(type)
        .filter((name) => !objectNamedBy(name) && !namingNoObject.has(name))
        .map((name) => `${type}.${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('as OCEL JSON is valid by the published schema, and every id in it is declared', async () => {
    const log = await ocel('auditor');
    const ajv = new Ajv({ strict: false });
    (addFormats as unknown as (ajv: Ajv) => void)(ajv);
    const validate = ajv.compile(JSON.parse(await schemaText('ocel20-schema-json.json')) as object);
    expect(validate(log) || validate.errors).toBe(true);

    const objects = new Map(log.objects.map((object) => [object.id, object]));
    expect(objects.size).toBe(log.objects.length);
    expect(new Set(log.events.map(({ id }) => id)).size).toBe(log.events.length);
    const eventTypes = new Map(
      log.eventTypes.map((type) => [type.name, new Set(type.attributes.map(({ name }) => name))]),
    );
    const objectTypes = new Map(
      log.objectTypes.map((type) => [type.name, new Set(type.attributes.map(({ name }) => name))]),
    );
    for (const { type, attributes, relationships } of log.events) {
      expect(attributes.filter(({ name }) => !eventTypes.get(type)?.has(name))).toEqual([]);
      expect(relationships.filter(({ objectId }) => !objects.has(objectId))).toEqual([]);
    }
    for (const { type, attributes, relationships } of log.objects) {
      expect(attributes.filter(({ name }) => !objectTypes.get(type)?.has(name))).toEqual([]);
      expect(relationships.filter(({ objectId }) => !objects.has(objectId))).toEqual([]);
    }

    // Every event of the log but those of the exports themselves.
    const stored = (await everything(api.house.eventStore)).filter(({ type }) => type !== 'LogExported');
    expect(log.events.filter(({ type }) => type !== 'LogExported').map(({ id }) => id)).toEqual(
      stored.map(({ id }) => id),
    );
  });

  it('tells what was so of each object over time, and what it has to do with others', async () => {
    const log = await ocel('auditor');
    const letter = log.objects.find(({ id }) => id === `letter-${letterId}`);
    const values = (name: string) => letter?.attributes.filter((attribute) => attribute.name === name);
    expect(values('subject')).toEqual([
      { name: 'subject', value: SUBJECT, time: '1970-01-01T00:00:00.000Z' },
    ]);
    expect(values('status')?.map(({ value }) => value)).toEqual([
      'awaitingExecutor',
      'withExecutor',
      'replyDrafted',
      'answered',
    ]);
    const times = values('status')?.map(({ time }) => time) ?? [];
    expect([...times].sort()).toEqual(times);
    expect(times[0]).toBe('1970-01-01T00:00:00.000Z');
    expect(letter?.relationships).toEqual(
      expect.arrayContaining([
        { objectId: `counterparty-${demoCounterpartyId('stroyinvest')}`, qualifier: 'counterparty' },
        { objectId: `department-${demoDepartmentId('design')}`, qualifier: 'department' },
        { objectId: `employee-${demoEmployeeId('ezhov')}`, qualifier: 'executor' },
        { objectId: `project-${demoProjectId()}`, qualifier: 'project' },
        { objectId: `letter-${outgoingId}`, qualifier: 'reply' },
        { objectId: `thread-${letterId}`, qualifier: 'partOf' },
      ]),
    );
    const assigned = log.events.find(({ type }) => type === 'ExecutorAssigned');
    expect(assigned?.relationships).toEqual(
      expect.arrayContaining([
        { objectId: `letter-${letterId}`, qualifier: 'letter' },
        { objectId: `employee-${demoEmployeeId('lisitsyna')}`, qualifier: 'actor' },
        { objectId: `employee-${demoEmployeeId('ezhov')}`, qualifier: 'executor' },
      ]),
    );
    const tasks = log.objects.filter(({ type }) => type === 'task');
    const kinds = (of: string) =>
      tasks
        .filter(({ relationships }) => relationships.some(({ objectId }) => objectId === `letter-${of}`))
        .map(({ attributes }) => attributes.find(({ name }) => name === 'kind')?.value);
    expect(kinds(letterId)).toEqual(['assignExecutor', 'decideOnReply']);
    for (const { id, attributes } of tasks) {
      const statuses = attributes.filter(({ name }) => name === 'status').map(({ value }) => value);
      const eventsThat = (qualifier: string) =>
        log.events.filter(({ relationships }) =>
          relationships.some((one) => one.objectId === id && one.qualifier === qualifier),
        );
      expect(eventsThat('opens')).toHaveLength(1);
      expect(eventsThat('ends')).toHaveLength(statuses.includes('over') ? 1 : 0);
      expect(statuses).toEqual(statuses.includes('over') ? ['open', 'over'] : ['open']);
    }
    const deciding = tasks.find(({ id }) => id.startsWith(`task-${letterId}:decideOnReply`));
    expect(deciding?.relationships).toEqual(
      expect.arrayContaining([
        { objectId: `letter-${letterId}`, qualifier: 'letter' },
        { objectId: `employee-${demoEmployeeId('ezhov')}`, qualifier: 'assignee' },
      ]),
    );
    expect(assigned?.relationships).toEqual(
      expect.arrayContaining([{ objectId: deciding?.id, qualifier: 'opens' }]),
    );
    // The texts of letters are in no export.
    expect(JSON.stringify(log)).not.toContain(TEXT.slice(0, 20));
    expect(JSON.stringify(log)).not.toContain(SIGNATORY);
  });

  it('as OCEL SQLite holds the constraints of the specification and says the same as the JSON', async () => {
    const [json, { path }] = [
      await ocel('auditor', { to: '2099-01-01T00:00:00Z' }),
      await file('auditor', { format: 'OCEL_SQLITE', to: '2099-01-01T00:00:00Z' }),
    ];
    const database = new DatabaseSync(path, { readOnly: true });
    const rows = (text: string): unknown[] => database.prepare(text).all();
    expect(rows('pragma foreign_key_check')).toEqual([]);
    expect(rows('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    for (const kind of ['event', 'object'] as const) {
      const keys = (table: string) =>
        rows(`select name from pragma_table_info('${table}') where pk > 0 order by pk`).map(
          (row) => (row as { name: string }).name,
        );
      expect(keys(`${kind}_map_type`)).toEqual(['ocel_type']);
      expect(keys(kind)).toEqual(['ocel_id']);
      const maps = rows(`select ocel_type, ocel_type_map from ${kind}_map_type`) as {
        ocel_type: string;
        ocel_type_map: string;
      }[];
      expect(maps.length).toBeGreaterThan(0);
      for (const { ocel_type, ocel_type_map } of maps) {
        const table = `${kind}_${ocel_type_map}`;
        // Each event and object is in the table of its type, and in no other.
        expect(
          rows(
            `select ocel_id from "${kind}" where ocel_type = '${ocel_type}' except select ocel_id from "${table}"`,
          ),
        ).toEqual([]);
        expect(
          rows(
            `select ocel_id from "${table}" except select ocel_id from "${kind}" where ocel_type = '${ocel_type}'`,
          ),
        ).toEqual([]);
        expect(keys(table)).toEqual(kind === 'event' ? ['ocel_id'] : []);
        if (kind === 'object') {
          expect(
            rows(
              `select * from "${table}" where (ocel_changed_field is null) <> (ocel_time = '1970-01-01T00:00:00.000Z')`,
            ),
          ).toEqual([]);
        }
      }
    }
    database.close();
    const fromSqlite = ocelOfSqlite(path);
    const without = (log: Ocel): Ocel => ({
      ...log,
      events: log.events.filter(({ type }) => type !== 'LogExported'),
    });
    expect(sorted(without(fromSqlite)).objects).toEqual(sorted(without(json)).objects);
    expect(sorted(without(fromSqlite)).events).toEqual(sorted(without(json)).events);
    expect(fromSqlite.objectTypes).toEqual(json.objectTypes);
  });

  it.each(['letter', 'thread'])('as XES by %s is valid by the published schema', async (of) => {
    const { bytes } = await file('auditor', { format: 'XES', case: of });
    const contents = bytes.toString('utf8');
    const result = await validateXML({
      xml: [{ fileName: 'log.xes', contents }],
      schema: [await schemaText('xes-ieee-1849-2016.xsd')],
    });
    expect(result.errors).toEqual([]);
    expect(result.valid).toBe(true);
    const letterEvents = (await everything(api.house.eventStore)).filter(
      ({ stream }) => categoryOf(stream) === 'letter',
    );
    expect(contents.match(/<event>/g)).toHaveLength(letterEvents.length);
    expect(contents.match(/<trace>/g)).toHaveLength(of === 'letter' ? 2 : 1);
    if (of === 'letter') {
      expect(contents).toContain(
        'key="subject" value="О &quot;сроках&quot; &lt;поставки&gt; &amp; оплате,&#10;&#9;с запятой; 👍"',
      );
    }
    const broken = await validateXML({
      xml: [{ fileName: 'log.xes', contents: contents.replace('xes.version', 'version') }],
      schema: [await schemaText('xes-ieee-1849-2016.xsd')],
    });
    expect(broken.valid).toBe(false);
  });

  it('as CSV and as Parquet is the same table', async () => {
    const { parse } = await import('csv-parse/sync');
    const csv = parse((await file('auditor', { format: 'CSV' })).bytes, { columns: true }) as Record<
      string,
      string
    >[];
    const { path } = await file('auditor', { format: 'PARQUET' });
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
    const told = rows
      .filter(({ type }) => type !== 'LogExported')
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            value instanceof Date
              ? value.toISOString()
              : typeof value === 'object' && value !== null
                ? value
                : String(value ?? ''),
          ]),
        ),
      );
    const expected = csv
      .filter(({ type }) => type !== 'LogExported')
      .map((row): Record<string, unknown> => ({ ...row, attributes: JSON.parse(row.attributes ?? '') }));
    expect(told).toEqual(expected);
    const registered = expected.find(({ type }) => type === 'Registered');
    expect(registered).toMatchObject({
      letter_id: letterId,
      letter_status: 'awaitingExecutor',
      actor_id: demoEmployeeId('sokolova'),
      attributes: { 'card.documentKind': 'претензия', 'card.subject': SUBJECT },
    });
  });

  it.each(['OCEL_JSON', 'OCEL_SQLITE', 'XES', 'CSV', 'PARQUET'])(
    'for an analyst has no id, number, subject, name or text: %s',
    async (format) => {
      const { bytes } = await file('analyst', { format });
      // Parquet is compressed: what it says is read from it.
      const content =
        format === 'PARQUET'
          ? JSON.stringify(
              await parquetReadObjects({
                file: {
                  byteLength: bytes.length,
                  slice: (start, end) => new Uint8Array(bytes).buffer.slice(start, end),
                },
              }),
              (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
            )
          : bytes.toString('utf8');
      expect(content).toContain('ApprovalGranted');
      const stored = await everything(api.house.eventStore);
      const ids = new Set(
        stored.flatMap(({ id, data }) => [
          id,
          ...(data.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g) ?? []),
        ]),
      );
      expect([...ids].filter((id) => content.includes(id))).toEqual([]);
      const { employees, departments } = await api.house.chancery.currentOrganization();
      const secrets = [
        'сроках',
        'Сообщаем',
        'Подписантов',
        'Подготовить',
        'Вх-',
        'Исх-',
        ...[...employees.values()].flatMap(({ name, login, roles }) => [
          name,
          // Some logins of the demo are the words for their roles, which are told.
          ...(roles.includes('secretary') || roles.length === 0 ? [login] : []),
        ]),
        ...[...departments.values()].map(({ name }) => name),
        'Стройинвест',
      ];
      expect(secrets.filter((secret) => content.includes(secret))).toEqual([]);
    },
  );

  it('gives the same letter another name each time, and one name within an export', async () => {
    const [one, other] = [await ocel('analyst'), await ocel('analyst')];
    const letters = ({ objects }: Ocel) =>
      objects.filter(({ type }) => type === 'letter').map(({ id }) => id);
    expect(letters(one)).toHaveLength(2);
    expect(letters(one).filter((id) => letters(other).includes(id))).toEqual([]);
  });

  it('tells of a period its events, and of its objects what they were at its beginning', async () => {
    const whole = await ocel('auditor');
    const assigned = whole.events.find(({ type }) => type === 'ExecutorAssigned')?.time ?? '';
    const rest = await ocel('auditor', { from: assigned });
    expect(rest.events.some(({ type }) => type === 'Registered')).toBe(false);
    expect(rest.events.length).toBe(
      whole.events.filter(({ time, type }) => time >= assigned && type !== 'LogExported').length +
        rest.events.filter(({ type }) => type === 'LogExported').length,
    );
    const status = (log: Ocel) =>
      log.objects
        .find(({ id }) => id === `letter-${letterId}`)
        ?.attributes.filter(({ name }) => name === 'status')
        .map(({ value }) => value);
    expect(status(rest)).toEqual(['withExecutor', 'replyDrafted', 'answered']);
    expect(
      rest.objects.find(({ id }) => id === `employee-${demoEmployeeId('ezhov')}`)?.attributes,
    ).toContainEqual({ name: 'name', value: expect.any(String), time: '1970-01-01T00:00:00.000Z' });
    const before = await ocel('auditor', { to: assigned });
    expect(status(before)).toEqual(['awaitingExecutor']);
  });

  it('is for auditors and analysts, and the whole of it for auditors alone', async () => {
    for (const login of ['sokolova', 'ezhov', 'orlova', 'admin']) {
      expect((await api.ask(login, EXPORT, { input: { format: 'CSV' } })).errors?.[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );
    }
    const asked = await api.ask('analyst', EXPORT, { input: { format: 'CSV', pseudonymised: false } });
    expect(asked.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      details: { needs: ['auditor'] },
    });
    const { path } = await made('auditor', { format: 'CSV' });
    expect((await fetched('analyst', path)).status).toBe(403);
    expect((await fetched('sokolova', path)).status).toBe(403);
    expect((await fetch(`${api.url}${path}`)).status).toBe(401);
    const own = await made('analyst', { format: 'CSV' });
    expect(own.pseudonymised).toBe(true);
    expect((await fetched('analyst', own.path)).status).toBe(200);
    expect((await fetched('auditor', '/exports/..%2f..%2fkeys%2fmaster.key')).status).toBe(404);
  });

  it('is on the record before it can be fetched, as a reading of every letter where it is whole', async () => {
    const { sha256, position } = await made('auditor', { format: 'CSV', purpose: 'годовой отчёт' });
    const exported = (await everything(api.house.eventStore))
      .filter(({ type }) => type === 'LogExported')
      .at(-1);
    expect(JSON.parse(exported?.data ?? '')).toMatchObject({
      readerId: demoEmployeeId('auditor'),
      format: 'csv',
      content: 'whole',
      sha256,
      upTo: position,
      purpose: 'годовой отчёт',
    });
    await api.house.settled();
    const READINGS = `query ($letterId: UUID) { readings(letterId: $letterId, first: 1) {
      nodes { operation sha256 everyLetter purpose letters { letterId } } } }`;
    expect((await api.get('auditor', READINGS, { letterId })).nodes).toEqual([
      { operation: 'exportLog csv', sha256, everyLetter: true, purpose: 'годовой отчёт', letters: [] },
    ]);
    // A pseudonymised one shows no letter.
    const own = await made('analyst', { format: 'CSV' });
    await api.house.settled();
    expect((await api.get('auditor', READINGS, { letterId })).nodes[0].sha256).toBe(sha256);
    expect((await api.get('auditor', READINGS)).nodes[0]).toMatchObject({
      sha256: own.sha256,
      everyLetter: false,
    });
  });

  it('that breaks off, or cannot be recorded, leaves what was there before, and nothing beside it', async () => {
    const own = await mkdtemp(join(folder, 'atomic-'));
    const target = join(own, 'log.csv');
    await writeFile(target, 'before');
    const { eventStore } = api.house;
    for (const format of ['csv', 'parquet', 'xes', 'ocel-json', 'ocel-sqlite'] as const) {
      await expect(
        exportLog(
          {
            eventStore,
            threadsAfter: async () => [],
            record: async () => {
              throw new Error('the log is away');
            },
          },
          { format, content: 'whole', of: 'letter' },
          target,
        ),
      ).rejects.toThrow('the log is away');
    }
    expect(await readdir(own)).toEqual(['log.csv']);
    expect(await readFile(target, 'utf8')).toBe('before');
  });
});
