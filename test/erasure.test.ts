import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../application/event-codec.ts';
import { ERASED } from '../domain/personal-data/erased.ts';
import { isRefusal } from '../domain/refusal.ts';
import { type Composition, compose } from '../infrastructure/composition.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { PostgresEventStore } from '../infrastructure/event-store/postgres/postgres-event-store.ts';
import { masterKeyFile } from '../infrastructure/vault/master-key.ts';
import { PostgresVault } from '../infrastructure/vault/postgres-vault.ts';
import { correspondence } from '../projections/correspondence/correspondence.ts';
import { type ApiServer, openApi } from './api-server.ts';
import { silent } from './database.ts';
import { type House, openHouse } from './house.ts';
import { openedLog } from './opened-log.ts';
import { filesWithTraces, tablesWithTraces } from './traces.ts';
import { everything } from './whole-log.ts';

/** Of the person and the employee, as stems, so that what search makes of the names is found as well. */
const traces = ['кракозябр', 'бурдюкан', 'тугоух', 'зюзюк', 'krakozyabr', 'zyuzyuk', '500100732259'];

const another = (house: House): Composition =>
  compose({
    pool: house.database.pool,
    dataFolder: house.dataFolder,
    maxFileBytes: 1_000_000,
    log: silent,
    eventStore: new PostgresEventStore(house.database.pool, silent),
  });

const digest = (events: Awaited<ReturnType<typeof everything>>): string => {
  const hash = createHash('sha256');
  for (const { id, data, metadata, position } of events) {
    hash.update(id).update(data).update(metadata).update(position);
  }
  return hash.digest('hex');
};

