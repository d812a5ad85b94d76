import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '../application/ports/event-store.ts';
import { Readings } from '../application/readings.ts';
import { categoryOf, idOf } from '../domain/event.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { PostgresEventStore } from '../infrastructure/event-store/postgres/postgres-event-store.ts';
import { type ApiServer, openApi, pdf } from './api-server.ts';
import { silent } from './database.ts';
import { everything } from './whole-log.ts';

interface Recorded {
  readonly readerId: string;
  readonly letters: readonly { readonly letterId: string; readonly revision: number }[];
  readonly operation: string;
  readonly purpose?: string;
  readonly sha256?: string;
}

const READINGS = `query ($letterId: UUID, $readerId: UUID, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
  readings(letterId: $letterId, readerId: $readerId, from: $from, to: $to, first: $first, after: $after, newestFirst: false) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id at operation purpose sha256 reader { login } letters { letterId revision letter { subject } } }
  }
}`;

describe('readings', () => {
  let api: ApiServer;
  let openId: string;
  let secretId: string;
  let file: string;

  const register = async (subject: string, card: object = {}, input: object = {}): Promise<string> => {
    const { letter } = await api.get(
      'sokolova',
      'mutation ($input: RegisterIncomingLetterInput!) { registerIncomingLetter(input: $input) { letter { id } } }',
      {
        input: {
          card: {
            counterpartyId: demoCounterpartyId('stroyinvest'),
            subject,
            addressee: { departmentId: demoDepartmentId('design') },
            channel: 'email',
            ...card,
          },
          ...input,
        },
      },
    );
    return letter.id;
  };
  const recorded = async (): Promise<readonly Recorded[]> =>
    (await everything(api.house.eventStore))
      .filter(({ stream }) => categoryOf(stream) === 'reading')
      .map(({ data }) => JSON.parse(data) as Recorded);
  /** What the work put on record. */
  const during = async (work: () => Promise<unknown>): Promise<readonly Recorded[]> => {
    const before = (await recorded()).length;
    await work();
    return (await recorded()).slice(before);
  };
  /** So that no reading of before stands for the next. */
  const touch = (letterId: string): Promise<unknown> =>
    api.get(
      'sokolova',
      'mutation ($input: CorrectRegistrationInput!) { correctRegistration(input: $input) { position } }',
      { input: { letterId, changes: { fileIndex: randomUUID().slice(0, 8) }, reason: 'дело' } },
    );

  beforeAll(async () => {
    api = await openApi();
    const uploaded = await api.upload('sokolova', 'Письмо.pdf', pdf());
    file = ((await uploaded.json()) as { files: { sha256: string }[] }).files[0]?.sha256 ?? '';
    openId = await register('О сроках', {}, { files: [{ sha256: file }] });
    secretId = await register(
      'О секретном',
      { confidentiality: 'confidential', counterpartyNumber: 'секрет-7' },
      { files: [{ sha256: file }], registerAnywayReason: 'другое письмо' },
    );
  });
  afterAll(() => api.close());

  const LETTER = 'query ($id: UUID!) { letter(id: $id) { subject } }';

  it('of open letters by ordinary people leave no trace', async () => {
    expect(
      await during(async () => {
        await api.get('lisitsyna', LETTER, { id: openId });
        await api.get('sokolova', '{ letters(filter: { confidentiality: open }) { nodes { subject } } }');
        await api.get('lisitsyna', 'query ($id: UUID!) { letterHistory(letterId: $id) { sentence } }', {
          id: openId,
        });
        await api.get(
          'lisitsyna',
          'query ($id: UUID!) { history(of: { letterId: $id }) { nodes { sentence } } }',
          {
            id: openId,
          },
        );
      }),
    ).toEqual([]);
  });

  it.each([
    ['letter', LETTER, 'letter'],
    ['letters', '{ letters { nodes { id } } }', 'letters'],
    ['a page by edges', '{ letters { edges { node { id } } } }', 'letters'],
    [
      'two fields',
      '{ letters { totalCount } search(query: "сроках") { nodes { excerpt } } }',
      'letters, search',
    ],
    ['thread', 'query ($id: UUID!) { thread(letterId: $id) { letters { nodes { subject } } } }', 'thread'],
    ['letterHistory', 'query ($id: UUID!) { letterHistory(letterId: $id) { type } }', 'letterHistory'],
    ['history', 'query ($id: UUID!) { history(of: { letterId: $id }) { nodes { type } } }', 'history'],
    [
      'history by edges',
      'query ($id: UUID!) { history(of: { letterId: $id }) { edges { node { type } } } }',
      'history',
    ],
    [
      'a named operation',
      'query A { me { today } } query B($id: UUID!) { letter(id: $id) { id } }',
      'letter',
    ],
  ])('by an auditor are recorded once per request: %s', async (_, query, operation) => {
    await touch(openId);
    const found = await during(async () => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await api.token('auditor')}`,
        },
        body: JSON.stringify({
          query,
          variables: { id: openId },
          ...(query.includes('query B') && { operationName: 'B' }),
          extensions: { purpose: 'проверка' },
        }),
      });
      expect(((await response.json()) as { errors?: unknown }).errors).toBeUndefined();
    });
    expect(found).toEqual([
      expect.objectContaining({ readerId: demoEmployeeId('auditor'), operation, purpose: 'проверка' }),
    ]);
    expect(found[0]?.letters.map(({ letterId }) => letterId)).toContain(openId);
  });

  it('of a confidential letter are recorded whoever reads it, however its content is shown', async () => {
    const asked: readonly (readonly [string, string])[] = [
      [LETTER, 'letter'],
      ['{ search(query: "секретном") { nodes { excerpt } } }', 'search'],
      ['query ($id: UUID!) { letterHistory(letterId: $id) { sentence } }', 'letterHistory'],
      ['{ history(types: ["Registered"]) { nodes { sentence } } }', 'history'],
      ['{ tasks(filter: { scope: visible }) { nodes { letter { subject } } } }', 'tasks'],
      ['query ($id: UUID!) { readTwice: letter(id: $id) { id } letter(id: $id) { subject } }', 'letter'],
    ];
    for (const [query, operation] of asked) {
      await touch(secretId);
      expect(await during(() => api.ask('sokolova', query, { id: secretId }))).toEqual([
        {
          readerId: demoEmployeeId('sokolova'),
          letters: [{ letterId: secretId, revision: expect.any(Number) }],
          operation,
        },
      ]);
    }
    // One who may not see it reads nothing.
    expect(await during(() => api.ask('zaytseva', LETTER, { id: secretId }))).toEqual([]);
  });

  it('that go on and on are recorded again only when the letter has changed, or a minute has passed', async () => {
    await touch(secretId);
    const poll = () => api.get('sokolova', LETTER, { id: secretId });
    // More often than it takes to compile a query that comes again.
    const first = await during(async () => {
      for (let times = 0; times < 5; times += 1) await poll();
    });
    expect(first).toHaveLength(1);
    const changed = await during(async () => {
      await touch(secretId);
      await poll();
      await poll();
    });
    expect(changed.map(({ letters }) => letters[0]?.revision)).toEqual([
      (first[0]?.letters[0]?.revision ?? 0) + 1,
    ]);

    let now = Date.parse('2026-03-03T08:00:00.000Z');
    const store = new PostgresEventStore(api.house.database.pool, silent);
    const readings = new Readings(store, () => new Date(now).toISOString());
    const reading = {
      readerId: demoEmployeeId('orlova'),
      letters: [{ letterId: openId, revision: 0 }],
      operation: 'letter',
    };
    const at = (later: number) => {
      now += later;
      return during(() => readings.record(reading));
    };
    expect(await at(0)).toHaveLength(1);
    expect(await at(59_999)).toHaveLength(0);
    expect(await at(1)).toHaveLength(1);
    expect(await during(() => readings.record({ ...reading, purpose: 'другая' }))).toHaveLength(1);
    expect(await during(() => readings.record({ ...reading, operation: 'letters' }))).toHaveLength(1);
    await store.close();
  });

  it('of several instances at once go into one stream of the reader’s day, none lost', async () => {
    const stores = [1, 2, 3].map(() => new PostgresEventStore(api.house.database.pool, silent));
    const instances = stores.map((store) => new Readings(store, () => '2026-03-04T08:00:00.000Z'));
    const readerId = demoEmployeeId('barsukova');
    await during(async () => {
      await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          instances[n % 3]?.record({
            readerId,
            letters: [{ letterId: openId, revision: n }],
            operation: 'letter',
          }),
        ),
      );
    });
    const events = (await everything(api.house.eventStore)).filter(
      ({ data, stream }) => categoryOf(stream) === 'reading' && data.includes(readerId),
    );
    expect(new Set(events.map(({ stream }) => stream)).size).toBe(1);
    expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 60 }, (_, n) => n));
    await Promise.all(stores.map((store) => store.close()));
  });

  it('of files are recorded by their hash', async () => {
    const download = async (login: string, letterId: string, purpose = '') =>
      fetch(`${api.url}/letters/${letterId}/files/${file}${purpose}`, {
        headers: { authorization: `Bearer ${await api.token(login)}` },
      });
    expect(await during(() => download('lisitsyna', openId))).toEqual([]);
    expect(await during(() => download('sokolova', secretId))).toEqual([
      expect.objectContaining({ operation: 'download', sha256: file, readerId: demoEmployeeId('sokolova') }),
    ]);
    expect(await during(() => download('auditor', openId, '?purpose=court'))).toEqual([
      expect.objectContaining({ operation: 'download', sha256: file, purpose: 'court' }),
    ]);
  });

  it('over a WebSocket are recorded before each message', async () => {
    await touch(secretId);
    const client = await api.subscribe('sokolova');
    const messages = client.iterate<{ letterChanged: { revision: number } }>({
      query: 'subscription ($id: UUID!) { letterChanged(letterId: $id) { revision } }',
      variables: { id: secretId },
      extensions: { purpose: 'наблюдение' },
    });
    const next = async () => (await messages.next()).value?.data?.letterChanged.revision;
    const found = await during(async () => {
      await next();
      await touch(secretId);
      await next();
    });
    expect(found).toEqual([
      expect.objectContaining({ operation: 'letterChanged', purpose: 'наблюдение' }),
      expect.objectContaining({ operation: 'letterChanged', purpose: 'наблюдение' }),
    ]);
    await messages.return?.();
    await client.dispose();
  });

  it('that cannot be recorded are refused, and only those', async () => {
    await touch(secretId);
    const { eventStore } = api.house;
    const append = eventStore.append;
    eventStore.append = async () => {
      throw new EventStoreUnavailable(new Error('away'));
    };
    try {
      const refused = await api.ask('sokolova', LETTER, { id: secretId });
      expect(refused.data).toBeNull();
      expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAVAILABLE']);
      expect(JSON.stringify(refused)).not.toContain('секретном');
      const download = await fetch(`${api.url}/letters/${secretId}/files/${file}`, {
        headers: { authorization: `Bearer ${await api.token('lisitsyna')}` },
      });
      expect(download.status).toBe(404);
      const asAuditor = await fetch(`${api.url}/letters/${secretId}/files/${file}`, {
        headers: { authorization: `Bearer ${await api.token('auditor')}` },
      });
      expect(asAuditor.status).toBe(503);
      const client = await api.subscribe('sokolova');
      const [message] = await Array.fromAsync(
        client.iterate({
          query: 'query ($id: UUID!) { letter(id: $id) { subject } }',
          variables: { id: secretId },
        }),
      );
      expect(JSON.stringify(message)).toContain('UNAVAILABLE');
      expect(JSON.stringify(message)).not.toContain('секретном');
      await client.dispose();
      // Who reads nothing that is recorded does not notice.
      expect(await api.get('lisitsyna', LETTER, { id: openId })).toEqual({ subject: 'О сроках' });
    } finally {
      eventStore.append = append;
    }
  });

  it('refuse a purpose that is none', async () => {
    for (const purpose of ['', '  ', 7, 'x'.repeat(4001)]) {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await api.token('auditor')}`,
        },
        body: JSON.stringify({ query: '{ me { today } }', extensions: { purpose } }),
      });
      const answer = (await response.json()) as { errors: { extensions: { code: string } }[] };
      expect([purpose, answer.errors[0]?.extensions.code]).toEqual([purpose, 'INVALID_INPUT']);
    }
  });

  it('are told to auditors and administrators: of a letter, a reader, a period, by pages; and survive a rebuild', async () => {
    await api.house.settled();
    const all = (await everything(api.house.eventStore)).filter(
      ({ stream }) => categoryOf(stream) === 'reading',
    );
    const listed = async (variables: object, first = 4): Promise<readonly { id: string; at: string }[]> => {
      const nodes: { id: string; at: string }[] = [];
      for (let after: string | null = null; ; ) {
        const page = await api.get('admin', READINGS, { ...variables, first, after });
        nodes.push(...page.nodes);
        if (!page.pageInfo.hasNextPage) {
          expect(page.totalCount).toBe(nodes.length);
          return nodes;
        }
        after = page.pageInfo.endCursor;
      }
    };
    const idsOf = async (variables: object) => (await listed(variables)).map(({ id }) => id);
    const wanted = (test: (reading: Recorded & { at: string }) => boolean) =>
      all
        .filter(({ data, metadata }) =>
          test({ ...JSON.parse(String(data)), at: JSON.parse(String(metadata)).at }),
        )
        .map(({ id }) => id);
    const check = async (): Promise<void> => {
      expect(await idsOf({})).toEqual(all.map(({ id }) => id));
      expect(await idsOf({ letterId: secretId })).toEqual(
        wanted(({ letters }) => letters.some(({ letterId }) => letterId === secretId)),
      );
      expect(await idsOf({ readerId: demoEmployeeId('auditor') })).toEqual(
        wanted(({ readerId }) => readerId === demoEmployeeId('auditor')),
      );
      const period = { from: '2026-03-03T08:00:00.000Z', to: '2026-03-04T08:00:00.000Z' };
      expect(await idsOf(period)).toEqual(wanted(({ at }) => period.from <= at && at < period.to));
    };
    await check();
    await api.house.readModels.rebuild(['audit']);
    await check();

    const page = await api.get('auditor', READINGS, { letterId: secretId, first: 1 });
    expect(page.nodes[0]).toMatchObject({
      reader: { login: expect.any(String) },
      letters: [{ letterId: expect.any(String), letter: { subject: expect.any(String) } }],
    });
    // An administrator learns who read it, and not what it says.
    const blind = await api.get('admin', READINGS, { letterId: secretId, first: 1 });
    expect(blind.nodes[0].letters.map(({ letter }: { letter: unknown }) => letter)).toEqual(
      blind.nodes[0].letters.map(() => null),
    );
    for (const login of ['sokolova', 'ezhov', 'orlova', 'analyst']) {
      expect((await api.ask(login, READINGS)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('go on in the same stream after a restart', async () => {
    const readerId = demoEmployeeId('orlova');
    const store = new PostgresEventStore(api.house.database.pool, silent);
    const record = (revision: number) =>
      new Readings(store, () => '2026-03-05T08:00:00.000Z').record({
        readerId,
        letters: [{ letterId: openId, revision }],
        operation: 'letter',
      });
    await record(1);
    await record(1);
    const streams = (await everything(store)).filter(
      ({ stream, metadata }) => categoryOf(stream) === 'reading' && metadata.includes('2026-03-05'),
    );
    expect(streams.map(({ revision }) => revision)).toEqual([0, 1]);
    expect(new Set(streams.map(({ stream }) => idOf(stream))).size).toBe(1);
    await store.close();
  });
});
