import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../domain/fields.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { type ApiServer, openApi } from './api-server.ts';

/** Tuesday, noon in Moscow. */
const NOON = '2026-03-03T09:00:00.000Z';
const russian = { 'accept-language': 'ru' };

describe('over GraphQL,', () => {
  let api: ApiServer;
  let now: Instant = NOON;
  beforeAll(async () => {
    api = await openApi({ clock: () => now });
  });
  afterAll(() => api.close());

  const give = (login: string, name: string, type: string, input: object, fields: string) =>
    api.get(login, `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input });
  const refusal = async (login: string, name: string, type: string, input: object) => {
    const answer = await api.ask(
      login,
      `mutation ($input: ${type}!) { ${name}(input: $input) { commandId } }`,
      {
        input,
      },
    );
    return answer.errors?.[0];
  };
  const register = async (department: string, card = {}): Promise<string> => {
    const { letter } = await give(
      'sokolova',
      'registerIncomingLetter',
      'RegisterIncomingLetterInput',
      {
        card: {
          counterpartyId: demoCounterpartyId('stroyinvest'),
          subject: 'О сроках',
          addressee: { departmentId: demoDepartmentId(department) },
          channel: 'email',
          ...card,
        },
        registerAnywayReason: 'другое письмо',
      },
      'letter { id }',
    );
    return letter.id as string;
  };
  const task = async (login: string, letterId: string, fields: string, headers = {}) => {
    const { data, errors } = await api.ask(
      login,
      `query ($id: UUID!) { letter(id: $id) { openTasks { ${fields} } } }`,
      { id: letterId },
      headers,
    );
    if (errors) throw new Error(JSON.stringify(errors));
    return data.letter.openTasks[0];
  };
  const sweep = async (at: Instant) => {
    now = at;
    await api.house.settled();
    await api.house.chancery.timekeeper.sweep();
    await api.house.settled();
  };

  it('administrators set policies, the most specific counts, and nobody else may', async () => {
    const policy = {
      name: 'Строй-Инвест без промедления',
      task: 'assignExecutor',
      counterpartyId: demoCounterpartyId('stroyinvest'),
      workingMinutes: 120,
      reminders: { before: [60], after: [] },
      escalations: [{ after: 60, level: 1 }],
    };
    expect(await refusal('lisitsyna', 'setDeadlinePolicy', 'SetDeadlinePolicyInput', policy)).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
    const nobody = { ...policy, counterpartyId: demoEmployeeId('ezhov') };
    expect(await refusal('admin', 'setDeadlinePolicy', 'SetDeadlinePolicyInput', nobody)).toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
    const { id: policyId } = await give('admin', 'setDeadlinePolicy', 'SetDeadlinePolicyInput', policy, 'id');
    expect(await refusal('admin', 'setDeadlinePolicy', 'SetDeadlinePolicyInput', policy)).toMatchObject({
      extensions: { code: 'POLICY_EXISTS', details: { policyId } },
    });
    await give(
      'admin',
      'setDeadlinePolicy',
      'SetDeadlinePolicyInput',
      { ...policy, policyId, workingMinutes: 240 },
      'id',
    );
    const policies = await api.get(
      'ezhov',
      `{ deadlinePolicies { id version name task workingMinutes counterparty { id } department { id }
         remindBefore remindAfter escalations { after level } } }`,
    );
    expect(policies).toHaveLength(10);
    expect(policies).toContainEqual({
      id: policyId,
      version: 2,
      name: policy.name,
      task: 'assignExecutor',
      workingMinutes: 240,
      counterparty: { id: demoCounterpartyId('stroyinvest') },
      department: null,
      remindBefore: [60],
      remindAfter: [],
      escalations: [{ after: 60, level: 1 }],
    });
    expect(policies).toContainEqual(
      expect.objectContaining({
        task: 'assignExecutor',
        version: 0,
        workingMinutes: 480,
        remindBefore: [480],
      }),
    );

    now = NOON;
    const letterId = await register('design');
    const explained = await task(
      'lisitsyna',
      letterId,
      `due deadline { explanation { sentence policy { id version name isBuiltIn workingMinutes }
         calendar { name timeZone department { id } unusualDays { date } } from steps { kind due } } }`,
    );
    expect(explained).toMatchObject({
      due: '2026-03-03T14:00:00.000Z',
      deadline: {
        explanation: {
          policy: { id: policyId, version: 2, name: policy.name, isBuiltIn: false, workingMinutes: 240 },
          calendar: { timeZone: 'Europe/Moscow', department: null, unusualDays: [] },
          from: NOON,
          steps: [{ kind: 'policy', due: '2026-03-03T14:00:00.000Z' }],
        },
      },
    });
    expect(explained.deadline.explanation.sentence).toBe(
      'Due 2026-03-03 17:00: 4 h by the policy “Строй-Инвест без промедления” (version 2) of the calendar ' +
        '“Стандартный / Standard” (Europe/Moscow) from 2026-03-03 12:00 on.',
    );
    await give('admin', 'removeDeadlinePolicy', 'RemoveDeadlinePolicyInput', { policyId }, 'id');
    expect(await api.get('ezhov', '{ deadlinePolicies { version } }')).toHaveLength(9);
    // The deadline that was reckoned by it stays, and says so still; a new one is by the built-in policy.
    expect(await task('lisitsyna', letterId, 'deadline { explanation { policy { name } } }')).toEqual({
      deadline: { explanation: { policy: { name: policy.name } } },
    });
    expect(
      await task('lisitsyna', await register('design'), 'deadline { explanation { policy { isBuiltIn } } }'),
    ).toEqual({ deadline: { explanation: { policy: { isBuiltIn: true } } } });
  });

  it('a department has a calendar of its own, and deadlines of its people count by it', async () => {
    const calendar = {
      departmentId: demoDepartmentId('legal'),
      name: 'Юристы',
      timeZone: 'Asia/Vladivostok',
      country: 'RU',
      week: [{ weekday: 4, hours: [{ from: '10:00', to: '16:00' }] }],
      exceptions: [{ date: '2026-03-05', hours: [], note: 'выездная сессия' }],
    };
    await give('admin', 'setCalendar', 'SetCalendarInput', calendar, 'commandId');
    const both = await api.ask(
      'ezhov',
      `query ($legal: UUID!, $design: UUID!) {
         legal: calendar(departmentId: $legal) { name } design: calendar(departmentId: $design) { name }
         own: calendar { name } organization { calendar(departmentId: $legal) { name } }
         before: calendar(departmentId: $legal, asOf: { at: "${NOON}" }) { name } }`,
      { legal: demoDepartmentId('legal'), design: demoDepartmentId('design') },
    );
    expect(both.data).toEqual({
      legal: { name: 'Юристы' },
      design: { name: 'Стандартный / Standard' },
      own: { name: 'Стандартный / Standard' },
      organization: { calendar: { name: 'Юристы' } },
      before: { name: 'Юристы' },
    });
    now = NOON;
    const letterId = await register('legal');
    const explained = await task(
      'volkov',
      letterId,
      'due deadline { explanation { sentence calendar { department { id } unusualDays { date kind name } } } }',
      russian,
    );
    // Six hours on Thursday the 12th, two on the 19th, at seven hours ahead of Moscow.
    expect(explained).toMatchObject({
      due: '2026-03-19T02:00:00.000Z',
      deadline: {
        explanation: {
          calendar: {
            department: { id: demoDepartmentId('legal') },
            unusualDays: [{ date: '2026-03-05', kind: 'exception', name: 'выездная сессия' }],
          },
        },
      },
    });
    expect(explained.deadline.explanation.sentence).toBe(
      'Срок 19.03.2026 12:00: 1 раб. дн. по встроенному правилу для «Назначить исполнителя» по календарю «Юристы» ' +
        '(Asia/Vladivostok) с 03.03.2026 19:00; особые дни: 2026-03-05 выездная сессия.',
    );
    await give(
      'admin',
      'removeCalendar',
      'RemoveCalendarInput',
      { departmentId: demoDepartmentId('legal') },
      'commandId',
    );
    expect(
      await refusal('admin', 'removeCalendar', 'RemoveCalendarInput', {
        departmentId: demoDepartmentId('legal'),
      }),
    ).toMatchObject({ extensions: { code: 'NO_CALENDAR_OF_ITS_OWN' } });
  });

  it('a task is paused, resumed and extended, says so, and was due then what it was due then', async () => {
    now = NOON;
    const letterId = await register('design');
    const before = await task('lisitsyna', letterId, 'due');
    const pause = {
      letterId,
      counterpartyId: demoCounterpartyId('stroyinvest'),
      reason: 'запрошены чертежи',
      expectedBy: '2026-03-05T09:00:00.000Z',
    };
    expect(await refusal('zaytseva', 'pauseDeadline', 'PauseDeadlineInput', pause)).toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
    expect(await refusal('auditor', 'pauseDeadline', 'PauseDeadlineInput', pause)).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
    now = '2026-03-03T10:00:00.000Z';
    await give('lisitsyna', 'pauseDeadline', 'PauseDeadlineInput', pause, 'commandId');
    expect(
      await task(
        'lisitsyna',
        letterId,
        'due overdue waiting { counterparty { id } reason since expectedBy }',
      ),
    ).toEqual({
      due: '2026-03-06T08:00:00.000Z',
      overdue: false,
      waiting: {
        counterparty: { id: pause.counterpartyId },
        reason: pause.reason,
        since: '2026-03-03T10:00:00.000Z',
        expectedBy: pause.expectedBy,
      },
    });
    const listed = async (waiting: boolean, more = ''): Promise<readonly string[]> => {
      const query = `{ tasks(filter: { waiting: ${waiting} }, first: 100${more}) { totalCount nodes { letter { id } } } }`;
      const tasks = await api.get('lisitsyna', query);
      expect(tasks.totalCount).toBe(tasks.nodes.length);
      return tasks.nodes.map(({ letter }: { letter: { id: string } }) => letter.id);
    };
    expect(await listed(true)).toEqual([letterId]);
    expect(await listed(false)).not.toContain(letterId);
    await expect(listed(true, ', asOf: { at: "2026-03-03T09:30:00.000Z" }')).rejects.toThrow(
      /filter\.waiting/,
    );
    now = '2026-03-05T08:59:00.000Z';
    // It would be late by now.
    expect(await task('lisitsyna', letterId, 'overdue')).toEqual({ overdue: false });
    now = '2026-03-04T09:00:00.000Z';
    await give('sokolova', 'resumeDeadline', 'ResumeDeadlineInput', { letterId }, 'commandId');
    expect(await listed(true)).toEqual([]);
    expect(await listed(false)).toContain(letterId);
    expect(await refusal('sokolova', 'resumeDeadline', 'ResumeDeadlineInput', { letterId })).toMatchObject({
      extensions: { code: 'NOT_WAITING' },
    });
    await give(
      'lisitsyna',
      'extendDeadline',
      'ExtendDeadlineInput',
      { letterId, until: '2026-03-13T09:00:00.000Z', reason: 'много томов' },
      'commandId',
    );
    const { deadline } = await task(
      'lisitsyna',
      letterId,
      `deadline { basis explanation { sentence steps {
         kind at previous due by { login } reason counterparty { id } until workingMinutes } } }`,
      russian,
    );
    expect(deadline.basis).toBe('extended');
    expect(deadline.explanation.steps).toMatchObject([
      { kind: 'policy', due: before.due, workingMinutes: 480 },
      {
        kind: 'waited',
        previous: before.due,
        // From one o'clock, when the pause at noon is over, to noon of the next day: seven hours.
        due: '2026-03-05T08:00:00.000Z',
        until: '2026-03-04T09:00:00.000Z',
        workingMinutes: 420,
        reason: pause.reason,
        counterparty: { id: pause.counterpartyId },
      },
      {
        kind: 'extended',
        previous: '2026-03-05T08:00:00.000Z',
        due: '2026-03-13T09:00:00.000Z',
        by: { login: 'lisitsyna' },
        reason: 'много томов',
      },
    ]);
    expect(deadline.explanation.sentence).toBe(
      'Срок 13.03.2026 12:00: 1 раб. дн. по встроенному правилу для «Назначить исполнителя» по календарю ' +
        '«Стандартный / Standard» (Europe/Moscow) с 03.03.2026 12:00; ждали контрагента 7 ч (запрошены чертежи); ' +
        'изменён на 13.03.2026 12:00, Лисицына Ольга Юрьевна: много томов.',
    );
    const past = await api.get(
      'lisitsyna',
      `query ($id: UUID!) { letter(id: $id, asOf: { at: "2026-03-03T09:30:00Z" }) {
         openTasks { due waiting { reason } deadline { explanation { steps { kind } } } } } }`,
      { id: letterId },
    );
    expect(past.openTasks).toEqual([
      { due: before.due, waiting: null, deadline: { explanation: { steps: [{ kind: 'policy' }] } } },
    ]);
  });

  it('an escalation is in the history, and what is late is found', async () => {
    now = '2026-04-07T09:00:00.000Z';
    const letterId = await register('design');
    await sweep('2026-04-07T09:01:00.000Z');
    await sweep('2026-04-08T09:01:00.000Z');
    await sweep('2026-04-09T09:01:00.000Z');
    const entries = await api.ask(
      'auditor',
      `query ($id: UUID!) { letterHistory(letterId: $id) { type sentence actor { login } } }`,
      { id: letterId },
      russian,
    );
    expect(entries.data.letterHistory.slice(1)).toEqual([
      // Of a day's task nobody is reminded a day before it is due: they have just been given it.
      {
        type: 'ReminderSent',
        sentence: 'Напоминание (срок наступил), «Назначить исполнителя»: Лисицына Ольга Юрьевна',
        actor: null,
      },
      {
        type: 'Escalated',
        sentence:
          '«Назначить исполнителя»: просрочено на 1 раб. дн., сообщено выше (уровень 1): Медведев Пётр Сергеевич',
        actor: null,
      },
    ]);
    const late = await api.get(
      'lisitsyna',
      `{ tasks(filter: { overdue: true, kinds: [assignExecutor] }, first: 50) { nodes { letter { id } overdue } } }`,
    );
    expect(late.nodes).toContainEqual({ letter: { id: letterId }, overdue: true });
    const then = await api.get(
      'lisitsyna',
      `{ tasks(filter: { overdue: true }, first: 50, asOf: { at: "2026-04-07T10:00:00Z" }) { nodes { letter { id } } } }`,
    );
    expect(then.nodes).not.toContainEqual({ letter: { id: letterId } });
  });

  it('a substitute sees whose task it is; who is absent without one is substituted by the head', async () => {
    now = '2026-04-14T09:00:00.000Z';
    const letterId = await register('design');
    await give(
      'admin',
      'setSubstitution',
      'SetSubstitutionInput',
      { employeeId: demoEmployeeId('lisitsyna'), from: '2026-04-14', to: '2026-04-14' },
      'commandId',
    );
    await sweep('2026-04-14T09:05:00.000Z');
    const mine = await api.get(
      'medvedev',
      '{ tasks(first: 100) { nodes { letter { id } actingFor { login } } } }',
    );
    expect(mine.nodes).toContainEqual({ letter: { id: letterId }, actingFor: { login: 'lisitsyna' } });
    const own = await api.get(
      'lisitsyna',
      '{ tasks(first: 100) { nodes { letter { id } actingFor { login } } } }',
    );
    expect(own.nodes).toContainEqual({ letter: { id: letterId }, actingFor: null });
    const said = await api.ask(
      'auditor',
      `{ history(of: { organization: true }, types: ["SubstitutionBegan"]) { nodes { sentence } } }`,
      {},
      russian,
    );
    expect(said.data.history.nodes).toHaveLength(1);
    expect(said.data.history.nodes[0].sentence).toMatch(
      /^Медведев Пётр Сергеевич с сегодняшнего дня замещает Лисицына Ольга Юрьевна, открытых задач: \d+$/,
    );
    expect(
      await refusal('admin', 'setSubstitution', 'SetSubstitutionInput', {
        employeeId: demoEmployeeId('orlova'),
        from: '2026-04-14',
        to: '2026-04-14',
      }),
    ).toMatchObject({ extensions: { code: 'NO_SUBSTITUTE' } });
  });
});
