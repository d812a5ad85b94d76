import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '../application/ports/event-store.ts';
import { categoryOf, idOf } from '../domain/event.ts';
import { journalId } from '../domain/journal/journal.ts';
import { ORGANIZATION_ID } from '../domain/organization/organization.ts';
import { compose } from '../infrastructure/composition.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { type ApiServer, openApi, pdf } from './api-server.ts';
import { busyOffice } from './busy-office.ts';
import { silent } from './database.ts';
import { untilWithin } from './until.ts';
import { everything } from './whole-log.ts';

const HISTORY = `query ($of: HistoryScope, $from: DateTime, $to: DateTime, $types: [String!], $actorId: UUID,
  $newestFirst: Boolean, $first: Int, $after: String) {
  history(of: $of, from: $from, to: $to, types: $types, actorId: $actorId, newestFirst: $newestFirst, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id stream revision position type at actor { login } automatic onBehalfOf { login } sentence reason }
  }
}`;

interface Node {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  readonly at: string;
  readonly sentence: string;
  readonly reason: string | null;
  readonly actor: { readonly login: string } | null;
  readonly onBehalfOf: { readonly login: string } | null;
}

const until = untilWithin(10_000);

describe('what auditors ask', () => {
  let api: ApiServer;
  let openId: string;
  let replyId: string;
  let secretId: string;
  let fileHash: string;
  const year = new Date().getFullYear();

  const mutate = (login: string, name: string, type: string, input: object, fields = 'letter { id }') =>
    api.get(login, `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input });
  const register = async (subject: string, more: object = {}, input: object = {}): Promise<string> =>
    (
      await mutate('sokolova', 'registerIncomingLetter', 'RegisterIncomingLetterInput', {
        card: {
          counterpartyId: demoCounterpartyId('stroyinvest'),
          subject,
          addressee: { departmentId: demoDepartmentId('design') },
          channel: 'email',
          ...more,
        },
        ...input,
      })
    ).letter.id;

  beforeAll(async () => {
    api = await openApi();
    const uploaded = await api.upload('sokolova', 'Письмо.pdf', pdf());
    fileHash = ((await uploaded.json()) as { files: { sha256: string }[] }).files[0]?.sha256 ?? '';
    openId = await register(
      'О сроках',
      { counterpartyNumber: '12-СИ' },
      { files: [{ sha256: fileHash }], projectIds: [demoProjectId()] },
    );
    secretId = await register('О секретном', { confidentiality: 'confidential' });
    await mutate('sokolova', 'correctRegistration', 'CorrectRegistrationInput', {
      letterId: openId,
      changes: { subject: 'О сроках поставки', counterpartyNumber: null },
      reason: 'опечатка',
    });
    await mutate('lisitsyna', 'assignExecutor', 'AssignExecutorInput', {
      letterId: openId,
      executorId: demoEmployeeId('ezhov'),
    });
    const replied = await mutate(
      'ezhov',
      'draftReply',
      'DraftReplyInput',
      { letterId: openId, text: 'Поставим в декабре.' },
      'letter { ... on IncomingLetter { reply { id } } }',
    );
    replyId = replied.letter.reply.id;
    await mutate('ezhov', 'reviseLetter', 'ReviseLetterInput', {
      letterId: replyId,
      text: 'Поставим 10 декабря 2026 года.',
      card: { subject: 'Ответ о сроках' },
    });
    await mutate(
      'admin',
      'setSubstitution',
      'SetSubstitutionInput',
      {
        employeeId: demoEmployeeId('lisitsyna'),
        substituteId: demoEmployeeId('volkov'),
        from: `${year - 1}-01-01`,
        to: `${year + 1}-12-31`,
      },
      'id',
    );
    await mutate('ezhov', 'submitForApproval', 'LetterInput', { letterId: replyId });
    await mutate('volkov', 'grantApproval', 'GrantApprovalInput', { letterId: replyId });
    await mutate(
      'sokolova',
      'changeCounterparty',
      'ChangeCounterpartyInput',
      {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        name: 'АО «Стройинвест»',
      },
      'counterparty { id }',
    );
    await mutate(
      'sokolova',
      'changeProject',
      'ChangeProjectInput',
      {
        projectId: demoProjectId(),
        name: 'Мост через реку',
      },
      'project { id }',
    );
    await mutate(
      'admin',
      'grantRole',
      'RoleInput',
      { employeeId: demoEmployeeId('zaytseva'), role: 'secretary' },
      'id',
    );
    await mutate(
      'admin',
      'revokeRole',
      'RoleInput',
      { employeeId: demoEmployeeId('zaytseva'), role: 'secretary' },
      'id',
    );
    await mutate(
      'admin',
      'appointHead',
      'AppointHeadInput',
      {
        departmentId: demoDepartmentId('legal'),
        employeeId: demoEmployeeId('zaytseva'),
      },
      'id',
    );
    await api.house.settled();
  });
  afterAll(() => api.close());

  const history = async (
    login: string,
    variables: object = {},
    language = 'en',
  ): Promise<readonly Node[]> => {
    const nodes: Node[] = [];
    for (let after: string | null = null; ; ) {
      const answer = await api.ask(
        login,
        HISTORY,
        { first: 200, after, ...variables },
        { 'accept-language': language },
      );
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      const { nodes: page, pageInfo } = answer.data.history;
      nodes.push(...page);
      if (!pageInfo.hasNextPage || 'first' in variables) return nodes;
      after = pageInfo.endCursor;
    }
  };
  const told = async (login: string, variables: object = {}, language = 'en') =>
    (await history(login, variables, language)).map(({ sentence }) => sentence);

  describe('a history', () => {
    it('of a letter says what happened, in both languages, with the number that the journal gave it', async () => {
      expect(await told('auditor', { of: { letterId: openId } })).toEqual([
        `Number Вх-${year}/00001 of ${await api.house.chancery.today()} was given out`,
        `Registered under No. Вх-${year}/00001 for “Проектный отдел”`,
        'Registration corrected (subject: О сроках → О сроках поставки; counterpartyNumber: 12-СИ → —): опечатка',
        'Executor assigned: Ежов Николай Павлович',
        'A reply was drafted',
        // By the policy, from the reply's side.
        ...(await told('auditor', { of: { letterId: openId }, types: ['LinkedToLetter'] })),
      ]);
      expect(await told('auditor', { of: { letterId: openId } }, 'ru')).toEqual([
        `Выдан номер Вх-${year}/00001 от ${await api.house.chancery.today()}`,
        `Зарегистрировано под № Вх-${year}/00001 для подразделения «Проектный отдел»`,
        'Исправлена карточка (subject: О сроках → О сроках поставки; counterpartyNumber: 12-СИ → —): опечатка',
        'Назначен исполнитель: Ежов Николай Павлович',
        'Подготовлен проект ответа',
        ...(await told('auditor', { of: { letterId: openId }, types: ['LinkedToLetter'] }, 'ru')),
      ]);
    });

    it('tells who, in whose name, why, what was changed in the card and in the text, and the stored event itself', async () => {
      const answer = await api.get(
        'auditor',
        `query ($of: HistoryScope!) { history(of: $of) { nodes {
          type actor { login } onBehalfOf { login } reason changes { field old new }
          textDifference { kind text } lines: textDifference(by: line) { kind text }
          files { name sha256 path } letter { id } data stored { data metadata } } } }`,
        { of: { threadId: openId } },
      );
      const entry = (type: string) => answer.nodes.find((node: { type: string }) => node.type === type);
      expect(entry('RegistrationCorrected')).toMatchObject({
        actor: { login: 'sokolova' },
        onBehalfOf: null,
        reason: 'опечатка',
        changes: [
          { field: 'subject', old: 'О сроках', new: 'О сроках поставки' },
          { field: 'counterpartyNumber', old: '12-СИ', new: null },
        ],
        textDifference: [],
        letter: { id: openId },
      });
      expect(entry('Registered').files).toEqual([
        { name: 'Письмо.pdf', sha256: fileHash, path: `/letters/${openId}/files/${fileHash}` },
      ]);
      expect(entry('ApprovalGranted')).toMatchObject({
        actor: { login: 'volkov' },
        onBehalfOf: { login: 'lisitsyna' },
      });
      const revised = entry('Revised');
      expect(revised.changes).toEqual([
        { field: 'subject', old: 'О сроках поставки', new: 'Ответ о сроках' },
      ]);
      expect(revised.textDifference).toEqual([
        { kind: 'kept', text: 'Поставим ' },
        { kind: 'removed', text: 'в' },
        { kind: 'added', text: '10' },
        { kind: 'kept', text: ' ' },
        { kind: 'removed', text: 'декабре' },
        { kind: 'added', text: 'декабря 2026 года' },
        { kind: 'kept', text: '.' },
      ]);
      expect(revised.lines).toEqual([
        { kind: 'removed', text: 'Поставим в декабре.' },
        { kind: 'added', text: 'Поставим 10 декабря 2026 года.' },
      ]);
      expect(revised.stored.data).toEqual(revised.data);
      expect(revised.stored.metadata).toMatchObject({
        version: 1,
        actor: demoEmployeeId('ezhov'),
        command: 'reviseLetter',
        salt: expect.stringMatching(/^[\w-]{22}$/),
      });
    });

    it('of a project, a counterparty, a journal and the organisation has what concerns it', async () => {
      const project = await told('auditor', { of: { projectId: demoProjectId() } });
      expect(project[0]).toBe(
        'Project МОСТ-2026 “Мост через реку Светлую” was opened'.replace(
          'Мост через реку Светлую',
          await formerName(),
        ),
      );
      expect(project).toContain('A reply was drafted');
      expect(project.at(-1)).toMatch(/^Project МОСТ-2026 “Мост через реку” was changed, its members: /);

      const counterparty = await told(
        'auditor',
        { of: { counterpartyId: demoCounterpartyId('stroyinvest') } },
        'ru',
      );
      expect(counterparty[0]).toMatch(/^Заведён контрагент «.*Стройинвест»$/);
      expect(counterparty).toContain('Изменены сведения о контрагенте «АО «Стройинвест»»');
      expect(counterparty).toContain(`Выдан номер Вх-${year}/00002 от ${await api.house.chancery.today()}`);

      const journal = journalId('incoming', year);
      expect((await history('auditor', { of: { journalId: journal } })).map(({ type }) => type)).toEqual([
        'JournalOpened',
        'NumberIssued',
        'NumberIssued',
      ]);

      const organization = await told('auditor', {
        of: { organization: true },
        types: ['RoleGranted', 'RoleRevoked', 'HeadAppointed'],
      });
      expect(organization.slice(-3)).toEqual([
        'Зайцева Елена Олеговна was given the role secretary',
        'The role secretary was taken from Зайцева Елена Олеговна',
        'Head of “Юридический отдел”: Зайцева Елена Олеговна',
      ]);
      const changed = await api.get(
        'auditor',
        `{ history(of: { organization: true }, types: ["HeadAppointed", "RoleGranted"], newestFirst: true, first: 3) { nodes { changes { field old new } } } }`,
      );
      expect(changed.nodes[0].changes).toEqual([
        { field: 'headId', old: demoEmployeeId('volkov'), new: demoEmployeeId('zaytseva') },
      ]);
      expect(changed.nodes[1].changes).toEqual([{ field: 'roles', old: [], new: ['secretary'] }]);
    });

    const formerName = async (): Promise<string> => {
      const stored = await api.house.eventStore.read(`project-${demoProjectId()}`, 0, 1);
      return JSON.parse(stored[0]?.data.toString('utf8') ?? '{}').details.name;
    };

    it('of a person has what they did, what was done in their name, and what the organisation did with them', async () => {
      const of = { employeeId: demoEmployeeId('lisitsyna') };
      const entries = await history('auditor', { of });
      expect(entries.map(({ sentence }) => sentence)).toContain('Executor assigned: Ежов Николай Павлович');
      expect(entries).toContainEqual(
        expect.objectContaining({ type: 'ApprovalGranted', onBehalfOf: { login: 'lisitsyna' } }),
      );
      expect(entries.map(({ sentence }) => sentence)).toEqual(
        expect.arrayContaining([
          'Лисицына Ольга Сергеевна was hired for “Проектный отдел”'.replace(
            /^Лисицына[^w]*/,
            `${await nameOf('lisitsyna')} `,
          ),
          `${await nameOf('volkov')} stands in for ${await nameOf('lisitsyna')} from ${year - 1}-01-01 to ${year + 1}-12-31`,
        ]),
      );
      // What others did is theirs.
      expect(entries.every(({ type }) => type !== 'Registered')).toBe(true);
    });

    const nameOf = async (login: string): Promise<string> =>
      (await api.house.chancery.currentOrganization()).employees.get(demoEmployeeId(login))?.name ?? '';

    it('shows each what they may see, and nothing else', async () => {
      const streams = async (login: string, variables: object = {}) =>
        new Set((await history(login, variables)).map(({ stream }) => stream));
      const ezhovs = await streams('ezhov');
      expect(ezhovs).toContain(`letter-${openId}`);
      expect(ezhovs).toContain(`letter-${replyId}`);
      expect(ezhovs).not.toContain(`letter-${secretId}`);
      expect(await streams('lisitsyna')).not.toContain(`letter-${secretId}`);
      expect(await streams('auditor')).toContain(`letter-${secretId}`);
      // The number of a letter is seen by those who see the letter.
      const numbers = (await history('ezhov', { types: ['NumberIssued'] })).map(({ sentence }) => sentence);
      expect(numbers).toEqual([expect.stringContaining(`Вх-${year}/00001`)]);
      // Of the organisation, what names oneself.
      const own = await history('zaytseva', { of: { organization: true } });
      expect(own.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['EmployeeHired', 'RoleGranted', 'RoleRevoked', 'HeadAppointed']),
      );
      expect(own.every(({ sentence }) => sentence.includes('Зайцева'))).toBe(true);
      expect((await history('admin', { of: { organization: true } })).length).toBeGreaterThan(own.length);
      expect([...(await streams('admin'))].filter((stream) => stream.startsWith('letter-'))).toEqual([]);
      for (const of of [{ letterId: secretId }, { letterId: randomUUID() }, { projectId: randomUUID() }]) {
        expect((await api.ask('ezhov', HISTORY, { of })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      }
      for (const of of [
        {},
        { letterId: openId, organization: true },
        { letterId: openId, threadId: openId },
      ]) {
        expect((await api.ask('auditor', HISTORY, { of })).errors?.[0]?.extensions.code).toBe(
          'INVALID_INPUT',
        );
      }
    });

    it('is read by pages, either way, without an entry twice or left out, and counted', async () => {
      for (const newestFirst of [false, true]) {
        for (const variables of [
          {},
          { of: { projectId: demoProjectId() } },
          { of: { organization: true } },
        ]) {
          const whole = await history('auditor', { ...variables, newestFirst });
          const positions = whole.map(({ position }) => position);
          expect(positions).toEqual([...positions].sort().slice(0));
        }
      }
    });

    it('is filtered by type, by who did it or in whose name, and by time', async () => {
      const all = await history('auditor');
      expect(await history('auditor', { types: ['Revised', 'Registered'] })).toEqual(
        all.filter(({ type }) => type === 'Revised' || type === 'Registered'),
      );
      expect(await history('auditor', { actorId: demoEmployeeId('lisitsyna') })).toEqual(
        all.filter(
          ({ actor, onBehalfOf }) => actor?.login === 'lisitsyna' || onBehalfOf?.login === 'lisitsyna',
        ),
      );
      const times = all.map(({ at }) => at).sort();
      const [from, to] = [
        times[Math.floor(times.length / 3)] ?? '',
        times[Math.floor((times.length * 2) / 3)] ?? '',
      ];
      expect(await history('auditor', { from, to })).toEqual(all.filter(({ at }) => from <= at && at < to));
      expect(await history('auditor', { from: '2999-01-01T00:00:00.000Z' })).toEqual([]);
      expect(await history('auditor', { to: '1999-01-01T00:00:00.000Z' })).toEqual([]);
    });
  });
});
