import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { type ApiServer, openApi, pdf } from './api-server.ts';

const REGISTER = `mutation ($input: RegisterIncomingLetterInput!) {
  registerIncomingLetter(input: $input) {
    letter { id number status revision files { name sha256 size mediaType path } ... on IncomingLetter { addressee { department { name } } } }
    openTasks { kind title assignees { login } overdue deadline { basis workingMinutes } }
    position commandId repeated caughtUp
  }
}`;

const card = (more: object = {}) => ({
  counterpartyId: demoCounterpartyId('stroyinvest'),
  subject: 'О сроках поставки',
  addressee: { departmentId: demoDepartmentId('design') },
  channel: 'email',
  ...more,
});

describe('the API', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await openApi();
  });
  afterAll(() => api.close());

  const register = (more: object = {}, input: object = {}) =>
    api.get('sokolova', REGISTER, { input: { card: card(more), ...input } });
  const letterMutation = (login: string, name: string, type: string, input: object) =>
    api.get(
      login,
      `mutation ($input: ${type}!) { ${name}(input: $input) {
        letter { id status number openTasks { kind assignees { login } } ... on IncomingLetter { reply { id status } } ... on OutgoingLetter { contentHash route { approvers { login } isCurrent granted { login } } } }
        openTasks { kind assignees { login } } position } }`,
      { input },
    );
  const codeOf = async (login: string | undefined, query: string, variables?: object) => {
    const { status, errors, error } = await api.ask(login, query, variables);
    return { status, code: errors?.[0]?.extensions.code ?? error?.code };
  };
  const tasksOf = async (login: string): Promise<readonly string[]> =>
    (await api.get(login, '{ tasks { nodes { kind } } }')).nodes.map(({ kind }: { kind: string }) => kind);

  it('carries a letter with a file from its registration to the counterparty’s number', async () => {
    const uploaded = await api.upload('sokolova', 'Письмо № 12.pdf', pdf());
    expect(uploaded.status).toBe(201);
    const { files } = (await uploaded.json()) as { files: { sha256: string; name: string }[] };
    const [file] = files;
    expect(file).toEqual({
      sha256: createHash('sha256').update(pdf()).digest('hex'),
      name: 'Письмо № 12.pdf',
      size: pdf().length,
      mediaType: 'application/pdf',
    });

    const registered = await register(
      { counterpartyNumber: '12-СИ/345', counterpartyDate: '2026-11-20' },
      { files: [{ sha256: file?.sha256 }], projectIds: [demoProjectId()] },
    );
    expect(registered).toMatchObject({
      letter: { status: 'awaitingExecutor', addressee: { department: { name: 'Проектный отдел' } } },
      openTasks: [{ kind: 'assignExecutor', assignees: [{ login: 'lisitsyna' }], overdue: false }],
      repeated: false,
      caughtUp: true,
    });
    const letterId = registered.letter.id;

    const download = await fetch(`${api.url}${registered.letter.files[0].path}`, {
      headers: { authorization: `Bearer ${await api.token('lisitsyna')}` },
    });
    expect(new Uint8Array(await download.arrayBuffer())).toEqual(pdf());
    expect(download.headers.get('content-disposition')).toContain(encodeURIComponent('Письмо № 12.pdf'));

    await letterMutation('lisitsyna', 'assignExecutor', 'AssignExecutorInput', {
      letterId,
      executorId: demoEmployeeId('ezhov'),
      coExecutorIds: [demoEmployeeId('zaytseva')],
      resolution: 'Подготовить ответ',
    });
    expect(await tasksOf('ezhov')).toContain('decideOnReply');
    const replied = await letterMutation('ezhov', 'draftReply', 'DraftReplyInput', {
      letterId,
      text: 'Поставим в декабре.',
    });
    const outgoingId = replied.letter.reply.id;
    expect(replied.letter.reply.status).toBe('draft');
    await letterMutation('ezhov', 'submitForApproval', 'LetterInput', { letterId: outgoingId });
    await letterMutation('lisitsyna', 'grantApproval', 'GrantApprovalInput', { letterId: outgoingId });
    await letterMutation('medvedev', 'returnForRework', 'ReturnForReworkInput', {
      letterId: outgoingId,
      reason: 'Указать точную дату',
    });
    await letterMutation('ezhov', 'reviseLetter', 'ReviseLetterInput', {
      letterId: outgoingId,
      text: 'Поставим 10 декабря 2026 года.',
    });
    const submitted = await letterMutation('ezhov', 'submitForApproval', 'LetterInput', {
      letterId: outgoingId,
    });
    expect(submitted.letter.route).toEqual([
      { approvers: [{ login: 'lisitsyna' }], isCurrent: true, granted: [] },
      { approvers: [{ login: 'medvedev' }], isCurrent: false, granted: [] },
      { approvers: [{ login: 'orlova' }], isCurrent: false, granted: [] },
    ]);
    for (const approver of ['lisitsyna', 'medvedev', 'orlova']) {
      expect(await tasksOf(approver)).toContain('approve');
      await letterMutation(approver, 'grantApproval', 'GrantApprovalInput', { letterId: outgoingId });
      expect(await tasksOf(approver)).not.toContain('approve');
    }
    const dispatched = await letterMutation('sokolova', 'dispatchLetter', 'DispatchLetterInput', {
      letterId: outgoingId,
      channel: 'email',
    });
    expect(dispatched.openTasks.map(({ kind }: { kind: string }) => kind)).toEqual(['obtainIncomingNumber']);
    const closed = await letterMutation('sokolova', 'recordIncomingNumber', 'RecordIncomingNumberInput', {
      letterId: outgoingId,
      number: 'вх. 77',
      date: await api.house.chancery.today(),
    });
    expect(closed).toMatchObject({ letter: { status: 'closed' }, openTasks: [] });

    const thread = await api.get(
      'ezhov',
      `query ($id: UUID!, $at: Position) { thread(letterId: $id, waitFor: $at) { letters { totalCount nodes {
        number status links { kind outward letter { id } } ... on OutgoingLetter { text revisions { number text } } } } } }`,
      { id: outgoingId, at: closed.position },
    );
    expect(thread.letters).toMatchObject({
      totalCount: 2,
      nodes: [
        { status: 'answered', links: [{ kind: 'answers', outward: false, letter: { id: outgoingId } }] },
        {
          status: 'closed',
          text: 'Поставим 10 декабря 2026 года.',
          revisions: [
            { number: 1, text: 'Поставим в декабре.' },
            { number: 2, text: 'Поставим 10 декабря 2026 года.' },
          ],
          links: [{ kind: 'answers', outward: true, letter: { id: letterId } }],
        },
      ],
    });

    const project = await api.get(
      'ezhov',
      `query ($id: UUID!) { project(id: $id) { code members { login }
        timeline(first: 3) { totalCount pageInfo { hasNextPage endCursor } nodes { type sentence actor { login } } } } }`,
      { id: demoProjectId() },
    );
    expect(project.timeline).toMatchObject({
      totalCount: 16,
      pageInfo: { hasNextPage: true },
      nodes: [
        { type: 'Registered', actor: { login: 'sokolova' } },
        { type: 'ExecutorAssigned' },
        { type: 'ReplyDrafted' },
      ],
    });
    const next = await api.get(
      'ezhov',
      `query ($id: UUID!, $after: String) { project(id: $id) { timeline(first: 2, after: $after) { nodes { type } } } }`,
      { id: demoProjectId(), after: project.timeline.pageInfo.endCursor },
    );
    expect(next.timeline.nodes.map(({ type }: { type: string }) => type)).toEqual([
      'Drafted',
      'SubmittedForApproval',
    ]);

    const history = await api.ask(
      'auditor',
      `query ($id: UUID!) { letterHistory(letterId: $id) { type sentence automatic actor { name } } }`,
      { id: letterId },
      { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' },
    );
    expect(history.data.letterHistory.at(-1)).toMatchObject({
      type: 'ReplyDispatched',
      automatic: true,
      actor: null,
    });
    expect(history.data.letterHistory[1].sentence).toBe(
      'Назначен исполнитель: Ежов Николай Павлович. Резолюция: Подготовить ответ',
    );
  });

  it('answers a command repeated with its id as the first time', async () => {
    const commandId = randomUUID();
    const first = await register({ subject: 'Повтор' }, { commandId });
    const again = await register({ subject: 'Повтор' }, { commandId });
    expect(again).toEqual({ ...first, repeated: true });
    expect(
      await codeOf('sokolova', REGISTER, { input: { card: card({ subject: 'Повтор' }), commandId } }),
    ).toEqual({
      status: 200,
      code: undefined,
    });
  });

  it('links a letter that quotes our number and date to the letter that it quotes', async () => {
    const draft = await api.get(
      'orlova',
      `mutation ($input: DraftLetterInput!) { draftLetter(input: $input) { letter { id } } }`,
      {
        input: {
          card: {
            addressees: [{ counterpartyId: demoCounterpartyId('giprotrans') }],
            subject: 'Запрос проекта',
          },
          text: 'Просим направить проект.',
        },
      },
    );
    const letterId = draft.letter.id;
    // The signatory's own letter needs nobody's approval.
    const submitted = await letterMutation('orlova', 'submitForApproval', 'LetterInput', { letterId });
    expect(submitted.letter.status).toBe('approved');
    const dispatched = await letterMutation('sokolova', 'dispatchLetter', 'DispatchLetterInput', {
      letterId,
      channel: 'post',
    });
    const { number } = dispatched.letter;
    const spelledOtherwise = number.replace('-', ' ').replace('/0000', '/').toLowerCase();
    const answer = await register({
      counterpartyId: demoCounterpartyId('giprotrans'),
      subject: 'Ответ на запрос',
      inReplyTo: { number: spelledOtherwise, date: await api.house.chancery.today() },
    });
    const { links } = await api.get(
      'sokolova',
      `query ($id: UUID!) { letter(id: $id) { links { kind outward letter { id } } } }`,
      { id: answer.letter.id },
    );
    expect(links).toEqual([{ kind: 'answers', outward: true, letter: { id: letterId } }]);
  });

  it('reopens the incoming letter when its reply is withdrawn', async () => {
    const { letter } = await register({ subject: 'Отзыв ответа' });
    await letterMutation('lisitsyna', 'assignExecutor', 'AssignExecutorInput', {
      letterId: letter.id,
      executorId: demoEmployeeId('ezhov'),
    });
    const replied = await letterMutation('ezhov', 'draftReply', 'DraftReplyInput', {
      letterId: letter.id,
      text: 'Черновик',
    });
    await letterMutation('ezhov', 'withdrawLetter', 'ReasonInput', {
      letterId: replied.letter.reply.id,
      reason: 'Ответят иначе',
    });
    expect(
      await api.get('ezhov', 'query ($id: UUID!) { letter(id: $id) { status openTasks { kind } } }', {
        id: letter.id,
      }),
    ).toEqual({
      status: 'withExecutor',
      openTasks: [{ kind: 'decideOnReply' }],
    });
  });

  it('refuse a search that only excludes, and say what to do', async () => {
    const { errors } = await api.ask('sokolova', '{ search(query: "-мост") { totalCount } }');
    expect(errors).toMatchObject([{ extensions: { code: 'SEARCH_EXCLUDES_ONLY' } }]);
  });

  it('shows letters, counts and search hits to those only who may see them', async () => {
    const { letter } = await register({
      subject: 'Конфиденциально о слиянии',
      confidentiality: 'confidential',
      addressee: { departmentId: demoDepartmentId('legal') },
    });
    const query = `query ($id: UUID!) {
      letter(id: $id) { id }
      search(query: "слияние") { totalCount nodes { excerpt } }
      letters(filter: { confidentiality: confidential }) { totalCount }
    }`;
    const seen = (await api.ask('sokolova', query, { id: letter.id })).data;
    expect(seen).toMatchObject({
      letter: { id: letter.id },
      search: { totalCount: 1 },
      letters: { totalCount: 1 },
    });
    expect(seen.search.nodes[0].excerpt).toContain('**слиянии**');
    // The head of the department is asked to act on it, which is not to take part yet; nobody else hears of it at all.
    for (const login of ['zaytseva', 'ezhov', 'orlova', 'analyst', 'admin']) {
      const { data } = await api.ask(login, query, { id: letter.id });
      expect([login, data]).toEqual([
        login,
        { letter: null, search: { totalCount: 0, nodes: [] }, letters: { totalCount: 0 } },
      ]);
    }
    expect(
      await codeOf('ezhov', `query ($id: UUID!) { letterHistory(letterId: $id) { type } }`, {
        id: letter.id,
      }),
    ).toEqual({
      status: 200,
      code: 'NOT_FOUND',
    });
  });

  describe('refuses, with a code and a sentence,', () => {
    it('a request without a token, with a forged one, with an expired one, of somebody who is nobody', async () => {
      const ask = async (authorization?: string) => {
        const response = await fetch(`${api.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
          body: JSON.stringify({ query: '{ me { today } }' }),
        });
        return [response.status, ((await response.json()) as { error: { code: string } }).error?.code];
      };
      const valid = await api.token('sokolova');
      const [, payload] = valid.split('.');
      const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
      for (const authorization of [
        undefined,
        'Bearer nonsense',
        'Basic c29rb2xvdmE6',
        `Bearer ${valid.slice(0, -4)}AAAA`,
        `Bearer ${unsigned}`,
        `Bearer ${await api.token('sokolova', -60)}`,
        `Bearer ${await api.token('nobody')}`,
      ]) {
        expect([authorization, ...(await ask(authorization))]).toEqual([
          authorization,
          401,
          'UNAUTHENTICATED',
        ]);
      }
    });

    it.each([
      ['an unknown field', 'sokolova', '{ me { wrong } }', {}, 400, 'INVALID_INPUT'],
      ['what is no GraphQL', 'sokolova', '{{{', {}, 400, 'INVALID_INPUT'],
      ['an id that is none', 'sokolova', '{ letter(id: "17") { id } }', {}, 400, 'INVALID_INPUT'],
      [
        'a day that the calendar has not',
        'sokolova',
        '{ letters(filter: { datedFrom: "2026-02-31" }) { totalCount } }',
        {},
        400,
        'INVALID_INPUT',
      ],
      [
        'a page of a million',
        'sokolova',
        '{ letters(first: 1000000) { nodes { id } } }',
        {},
        400,
        'QUERY_TOO_COMPLEX',
      ],
      ['a page of 500', 'sokolova', '{ letters(first: 500) { nodes { id } } }', {}, 200, 'INVALID_INPUT'],
      [
        'a cursor of its own making',
        'sokolova',
        '{ letters(after: "nonsense") { nodes { id } } }',
        {},
        200,
        'INVALID_INPUT',
      ],
      [
        'a query that multiplies',
        'sokolova',
        '{ letters(first: 100) { nodes { thread { letters(first: 100) { nodes { thread { letters(first: 100) { nodes { id } } } } } } } } }',
        {},
        400,
        'QUERY_TOO_COMPLEX',
      ],
      [
        'a position that never comes',
        'sokolova',
        '{ letters(waitFor: "99999999999999999999") { totalCount } }',
        {},
        200,
        'POSITION_NOT_REACHED',
      ],
      ['journals to an executor', 'ezhov', '{ journals { year } }', {}, 200, 'FORBIDDEN'],
      ['a registration by an executor', 'ezhov', REGISTER, { input: { card: card() } }, 200, 'FORBIDDEN'],
      ['a registration by an auditor', 'auditor', REGISTER, { input: { card: card() } }, 200, 'FORBIDDEN'],
      [
        'a counterparty that there is not',
        'sokolova',
        REGISTER,
        { input: { card: card({ counterpartyId: randomUUID() }) } },
        200,
        'NOT_FOUND',
      ],
      [
        'a letter from tomorrow',
        'sokolova',
        REGISTER,
        { input: { card: card({ receivedOn: '2999-01-01' }) } },
        200,
        'RECEIVED_IN_THE_FUTURE',
      ],
      [
        'a subject of spaces',
        'sokolova',
        REGISTER,
        { input: { card: card({ subject: '   ' }) } },
        200,
        'INVALID_INPUT',
      ],
      [
        'a subject of half a character',
        'sokolova',
        REGISTER,
        { input: { card: card({ subject: 'x\ud800' }) } },
        200,
        'INVALID_INPUT',
      ],
      [
        'a subject with NUL in it',
        'sokolova',
        REGISTER,
        { input: { card: card({ subject: 'x\u0000' }) } },
        200,
        'INVALID_INPUT',
      ],
      [
        'a subject of ten thousand letters',
        'sokolova',
        REGISTER,
        { input: { card: card({ subject: 'ж'.repeat(10_000) }) } },
        200,
        'INVALID_INPUT',
      ],
      [
        'a file that nobody uploaded',
        'sokolova',
        REGISTER,
        { input: { card: card(), files: [{ sha256: 'f'.repeat(64) }] } },
        200,
        'FILE_UNKNOWN',
      ],
      [
        'a command on a letter that there is not',
        'sokolova',
        'mutation { annulLetter(input: { letterId: "00000000-0000-4000-8000-000000000000", reason: "x" }) { position } }',
        {},
        200,
        'NOT_FOUND',
      ],
      [
        'an INN with wrong check digits',
        'sokolova',
        'mutation { addCounterparty(input: { name: "ООО", taxNumber: "7707083890" }) { position } }',
        {},
        200,
        'INVALID_TAX_NUMBER',
      ],
      [
        'a tax number that is taken',
        'sokolova',
        'mutation { addCounterparty(input: { name: "ООО", taxNumber: "7707083893" }) { position } }',
        {},
        200,
        'TAX_NUMBER_TAKEN',
      ],
      [
        'a department by a secretary',
        'sokolova',
        'mutation { createDepartment(input: { name: "Х" }) { id } }',
        {},
        200,
        'FORBIDDEN',
      ],
      [
        'a journal without a place for the number',
        'admin',
        'mutation { openJournal(input: { direction: incoming, year: 2031, pattern: "Вх" }) { position } }',
        {},
        200,
        'INVALID_PATTERN',
      ],
    ] as const)('%s', async (_, login, query, variables, status, code) => {
      const numbersBefore = await api.get('sokolova', '{ journals { entries { totalCount } } }');
      const answer = await api.ask(login, query, variables, { 'accept-language': 'ru' });
      expect({ status: answer.status, code: answer.errors?.[0]?.extensions.code }).toEqual({ status, code });
      expect(answer.errors?.[0]?.message).not.toMatch(/undefined|\[object/);
      // Nothing is half done: no refusal uses up a number.
      expect(await api.get('sokolova', '{ journals { entries { totalCount } } }')).toEqual(numbersBefore);
    });

    it('a state that has moved on, a wrong state, a second command under one id', async () => {
      const { letter } = await register({ subject: 'Устаревшее' });
      const assign = `mutation ($input: AssignExecutorInput!) { assignExecutor(input: $input) { letter { revision } } }`;
      const input = { letterId: letter.id, executorId: demoEmployeeId('ezhov') };
      expect(await codeOf('lisitsyna', assign, { input: { ...input, expectedRevision: 5 } })).toMatchObject({
        code: 'STALE_REVISION',
      });
      const commandId = randomUUID();
      expect(
        await codeOf('lisitsyna', assign, { input: { ...input, expectedRevision: 0, commandId } }),
      ).toMatchObject({ code: undefined });
      const annul = `mutation ($input: ReasonInput!) { annulLetter(input: $input) { position } }`;
      expect(
        await codeOf('sokolova', annul, { input: { letterId: letter.id, reason: 'x', commandId } }),
      ).toMatchObject({ code: 'COMMAND_ID_REUSED' });
      const grant = `mutation ($input: GrantApprovalInput!) { grantApproval(input: $input) { position } }`;
      expect(await codeOf('lisitsyna', grant, { input: { letterId: letter.id } })).toMatchObject({
        code: 'FORBIDDEN',
      });
      expect(
        await codeOf('sokolova', annul, { input: { letterId: letter.id, reason: 'ошибка' } }),
      ).toMatchObject({ code: undefined });
      expect(
        await codeOf('sokolova', annul, { input: { letterId: letter.id, reason: 'ошибка' } }),
      ).toMatchObject({ code: 'WRONG_STATE' });
    });

    it('what looks like the same letter again, unless somebody says why', async () => {
      const same = { subject: 'Дубль', counterpartyNumber: 'Д-1', counterpartyDate: '2026-11-01' };
      const first = await register(same);
      const { errors } = await api.ask('sokolova', REGISTER, { input: { card: card(same) } });
      expect(errors?.[0]?.extensions).toEqual({
        code: 'POSSIBLE_DUPLICATE',
        details: { letterIds: [first.letter.id] },
      });
      await register(same, { registerAnywayReason: 'другое письмо под тем же номером' });
    });

    it('files that are empty, too large, of another type than they say, or of no type that is taken', async () => {
      const codeOfUpload = async (login: string | undefined, name: string, content: Uint8Array | string) => {
        const response = await api.upload(login, name, content);
        return [response.status, ((await response.json()) as { error?: { code: string } }).error?.code];
      };
      expect(await codeOfUpload(undefined, 'a.pdf', pdf())).toEqual([401, 'UNAUTHENTICATED']);
      expect(await codeOfUpload('sokolova', 'a.pdf', '')).toEqual([400, 'EMPTY_FILE']);
      expect(await codeOfUpload('sokolova', 'a.pdf', `%PDF-1.7\n${'x'.repeat(1_000_100)}`)).toEqual([
        413,
        'FILE_TOO_LARGE',
      ]);
      expect(await codeOfUpload('sokolova', 'a.pdf', `%PDF-1.7\n${'x'.repeat(3_000_000)}`)).toEqual([
        413,
        'FILE_TOO_LARGE',
      ]);
      const form = new FormData();
      form.append('file', new Blob([`%PDF-1.7\n${'x'.repeat(5_000_000)}`]), 'large.pdf');
      form.append('file', new Blob([pdf() as BlobPart]), 'small.pdf');
      const authorization = `Bearer ${await api.token('sokolova')}`;
      const both = await fetch(`${api.url}/files`, {
        method: 'POST',
        body: form,
        headers: { authorization },
      });
      expect(both.status).toBe(413);
      expect(await codeOfUpload('sokolova', 'a.docx', pdf())).toEqual([415, 'FILE_TYPE_MISMATCH']);
      expect(await codeOfUpload('sokolova', 'a.pdf', 'plainly no PDF')).toEqual([
        415,
        'FILE_TYPE_NOT_ALLOWED',
      ]);
      expect(await codeOfUpload('sokolova', 'a.exe', 'MZ\x90\x00\x03')).toEqual([
        415,
        'FILE_TYPE_NOT_ALLOWED',
      ]);
      expect(await codeOfUpload('sokolova', 'a.html', '<script>alert(1)</script>')).toEqual([
        415,
        'FILE_TYPE_NOT_ALLOWED',
      ]);
      expect(await codeOfUpload('sokolova', '../../etc/заметка.txt', 'Текст')).toEqual([201, undefined]);
    });

    it('a file of another letter, of a letter out of sight, and one that was changed on disk', async () => {
      const { files } = (await (await api.upload('sokolova', 'тайна.pdf', pdf('тайна'))).json()) as {
        files: { sha256: string }[];
      };
      const sha256 = files[0]?.sha256 ?? '';
      const { letter } = await register(
        { subject: 'Тайна', confidentiality: 'confidential' },
        { files: [{ sha256 }] },
      );
      const path = `/letters/${letter.id}/files/${sha256}`;
      const download = async (login: string, at = path) => {
        const response = await fetch(`${api.url}${at}`, {
          headers: { authorization: `Bearer ${await api.token(login)}` },
        });
        const body = await response.text();
        return [
          response.status,
          response.ok ? 'bytes' : (JSON.parse(body) as { error: { code: string } }).error.code,
        ];
      };
      expect(await download('sokolova')).toEqual([200, 'bytes']);
      expect(await download('ezhov')).toEqual([404, 'NOT_FOUND']);
      expect(await download('sokolova', path.replace(sha256, 'e'.repeat(64)))).toEqual([404, 'NOT_FOUND']);
      expect(await download('sokolova', '/letters/../files/x')).toEqual([404, 'NOT_FOUND']);
      // Knowing its hash, somebody else cannot attach it either.
      const draft = `mutation ($input: DraftLetterInput!) { draftLetter(input: $input) { position } }`;
      const input = {
        card: { addressees: [{ counterpartyId: demoCounterpartyId('stroyinvest') }], subject: 'x' },
        text: 'x',
        files: [{ sha256 }],
      };
      expect(await codeOf('ezhov', draft, { input })).toMatchObject({ code: 'FILE_UNKNOWN' });
      await writeFile(join(api.house.dataFolder, 'files', sha256.slice(0, 2), sha256), 'something else');
      expect(await download('sokolova')).toEqual([500, 'FILE_DAMAGED']);
    });

    it('a body that is no JSON, one that is too large, and an address that there is not', async () => {
      const post = async (path: string, body: string, type = 'application/json') => {
        const response = await fetch(`${api.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': type, authorization: `Bearer ${await api.token('sokolova')}` },
          body,
        });
        return [response.status, ((await response.json()) as { error: { code: string } }).error.code];
      };
      expect(await post('/graphql', '{"query":')).toEqual([400, 'INVALID_INPUT']);
      expect(await post('/graphql', '{"nothing": 1}')).toEqual([400, 'INVALID_INPUT']);
      expect(await post('/graphql', JSON.stringify({ query: 'x'.repeat(2_100_000) }))).toEqual([
        413,
        'INVALID_INPUT',
      ]);
      expect(await post('/graphql', 'query', 'text/plain')).toEqual([400, 'INVALID_INPUT']);
      expect(await post('/files', '{}')).toEqual([400, 'INVALID_INPUT']);
      expect(await post('/nowhere', '{}')).toEqual([404, 'NOT_FOUND']);
    });
  });

  it('says what a secretary may do next in Russian and in English', async () => {
    const ask = async (language: string) =>
      (await api.ask('ezhov', REGISTER, { input: { card: card() } }, { 'accept-language': language }))
        .errors?.[0]?.message;
    expect(await ask('ru')).toBe('На это нет прав. Может: secretary.');
    expect(await ask('en-GB')).toBe('You may not do that. Who may: secretary.');
  });

  it('asks for acknowledgment and takes it of each', async () => {
    const { letter } = await register({ subject: 'Ознакомление' });
    await letterMutation('sokolova', 'requestAcknowledgment', 'RequestAcknowledgmentInput', {
      letterId: letter.id,
      employeeIds: [demoEmployeeId('volkov'), demoEmployeeId('barsukova')],
    });
    expect(await tasksOf('volkov')).toContain('acknowledge');
    await letterMutation('volkov', 'openAcknowledgment', 'LetterInput', { letterId: letter.id });
    await letterMutation('volkov', 'acknowledge', 'LetterInput', { letterId: letter.id });
    expect(await tasksOf('volkov')).not.toContain('acknowledge');
    expect(await tasksOf('barsukova')).toContain('acknowledge');
  });

  it('computes a route with the step that a rule adds', async () => {
    const route = await api.get(
      'ezhov',
      `query ($author: UUID!) { approvalRoute(authorId: $author, documentKind: "договор") { approvers { login } mode rule } }`,
      { author: demoEmployeeId('ezhov') },
    );
    expect(route).toEqual([
      { approvers: [{ login: 'lisitsyna' }], mode: 'all', rule: null },
      { approvers: [{ login: 'medvedev' }], mode: 'all', rule: null },
      {
        approvers: [{ login: 'volkov' }, { login: 'barsukova' }],
        mode: 'all',
        rule: 'Договор: юристы и финансы / Contract: legal and finance',
      },
      { approvers: [{ login: 'orlova' }], mode: 'all', rule: null },
    ]);
  });

  it('pages through letters by their date without losing or repeating any', async () => {
    const all = await api.get('sokolova', '{ letters(first: 100) { totalCount nodes { id } } }');
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } =
        await api.get(
          'sokolova',
          'query ($after: String) { letters(first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
          { after },
        );
      ids.push(...page.nodes.map(({ id }) => id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(ids).toEqual(all.nodes.map(({ id }: { id: string }) => id));
    expect(ids).toHaveLength(all.totalCount);
  });

  it.each([
    [
      'a list',
      '{ letters(first: 3) { totalCount nodes { id subject ... on IncomingLetter { registration { date } } } } }',
    ],
    [
      'a refusal',
      `mutation { waiveReply(input: { letterId: "${randomUUID()}", reason: "нет" }) { position } }`,
    ],
    ['a part that is refused', '{ me { employee { name } } journals { year } }'],
    ['a field that there is not', '{ nothing }'],
  ])('answers %s when its query has been compiled as it did before', async (_, query) => {
    const answers: unknown[] = [];
    for (let n = 0; n < 5; n += 1) answers.push(await api.ask('ezhov', query));
    expect(answers).toEqual(answers.map(() => answers[0]));
  });

  it('answers a list of lists, each of them cut, continued and counted for itself', async () => {
    const letters = `letters(first: 1, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }`;
    const query = `query ($after: String) { letters(first: 50) { nodes { id thread { ${letters} } } } }`;
    const { nodes } = await api.get('sokolova', query);
    const whole = await api.get(
      'sokolova',
      '{ letters(first: 50) { nodes { id thread { letters { nodes { id } } } } } }',
    );
    type Listed = { id: string; thread: { letters: { totalCount: number; nodes: { id: string }[] } } };
    expect(
      nodes.map(({ thread }: Listed) => [thread.letters.totalCount, thread.letters.nodes[0]?.id]),
    ).toEqual(
      whole.nodes.map(({ thread }: Listed) => [thread.letters.nodes.length, thread.letters.nodes[0]?.id]),
    );
    const index = whole.nodes.findIndex(({ thread }: Listed) => thread.letters.nodes.length > 1);
    const { endCursor: after } = nodes[index].thread.letters.pageInfo;
    const next = await api.get('sokolova', query, { after });
    expect(next.nodes[index].thread.letters.nodes[0].id).toBe(whole.nodes[index].thread.letters.nodes[1].id);
  });

  it('answers the outline of letters as it answers the whole of them', async () => {
    const outline = `__typename id revision direction status isOpen number subject documentKind confidentiality createdAt
      thread { id } links { kind outward }`;
    const ask = (fields: string) =>
      api.get('sokolova', `query { letters(first: 100) { nodes { ${fields} } } }`);
    const { nodes } = await ask(outline);
    const whole = await ask(`${outline} contentHash`);
    expect(nodes.length).toBeGreaterThan(10);
    expect(new Set(nodes.map(({ status }: { status: string }) => status)).size).toBeGreaterThan(3);
    expect(nodes).toEqual(whole.nodes.map(({ contentHash: _, ...rest }: { contentHash: string }) => rest));
    const edges = await api.get(
      'sokolova',
      `query { letters(first: 100) { edges { node { ...brief } } } } fragment brief on Letter { id ... on IncomingLetter { receivedOn } }`,
    );
    expect(edges.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(
      nodes.map(({ id }: { id: string }) => id),
    );
  });

  it('answers a list within a list, and the letters of tasks, as it answers the letters themselves', async () => {
    const outline = 'id revision status number subject confidentiality createdAt';
    const { nodes } = await api.get(
      'sokolova',
      `query { letters(first: 100) { nodes { ${outline} thread { letters(first: 20) { nodes { ${outline} } } } } } }`,
    );
    type Outline = { id: string; thread?: { letters: { nodes: Outline[] } } };
    const letters = new Map<string, Outline>(
      nodes.map(({ thread: _, ...letter }: Outline) => [letter.id, letter]),
    );
    const within = nodes.flatMap(({ thread }: Outline) => thread?.letters.nodes ?? []);
    expect(within.length).toBeGreaterThan(letters.size / 2);
    expect(within).toEqual(within.map(({ id }: Outline) => letters.get(id)));
    const tasks = await api.get(
      'sokolova',
      `query { tasks(first: 100, filter: { scope: visible }) { nodes { letter { ${outline} } } } }`,
    );
    const ofTasks = tasks.nodes.map(({ letter }: { letter: Outline }) => letter);
    expect(ofTasks.length).toBeGreaterThan(5);
    expect(ofTasks).toEqual(ofTasks.map(({ id }: Outline) => letters.get(id)));
  });

  it('carries out the operation that is named, however often another one of the same text was', async () => {
    const query =
      'query Mine { me { employee { name } } } query Theirs { organization { employees(first: 1) { nodes { name } } } }';
    const post = async (operationName: string) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await api.token('sokolova')}`,
        },
        body: JSON.stringify({ query, operationName }),
      });
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      const body = Buffer.from(await response.arrayBuffer());
      expect(Number(response.headers.get('content-length'))).toBe(body.length);
      return Object.keys(JSON.parse(body.toString('utf8')).data);
    };
    for (let n = 0; n < 4; n += 1) expect(await post('Mine')).toEqual(['me']);
    for (let n = 0; n < 4; n += 1) expect(await post('Theirs')).toEqual(['organization']);
  });

  it('goes through a list within a list by its cursors', async () => {
    const query = `query Next($id: UUID!, $first: Int!, $after: String) {
      project(id: $id) { letters(first: $first, after: $after) {
        nodes { id } edges { cursor node { id } } pageInfo { endCursor hasNextPage }
      } }
    }`;
    const whole = await api.get('sokolova', query, { id: demoProjectId(), first: 200 });
    expect(whole.letters.nodes.length).toBeGreaterThan(1);
    const found: string[] = [];
    let after: string | null = null;
    do {
      const project = await api.get('sokolova', query, { id: demoProjectId(), first: 1, after });
      found.push(...project.letters.nodes.map(({ id }: { id: string }) => id));
      expect(project.letters.edges.at(-1).cursor).toBe(project.letters.pageInfo.endCursor);
      after = project.letters.pageInfo.hasNextPage ? project.letters.pageInfo.endCursor : null;
    } while (after);
    expect(found).toEqual(whole.letters.nodes.map(({ id }: { id: string }) => id));
  });

  it('finds where cursors are asked for, in fragments too', async () => {
    const { edges } = await api.get(
      'sokolova',
      `query { letters(first: 3) { nodes { id } edges { ...edge } } } fragment edge on LetterEdge { cursor }`,
    );
    const { ends } = await api.get(
      'sokolova',
      `query { letters(first: 3) { ...end edges { node { id } } } }
       fragment end on LetterConnection { ends: pageInfo { ... on PageInfo { last: endCursor } } }`,
    );
    expect(edges).toHaveLength(3);
    expect(ends.last).toBe(edges[2].cursor);
  });

  it('asks the database as often for one letter as for many', async () => {
    const everything = `nodes { id counterparties { name letters(first: 2) { totalCount nodes { id } } } department { name }
      projects { code letters(first: 2) { nodes { id } } timeline(first: 2) { nodes { id letter { id } } } } links { letter { id } }
      openTasks { assignees { name } } thread { letters(first: 3) { totalCount nodes { subject } } }
      ... on IncomingLetter { reply { id } executor { name } } ... on OutgoingLetter { answers { id } text revisions { number } } }`;
    const projectIds = [demoProjectId()];
    for (let n = 0; n < 12; n += 1) {
      const { letter } = await register({ documentKind: 'одинаковые' }, { projectIds });
      await letterMutation('lisitsyna', 'assignExecutor', 'AssignExecutorInput', {
        letterId: letter.id,
        executorId: demoEmployeeId('ezhov'),
      });
      await letterMutation('ezhov', 'draftReply', 'DraftReplyInput', { letterId: letter.id, text: 'Ответ' });
    }
    await api.house.settled();
    const asked = async (first: number): Promise<number> => {
      let connections = 0;
      const count = (): void => {
        connections += 1;
      };
      api.house.database.pool.on('acquire', count);
      const { nodes } = await api.get(
        'sokolova',
        `{ letters(first: ${first}, filter: { documentKind: "одинаковые" }) { ${everything} } }`,
      );
      api.house.database.pool.off('acquire', count);
      expect(nodes).toHaveLength(first);
      return connections;
    };
    // What follows the log asks for itself now and then: the least of several is the query's own.
    const least = async (first: number): Promise<number> => {
      const counts: number[] = [];
      for (let n = 0; n < 5; n += 1) counts.push(await asked(first));
      return Math.min(...counts);
    };
    const few = await least(3);
    expect(await least(12)).toBe(few);
    expect(few).toBeLessThan(20);
  });

  it('keeps a journal without gaps', async () => {
    const year = Number((await api.house.chancery.today()).slice(0, 4));
    const journal = await api.get(
      'auditor',
      `query ($year: Int!) { journal(direction: incoming, year: $year) {
        pattern isOpen entries(first: 200, newestFirst: false) { nodes { sequence status letter { number } } } } }`,
      { year },
    );
    const { nodes } = journal.entries;
    expect(nodes.map(({ sequence }: { sequence: number }) => sequence)).toEqual(
      nodes.map((_: unknown, index: number) => index + 1),
    );
    expect(
      nodes.every(({ status, letter }: { status: string; letter: unknown }) => status === 'used' && letter),
    ).toBe(true);
  });

  it('administers the organisation: a new employee may work at once, a dismissed one no more', async () => {
    const hired = await api.get(
      'admin',
      `mutation ($input: HireEmployeeInput!) { hireEmployee(input: $input) { id organization { employee(login: "novikov") { name department { name } } } } }`,
      { input: { login: 'novikov', name: 'Новиков Илья', departmentId: demoDepartmentId('design') } },
    );
    expect(hired.organization.employee).toEqual({
      name: 'Новиков Илья',
      department: { name: 'Проектный отдел' },
    });
    expect(await api.get('novikov', '{ me { employee { id } roles } }')).toEqual({
      employee: { id: hired.id },
      roles: ['employee'],
    });
    await api.get(
      'admin',
      `mutation ($input: DismissEmployeeInput!) { dismissEmployee(input: $input) { position } }`,
      {
        input: { employeeId: hired.id },
      },
    );
    expect(await codeOf('novikov', '{ me { today } }')).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('lets the heads of a line approve at once, from then on, and tells it as history', async () => {
    const setLine = (login: string, line: string) =>
      api.ask(
        login,
        'mutation ($input: SetApprovalLineInput!) { setApprovalLine(input: $input) { organization { approvalLine } } }',
        { input: { line } },
      );
    const submitted = async () => {
      const { letter } = await api.get(
        'ezhov',
        'mutation ($input: DraftLetterInput!) { draftLetter(input: $input) { letter { id } } }',
        {
          input: {
            text: 'Текст',
            card: { subject: 'О линии', addressees: [{ counterpartyId: demoCounterpartyId('stroyinvest') }] },
          },
        },
      );
      const { openTasks } = await api.get(
        'ezhov',
        'mutation ($input: LetterInput!) { submitForApproval(input: $input) { openTasks { assignees { login } } } }',
        { input: { letterId: letter.id } },
      );
      const turn = openTasks.flatMap(({ assignees }: { assignees: { login: string }[] }) =>
        assignees.map(({ login }) => login),
      );
      return { letterId: letter.id as string, turn: turn.sort() };
    };
    const grant = async (login: string, letterId: string): Promise<string> => {
      const { letter } = await api.get(
        login,
        'mutation ($input: GrantApprovalInput!) { grantApproval(input: $input) { letter { status } } }',
        { input: { letterId } },
      );
      return letter.status;
    };

    expect((await submitted()).turn).toEqual(['lisitsyna']);
    expect((await setLine('sokolova', 'parallel')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await setLine('admin', 'parallel')).data.setApprovalLine.organization).toEqual({
      approvalLine: 'parallel',
    });
    expect((await setLine('admin', 'parallel')).errors?.[0]?.extensions.code).toBe('NOTHING_CHANGED');
    const { letterId, turn } = await submitted();
    expect(turn).toEqual(['lisitsyna', 'medvedev']);
    expect(await grant('medvedev', letterId)).toBe('onApproval');
    expect(await grant('lisitsyna', letterId)).toBe('onApproval');
    expect(await grant('orlova', letterId)).toBe('approved');
    await setLine('admin', 'sequential');
    expect((await submitted()).turn).toEqual(['lisitsyna']);

    const { entries } = await api.get(
      'auditor',
      '{ history(of: { organization: true }, types: ["ApprovalLineSet"], first: 5) { entries: nodes { sentence changes { field old new } } } }',
    );
    expect(entries).toEqual([
      {
        sentence: 'The heads of the line approve at once, the signatory last',
        changes: [{ field: 'line', old: 'sequential', new: 'parallel' }],
      },
      {
        sentence: 'The heads of the line approve one after the other, the signatory last',
        changes: [{ field: 'line', old: 'parallel', new: 'sequential' }],
      },
    ]);
  });

  it('has its pages in development: who is who, a token, GraphiQL', async () => {
    const start = await (await fetch(api.url)).text();
    expect(start).toContain('/graphql?as=sokolova');
    const token = await fetch(`${api.url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"login":"sokolova"}',
    });
    expect(Object.keys((await token.json()) as object)).toEqual(['token', 'expiresAt']);
    const graphiql = await fetch(`${api.url}/graphql?as=sokolova`);
    expect(graphiql.headers.get('content-type')).toContain('text/html');
    expect(await graphiql.text()).toContain('Bearer ');
  });

  it('is healthy and ready', async () => {
    expect(await (await fetch(`${api.url}/health`)).json()).toEqual({ status: 'ok' });
    await api.house.settled();
    const ready = await fetch(`${api.url}/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: 'ready' });
    expect(ready.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
