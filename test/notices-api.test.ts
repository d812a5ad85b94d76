import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LetterRequest } from '../application/letter-requests.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { type ApiServer, openApi } from './api-server.ts';

const NOTICE = 'id kind text isUrgent isRead task due letter { id subject } onBehalfOf { login }';

describe('notices over GraphQL', () => {
  let api: ApiServer;
  let letterId: string;
  let refused = 0;

  beforeAll(async () => {
    api = await openApi({
      clock: () => '2026-03-02T07:00:00.000Z',
      notices: {
        async postman() {
          refused += 1;
          throw new Error('connect ECONNREFUSED of mail for lisitsyna@severny-most.example');
        },
      },
    });
  });
  afterAll(() => api?.close());

  const register = (subject: string) =>
    api.house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject,
        addressee: { departmentId: demoDepartmentId('design') },
        channel: 'email',
        receivedOn: '2026-03-02',
        confidentiality: 'open',
      },
      registerAnywayReason: 'другое письмо',
    } as LetterRequest);
  const list = (login: string, args = 'first: 10') =>
    api.get(
      login,
      `{ notices(${args}) { nodes { ${NOTICE} } totalCount pageInfo { hasNextPage endCursor } } }`,
    );
  const code = async (login: string, query: string, variables = {}) =>
    (await api.ask(login, query, variables)).errors?.[0]?.extensions.code;

  it('are each person’s own, with the letter for as long as they may see it', async () => {
    ({ id: letterId } = await register('Поставка'));
    await api.house.settled();
    expect((await list('lisitsyna')).nodes).toEqual([
      {
        id: expect.any(String),
        kind: 'taskOpened',
        text: 'A new task: “Assign an executor”. It is due on 3 March 2026 at 10:00.',
        isUrgent: false,
        isRead: false,
        task: 'assignExecutor',
        due: '2026-03-03T07:00:00.000Z',
        letter: { id: letterId, subject: 'Поставка' },
        onBehalfOf: null,
      },
    ]);
    for (const login of ['sokolova', 'ezhov', 'admin']) expect((await list(login)).nodes).toEqual([]);

    const assign = (login: string, reason?: string) =>
      api.house.command('lisitsyna', {
        name: 'assignExecutor',
        letterId,
        executorId: demoEmployeeId(login),
        ...(reason && { reason }),
      } as LetterRequest);
    await assign('ezhov');
    await assign('lisitsyna', 'сама');
    await api.house.settled();
    const [passedOn, opened] = (await list('ezhov')).nodes;
    expect(opened).toMatchObject({ kind: 'taskOpened', letter: null });
    expect(passedOn).toMatchObject({
      kind: 'taskPassedOn',
      letter: null,
      text: 'The task “Draft a reply, or waive it” was passed on to Лисицына Ольга Юрьевна. Nothing more is asked of you.',
    });
  });

  it('are paged, and marked as read by their owner alone', async () => {
    for (const subject of ['Два', 'Три']) await register(subject);
    await api.house.settled();
    const page = await list('lisitsyna', 'first: 2');
    expect(page).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const rest = await list('lisitsyna', `first: 2, after: "${page.pageInfo.endCursor}"`);
    expect(rest.nodes).toHaveLength(1);
    const ids = [...page.nodes, ...rest.nodes].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(3);

    const mark = (login: string, noticeIds?: readonly string[]) =>
      api.get(
        login,
        'mutation ($input: MarkNoticesReadInput!) { markNoticesRead(input: $input) { count } }',
        {
          input: { noticeIds },
        },
      );
    expect(await mark('ezhov', ids)).toEqual({ count: 0 });
    expect(await mark('lisitsyna', [ids[0] as string])).toEqual({ count: 1 });
    expect((await list('lisitsyna', 'unreadOnly: true')).totalCount).toBe(2);
    expect(await mark('lisitsyna')).toEqual({ count: 2 });
    expect(await mark('lisitsyna')).toEqual({ count: 0 });
    expect((await list('lisitsyna', 'unreadOnly: true')).nodes).toEqual([]);
    expect((await list('lisitsyna')).nodes.every(({ isRead }: { isRead: boolean }) => isRead)).toBe(true);
  });

  it('come over a subscription, each once and only to their person', async () => {
    const clients = await Promise.all(['lisitsyna', 'ezhov'].map((login) => api.subscribe(login)));
    const [head, executor] = clients.map((client) =>
      client.iterate<{ notices: { kind: string; letter: { subject: string } | null } }>({
        query: 'subscription { notices { kind letter { subject } } }',
      }),
    );
    if (!head || !executor) throw new Error('unreachable');
    const firstOfHead = head.next();
    const firstOfExecutor = executor.next();
    // Both are heard of once the server has taken them.
    await new Promise((settle) => setTimeout(settle, 200));
    const { id } = await register('Подписка');
    expect((await firstOfHead).value.data.notices).toEqual({
      kind: 'taskOpened',
      letter: { subject: 'Подписка' },
    });
    await api.house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId: id,
      executorId: demoEmployeeId('ezhov'),
    } as LetterRequest);
    expect((await firstOfExecutor).value.data.notices).toEqual({
      kind: 'taskOpened',
      letter: { subject: 'Подписка' },
    });
    const nextOfHead = head.next();
    await register('Ещё одно');
    expect((await nextOfHead).value.data.notices.letter).toEqual({ subject: 'Ещё одно' });
    await Promise.all(clients.map((client) => client.dispose()));
  });

  const SET = `mutation ($input: SetNoticePreferencesInput!) {
    setNoticePreferences(input: $input) { preferences { language email timing dailyAt quietHours { from to } timeZone urgentAtOnce } }
  }`;

  it('are told as each has said; of others, administrators may say and see it', async () => {
    const mine = await api.get('ezhov', SET, {
      input: {
        language: 'en',
        timing: 'daily',
        dailyAt: '08:30',
        quietHours: { from: '22:00', to: '07:00' },
      },
    });
    const preferences = {
      language: 'en',
      email: true,
      timing: 'daily',
      dailyAt: '08:30',
      quietHours: { from: '22:00', to: '07:00' },
      timeZone: null,
      urgentAtOnce: false,
    };
    expect(mine).toEqual({ preferences });
    const see = `query ($id: UUID) { noticePreferences(employeeId: $id) { language timing } }`;
    const id = demoEmployeeId('ezhov');
    expect(await api.get('ezhov', see)).toEqual({ language: 'en', timing: 'daily' });
    expect(await api.get('admin', see, { id })).toEqual({ language: 'en', timing: 'daily' });
    expect(await api.get('lisitsyna', see)).toEqual({ language: 'ru', timing: 'immediately' });
    expect(await code('lisitsyna', see, { id })).toBe('FORBIDDEN');
    expect(await code('lisitsyna', SET, { input: { employeeId: id, email: false } })).toBe('FORBIDDEN');
    expect(await api.get('admin', SET, { input: { employeeId: id, email: false } })).toMatchObject({
      preferences: { email: false, timing: 'immediately' },
    });
    const wrong = [
      { dailyAt: '25:00' },
      { timeZone: 'Mars/Olympus' },
      { quietHours: { from: '10:00', to: '10:00' } },
    ];
    for (const input of wrong) expect(await code('ezhov', SET, { input })).toBe('INVALID_INPUT');
  });

  it('that cannot be mailed are shown to administrators, in health too, and tried again', async () => {
    await api.house.notices.deliver();
    expect(refused).toBeGreaterThan(0);
    const ready = (await (await fetch(`${api.url}/ready`)).json()) as {
      status: string;
      mail: { failing: number };
    };
    expect(ready.status).toBe('ready');
    expect(ready.mail).toEqual({ waiting: ready.mail.failing, failing: ready.mail.failing, givenUp: 0 });
    expect(ready.mail.failing).toBeGreaterThan(0);
    await api.house.database.pool.query(`update notices.mails set status = 'givenUp' where status = 'due'`);
    const PROBLEMS =
      '{ noticeProblems { totalCount nodes { id attempts error notices recipient { login } } } }';
    const { nodes, totalCount } = await api.get('admin', PROBLEMS);
    expect(totalCount).toBe(ready.mail.failing);
    expect(nodes[0]).toMatchObject({ attempts: 1, notices: 1, recipient: { login: 'lisitsyna' } });
    expect(nodes[0].error).toBe('connect ECONNREFUSED of mail for …@…');
    const RETRY = 'mutation ($input: RetryNoticeInput!) { retryNotice(input: $input) { mailId } }';
    const input = { mailId: nodes[0].id };
    expect(await code('lisitsyna', PROBLEMS)).toBe('FORBIDDEN');
    expect(await code('lisitsyna', RETRY, { input })).toBe('FORBIDDEN');
    expect(await api.get('admin', RETRY, { input })).toEqual(input);
    expect(await code('admin', RETRY, { input })).toBe('NOT_FOUND');
    const before = refused;
    await api.house.notices.deliver();
    expect(refused).toBe(before + 1);
  });
});