describe('the erasure of personal data', () => {
  let api: ApiServer;
  let raw: PostgresEventStore;
  let employeeId: string;
  let personId: string;
  let mergedId: string;
  let letterId: string;
  let outgoingId: string;

  const letterCommand = (login: string, name: string, type: string, input: object) =>
    api.give(login, name, type, 'letter { id status }', input);
  const hold = (scope: string, targetId: string, login = 'auditor') =>
    api.give(login, 'placeLegalHold', 'PlaceLegalHoldInput', 'legalHold { id }', {
      scope,
      targetId,
      reason: 'Дело № 7',
    });
  const lift = (holdId: string) =>
    api.give('auditor', 'liftLegalHold', 'LiftLegalHoldInput', 'legalHold { id liftedAt }', {
      holdId,
      reason: 'Дело прекращено',
    });
  const erase = (target: object, commandId: string = randomUUID()) =>
    api.give(
      'admin',
      'erasePersonalData',
      'ErasePersonalDataInput',
      'repeated erasure { id status erasedAt completedAt employee { name login } counterparty { name } }',
      { ...target, reason: 'Требование субъекта', commandId },
    );
  const eraseRefused = (target: object, login = 'admin') =>
    api.refused(login, 'erasePersonalData', 'ErasePersonalDataInput', { ...target, reason: 'Требование' });
  const query = (sql: string, values: unknown[] = []) => api.house.database.pool.query(sql, values);

  const tables = () => tablesWithTraces(api.house.database.pool, traces);
  const databaseFiles = () => filesWithTraces(api.house.database.pool, traces);

  /** Every row of every read model, but for those that tell of an erasure’s completion. */
  const rowsOfReadModels = async (): Promise<Record<string, string[]>> => {
    const { rows: views } = await query(`select viewname as name from pg_views where schemaname = 'read'`);
    const all: Record<string, string[]> = {};
    for (const { name } of views) {
      const { rows } = await query(`select (to_jsonb(t) - 'row_version')::text as row from read."${name}" t
         where to_jsonb(t) ->> 'type' is distinct from 'ErasureCompleted' order by 1`);
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  };

  const answers = async (): Promise<string> => {
    const asked = await Promise.all([
      api.get(
        'admin',
        '{ organization { employees(first: 100, includeDismissed: true) { nodes { login name email } } } }',
      ),
      api.get(
        'sokolova',
        '{ counterparties(first: 100) { nodes { name taxNumber addresses { text } contacts { name email phone } } } }',
      ),
      api.get('sokolova', `{ counterparty(id: "${mergedId}") { name taxNumber } }`),
      api.get(
        'sokolova',
        `{ letter(id: "${letterId}") { subject ... on IncomingLetter { signatory { name post } signature { signer } } counterparties { name } } }`,
      ),
      api.get(
        'sokolova',
        `{ letter(id: "${outgoingId}") { ... on OutgoingLetter { addressees { name } signature { signer } signatory { name } } } }`,
      ),
      ...[letterId, outgoingId].map((id) =>
        api.get('sokolova', `{ letterHistory(letterId: "${id}") { sentence actor { name } data } }`),
      ),
    ]);
    return JSON.stringify(asked);
  };

  const found = async (words: string): Promise<number> =>
    (await api.get('sokolova', 'query ($q: String!) { search(query: $q) { totalCount } }', { q: words }))
      .totalCount;

  beforeAll(async () => {
    api = await openApi();
    raw = new PostgresEventStore(api.house.database.pool, silent);
    const hired = await api.give('admin', 'hireEmployee', 'HireEmployeeInput', 'id', {
      login: 'krakozyabrov',
      name: 'Кракозябров Бурдюкан Тугоухович',
      email: 'krakozyabrov@severny-most.example',
      departmentId: demoDepartmentId('design'),
    });
    employeeId = hired.id;
    const person = async (name: string) =>
      (
        await api.give('sokolova', 'addCounterparty', 'AddCounterpartyInput', 'counterparty { id }', {
          kind: 'person',
          name,
          ...(name.includes('Эраст') && { taxNumber: '500100732259' }),
          addresses: [{ kind: 'postal', text: `Москва, до востребования, ${name}` }],
          contacts: [{ name, email: 'zyuzyukin@example.org', phone: '+7 495 000-00-00' }],
        })
      ).counterparty.id;
    personId = await person('Зюзюкин Эраст');
    mergedId = await person('Зюзюкин Э.');

    const registered = await letterCommand(
      'sokolova',
      'registerIncomingLetter',
      'RegisterIncomingLetterInput',
      {
        card: {
          counterpartyId: mergedId,
          subject: 'О пропуске',
          addressee: { departmentId: demoDepartmentId('design') },
          channel: 'post',
          signatory: { name: 'Э. Зюзюкин', post: 'гражданин' },
          signature: { kind: 'simple', result: 'unchecked', signer: 'Зюзюкин' },
        },
        projectIds: [demoProjectId()],
      },
    );
    letterId = registered.letter.id;
    await letterCommand('sokolova', 'correctRegistration', 'CorrectRegistrationInput', {
      letterId,
      changes: { signatory: { name: 'Эраст Зюзюкин', post: 'гражданин' } },
      reason: 'имя полностью',
    });
    await letterCommand('lisitsyna', 'assignExecutor', 'AssignExecutorInput', {
      letterId,
      executorId: employeeId,
    });
    const drafted = await letterCommand('krakozyabrov', 'draftLetter', 'DraftLetterInput', {
      card: {
        addressees: [{ counterpartyId: personId, name: 'Зюзюкину Э.', post: 'гражданину' }],
        subject: 'О пропуске',
        signatoryId: employeeId,
        signature: { kind: 'simple', result: 'valid', signer: 'Кракозябров Б. Т.' },
      },
      text: 'Пропуск готов.',
    });
    outgoingId = drafted.letter.id;
    await api.give('sokolova', 'mergeCounterparties', 'MergeCounterpartiesInput', 'counterparty { id }', {
      counterpartyId: mergedId,
      intoId: personId,
      reason: 'одно лицо',
    });
    await api.house.settled();
  });
  afterAll(async () => {
    await raw.close();
    await api.close();
  });

  it('finds nothing in the log to erase but sealed text, and the data everywhere else', async () => {
    expect(await tables()).toEqual(
      expect.arrayContaining([
        `correspondence_v${correspondence.version}.letters`,
        `correspondence_v${correspondence.version}.names`,
        'registers_v1.counterparties',
      ]),
    );
    expect(await tables()).not.toContain('log.events');
    expect((await databaseFiles()).length).toBeGreaterThan(0);
    expect(await answers()).toContain('Кракозябров');
    expect(await found('Зюзюкин')).toBe(2);
    expect(await found('Кракозябров')).toBeGreaterThan(0);
  });

  it('is refused while somebody is employed, or has an open letter, and to whoever may not', async () => {
    expect((await eraseRefused({ employeeId }))?.code).toBe('NOT_DISMISSED');
    expect(await eraseRefused({ counterpartyId: personId })).toMatchObject({
      code: 'OPEN_LETTERS',
      details: { letterIds: expect.arrayContaining([letterId, outgoingId]) },
    });
    expect((await eraseRefused({ counterpartyId: mergedId }))?.code).toBe('COUNTERPARTY_MERGED');
    expect((await eraseRefused({ employeeId }, 'sokolova'))?.code).toBe('FORBIDDEN');
    expect((await eraseRefused({ employeeId, counterpartyId: personId }))?.code).toBe('INVALID_INPUT');
    expect((await eraseRefused({ employeeId: randomUUID() }))?.code).toBe('UNKNOWN_EMPLOYEE');
    expect((await eraseRefused({ counterpartyId: randomUUID() }))?.code).toBe('NOT_FOUND');
  });

  it('is forbidden by a hold on whom it is of, on their letter, its project, or its counterparty', async () => {
    await letterCommand('krakozyabrov', 'waiveReply', 'ReasonInput', { letterId, reason: 'выдан' });
    await letterCommand('krakozyabrov', 'withdrawLetter', 'ReasonInput', {
      letterId: outgoingId,
      reason: 'не нужно',
    });
    await api.give('admin', 'dismissEmployee', 'DismissEmployeeInput', 'id', { employeeId });

    const covering: readonly [string, string, object][] = [
      ['employee', employeeId, { employeeId }],
      ['letter', letterId, { employeeId }],
      ['project', demoProjectId(), { employeeId }],
      ['counterparty', personId, { employeeId }],
      ['counterparty', mergedId, { counterpartyId: personId }],
      ['letter', outgoingId, { counterpartyId: personId }],
      ['project', demoProjectId(), { counterpartyId: personId }],
    ];
    for (const [scope, targetId, target] of covering) {
      const { legalHold } = await hold(scope, targetId);
      expect(await eraseRefused(target)).toMatchObject({
        code: 'LEGAL_HOLD',
        details: { holdIds: [legalHold.id], reasons: ['Дело № 7'] },
      });
      expect((await lift(legalHold.id)).legalHold.liftedAt).toBeTruthy();
    }
    // A hold on somebody else forbids nothing: the erasure below is not refused.
    await hold('employee', demoEmployeeId('ezhov'), 'admin');
    await hold('counterparty', demoCounterpartyId('giprotrans'));

    expect(
      (
        await api.refused('admin', 'liftLegalHold', 'LiftLegalHoldInput', {
          holdId: randomUUID(),
          reason: 'х',
        })
      )?.code,
    ).toBe('FORBIDDEN');
    expect(
      (
        await api.refused('auditor', 'liftLegalHold', 'LiftLegalHoldInput', {
          holdId: randomUUID(),
          reason: 'х',
        })
      )?.code,
    ).toBe('NOT_FOUND');
    expect(
      (
        await api.refused('sokolova', 'placeLegalHold', 'PlaceLegalHoldInput', {
          scope: 'letter',
          targetId: letterId,
          reason: 'х',
        })
      )?.code,
    ).toBe('FORBIDDEN');
    const holds = await api.get('auditor', '{ legalHolds { scope targetId placedBy { login } liftedAt } }');
    expect(holds).toMatchObject([
      { scope: 'employee', placedBy: { login: 'admin' }, liftedAt: null },
      { scope: 'counterparty', placedBy: { login: 'auditor' }, liftedAt: null },
    ]);
    expect(await api.get('auditor', '{ legalHolds(includeLifted: true) { id } }')).toHaveLength(9);
    expect((await api.ask('ezhov', '{ legalHolds { id } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('leaves nothing of the data in any table or answer, and every byte of the log as it was', async () => {
    const elsewhere = openedLog(raw, api.house.database.pool, api.house.dataFolder);
    const nameElsewhere = async () => {
      const events = (await elsewhere.read(`counterparty-${personId}`)).map(decode);
      return events.flatMap((event) => (event.type === 'CounterpartyAdded' ? [event.data.details.name] : []));
    };
    expect(await nameElsewhere()).toEqual(['Зюзюкин Эраст']);
    const before = await everything(raw);

    const commandId = randomUUID();
    const employee = await erase({ employeeId }, commandId);
    expect(employee).toMatchObject({
      repeated: false,
      erasure: { status: 'erased', completedAt: null, employee: { name: ERASED }, counterparty: null },
    });
    expect(employee.erasure.employee.login).toContain(employeeId);
    const counterparty = await erase({ counterpartyId: personId });
    expect(counterparty.erasure).toMatchObject({
      status: 'erased',
      counterparty: { name: ERASED },
      employee: null,
    });
    await api.house.settled();

    expect(await tables()).toEqual([]);
    const told = (await answers()).toLowerCase();
    for (const trace of traces) expect(told).not.toContain(trace);
    expect(told).toContain('гражданин');
    expect(await found('Зюзюкин')).toBe(0);
    expect(await found('Кракозябров')).toBe(0);
    expect(await found('пропуск')).toBe(2);
    // Another process, which had the key in its memory.
    expect(await nameElsewhere()).toEqual([ERASED]);

    const after = await everything(raw);
    expect(digest(after.slice(0, before.length))).toBe(digest(before));

    expect(await erase({ employeeId }, commandId)).toMatchObject({
      repeated: true,
      erasure: { id: employee.erasure.id },
    });
    expect((await eraseRefused({ employeeId }))?.code).toBe('ALREADY_ERASED');
  });

  it('is completed by building the read models anew, with the same rows; then no file has the data', async () => {
    const live = await rowsOfReadModels();
    // A rebuild that was killed while the key was there has left what it had built.
    const { pool } = api.house.database;
    await pool.query('create schema broken_off');
    await pool.query(`create table broken_off.letters as select $1::text as subject`, [traces[0]]);
    await pool.query(
      `insert into projections.checkpoints (key, name, version, status, position)
       values ('broken_off', 'correspondence', 1, 'building', '')`,
    );
    expect(await tables()).not.toEqual([]);
    expect(await api.house.chancery.erasureCompletion.sweep()).toHaveLength(2);
    await api.house.settled();
    expect(await rowsOfReadModels()).toEqual(live);
    expect(await databaseFiles()).toEqual([]);
    expect(
      await api.get('auditor', '{ erasures { status completedAt orderedBy { login } reason } }'),
    ).toEqual([
      {
        status: 'completed',
        completedAt: expect.any(String),
        orderedBy: { login: 'admin' },
        reason: 'Требование субъекта',
      },
      {
        status: 'completed',
        completedAt: expect.any(String),
        orderedBy: { login: 'admin' },
        reason: 'Требование субъекта',
      },
    ]);
    expect(await api.house.chancery.erasureCompletion.sweep()).toEqual([]);
  });

  it('is for good: nobody signs in as them, and nothing is recorded of them again', async () => {
    expect((await api.ask('krakozyabrov', '{ me { today } }')).status).toBe(401);
    const { login } = await api
      .get('admin', `{ organization { employee(id: "${employeeId}") { login isErased } } }`)
      .then(({ employee }) => employee);
    expect((await api.ask(login, '{ me { today } }')).status).toBe(401);
    expect(
      await api.refused('sokolova', 'changeCounterparty', 'ChangeCounterpartyInput', {
        counterpartyId: personId,
        name: 'Новое',
      }),
    ).toMatchObject({ code: 'PERSONAL_DATA_ERASED' });
    expect(
      await api.refused('sokolova', 'registerIncomingLetter', 'RegisterIncomingLetterInput', {
        card: {
          counterpartyId: personId,
          subject: 'Снова',
          addressee: { departmentId: demoDepartmentId('design') },
          channel: 'post',
        },
      }),
    ).toMatchObject({ code: 'PERSONAL_DATA_ERASED' });
    expect(
      await api.refused('sokolova', 'correctRegistration', 'CorrectRegistrationInput', {
        letterId,
        changes: { signatory: { name: 'Зюзюкин' } },
        reason: 'вернуть',
      }),
    ).toMatchObject({ code: 'PERSONAL_DATA_ERASED' });
    await letterCommand('sokolova', 'correctRegistration', 'CorrectRegistrationInput', {
      letterId,
      changes: { subject: 'О выдаче пропуска', signatory: null },
      reason: 'точнее',
    });
    await api.house.settled();
  });
});

describe('an erasure that is on the record', () => {
  it('is carried out by whichever process comes next, wherever the one that ordered it ended', async () => {
    const house = await openHouse();
    const employee = demoEmployeeId('volkov');
    const command = { actor: demoEmployeeId('admin'), commandId: randomUUID() };
    const dismissed = await house.chancery.organization.execute(command, [
      { name: 'dismissEmployee', employeeId: employee },
    ]);
    expect(isRefusal(dismissed)).toBe(false);
    await house.settled();
    await house.stop();

    // One that follows the log with its read models, and with no policy.
    const ordering = another(house);
    await ordering.readModels.start();
    const order = { kind: 'employee', id: employee, reason: 'Требование субъекта' } as const;
    const ordered = await ordering.chancery.privacy.erase({ ...command, commandId: randomUUID() }, order);
    if (isRefusal(ordered)) throw new Error(ordered.refused);
    // It had come as far as the keys, and ended.
    const vault = new PostgresVault(house.database.pool, undefined, masterKeyFile(house.dataFolder));
    await vault.destroy(new Set([employee]));
    await ordering.stop();

    const next = another(house);
    await next.start();
    const name = async () => (await next.chancery.currentOrganization()).employees.get(employee);
    await expect.poll(name, { timeout: 30_000 }).toMatchObject({ erased: true, name: ERASED });
    const erasure = async () => (await next.chancery.privacy.current()).erasures.get(ordered.id);
    await expect.poll(erasure, { timeout: 30_000 }).toMatchObject({ erasedAt: expect.any(String) });
    const types = (await everything(next.eventStore)).map(({ type }) => type);
    expect(types.filter((type) => type === 'EmployeeErased')).toHaveLength(1);
    expect(await next.chancery.erasureCompletion.sweep()).toEqual([ordered.id]);
    await next.stop();
    await house.close();
  });
});
