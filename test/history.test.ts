import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredEvent } from '../application/ports/event-store.ts';
import { categoryOf, idOf, SYSTEM } from '../domain/event.ts';
import { journalId } from '../domain/journal/journal.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import {
  type HistoryAudience,
  type HistoryFilter,
  type HistoryScope,
  listHistory,
} from '../projections/audit/history-queries.ts';
import { findLetters } from '../projections/correspondence/letter-queries.ts';
import { type ApiServer, openApi, pdf } from './api-server.ts';
import { busyOffice } from './busy-office.ts';
import { type House, openHouse } from './house.ts';
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

describe('histories', () => {
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
      ]);
      expect(await told('auditor', { of: { letterId: openId } }, 'ru')).toEqual([
        `Выдан номер Вх-${year}/00001 от ${await api.house.chancery.today()}`,
        `Зарегистрировано под № Вх-${year}/00001 для подразделения «Проектный отдел»`,
        'Исправлена карточка (subject: О сроках → О сроках поставки; counterpartyNumber: 12-СИ → —): опечатка',
        'Назначен исполнитель: Ежов Николай Павлович',
        'Подготовлен проект ответа',
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
      expect(project[0]).toBe('Project МОСТ-2026 “Реконструкция моста через Северную Двину” was opened');
      expect(project).toContain('A reply was drafted');
      expect(project.at(-1)).toMatch(/^Project МОСТ-2026 “Мост через реку” was changed, its members: /);

      const counterparty = await told(
        'auditor',
        { of: { counterpartyId: demoCounterpartyId('stroyinvest') } },
        'ru',
      );
      expect(counterparty[0]).toBe('Заведён контрагент «ООО «Стройинвест»»');
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

    it('of a person has what they did, what was done in their name, and what the organisation did with them', async () => {
      const of = { employeeId: demoEmployeeId('lisitsyna') };
      const entries = await history('auditor', { of });
      expect(entries.map(({ sentence }) => sentence)).toContain('Executor assigned: Ежов Николай Павлович');
      expect(entries).toContainEqual(
        expect.objectContaining({ type: 'ApprovalGranted', onBehalfOf: { login: 'lisitsyna' } }),
      );
      expect(entries.map(({ sentence }) => sentence)).toEqual(
        expect.arrayContaining([
          `${await nameOf('lisitsyna')} was hired for “Проектный отдел”`,
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
      for (const wrong of [{ letterId: secretId }, { letterId: randomUUID() }, { projectId: randomUUID() }]) {
        expect((await api.ask('ezhov', HISTORY, { of: wrong })).errors?.[0]?.extensions.code).toBe(
          'NOT_FOUND',
        );
      }
      for (const wrong of [
        {},
        { letterId: openId, organization: true },
        { letterId: openId, threadId: openId },
      ]) {
        expect((await api.ask('auditor', HISTORY, { of: wrong })).errors?.[0]?.extensions.code).toBe(
          'INVALID_INPUT',
        );
      }
    });

    it('is read by pages, either way, without an entry twice or left out, and counted', async () => {
      const paged = async (variables: object, first: number): Promise<readonly string[]> => {
        const ids: string[] = [];
        for (let after: string | null = null; ; ) {
          const { nodes, pageInfo, totalCount } = await api.get('auditor', HISTORY, {
            ...variables,
            first,
            after,
          });
          ids.push(...nodes.map(({ id }: Node) => id));
          if (!pageInfo.hasNextPage) {
            expect(totalCount).toBe(ids.length);
            return ids;
          }
          after = pageInfo.endCursor;
        }
      };
      for (const scope of [{}, { of: { projectId: demoProjectId() } }, { of: { organization: true } }]) {
        const whole = await history('auditor', scope);
        const positions = whole.map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].sort());
        const ids = whole.map(({ id }) => id);
        expect(await paged(scope, 3)).toEqual(ids);
        expect(await paged({ ...scope, newestFirst: true }, 7)).toEqual([...ids].reverse());
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

describe('the histories of a busy office', () => {
  let house: House;
  let log: readonly StoredEvent[];
  const everybody: HistoryAudience = {
    viewer: { employeeId: SYSTEM, employeeIds: [], readsAll: true, departmentIds: [] },
    journals: true,
    organization: true,
    projects: 'everyone',
  };
  beforeAll(async () => {
    house = await openHouse();
    await busyOffice(house);
    log = await everything(house.eventStore);
  });
  afterAll(() => house.close());

  const idsOf = async (
    scope: HistoryScope,
    filter: HistoryFilter = {},
    first = 200,
    audience = everybody,
  ): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listHistory(house.read, audience, scope, filter, false, { first, after });
      ids.push(...page.edges.map(({ node }) => node.id));
      if (!page.hasNextPage) return ids;
      after = page.edges.at(-1)?.cursor;
    }
  };
  const atOf = ({ metadata }: StoredEvent): string => JSON.parse(metadata).at;

  it('are together the whole log, but for readings', async () => {
    expect(await idsOf({ kind: 'everything' })).toEqual(
      log.filter(({ stream }) => categoryOf(stream) !== 'reading').map(({ id }) => id),
    );
  });

  it('of a period are what happened to each letter in it, and to everything else', async () => {
    const letters = [...new Set(log.map(({ stream }) => stream))].filter((s) => categoryOf(s) === 'letter');
    const times = log.map(atOf).sort();
    const instant = fc.nat({ max: times.length - 1 }).map((index) => times[index] ?? '');
    await fc.assert(
      fc.asyncProperty(instant, instant, fc.integer({ min: 1, max: 60 }), async (one, other, first) => {
        const [from = '', to = ''] = [one, other].sort();
        const period = await idsOf({ kind: 'everything' }, { from, to }, first);
        const inPeriod = log.filter((event) => from <= atOf(event) && atOf(event) < to);
        const rest = inPeriod.filter(({ stream }) => !['letter', 'reading'].includes(categoryOf(stream)));
        const ofLetters = await Promise.all(
          letters.map((stream) => idsOf({ kind: 'letter', id: idOf(stream) }, { from, to }, first)),
        );
        expect(new Set(period)).toEqual(new Set([...ofLetters.flat(), ...rest.map(({ id }) => id)]));
        expect(period).toHaveLength(new Set(period).size);
        expect(period).toEqual(
          inPeriod.filter(({ stream }) => categoryOf(stream) !== 'reading').map(({ id }) => id),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('show of letters what the viewer sees of them, by the rule of the domain', async () => {
    for (const login of ['ezhov', 'volkov', 'zaytseva', 'medvedev', 'admin']) {
      const viewer = await house.chancery.viewer(demoEmployeeId(login));
      const audience = {
        ...everybody,
        viewer,
        journals: false,
        organization: false,
        projects: viewer.employeeIds,
      };
      const shown = new Set(await idsOf({ kind: 'everything' }, {}, 50, audience));
      const seen = await findLetters(house.read, viewer, [...new Set(log.map(({ stream }) => idOf(stream)))]);
      for (const { id, stream } of log) {
        if (categoryOf(stream) === 'letter')
          expect([login, shown.has(id)]).toEqual([login, seen.has(idOf(stream))]);
      }
    }
  });

  it('tell of a link from both its ends, of a substitution that was cancelled to both its people', async () => {
    const links = log.filter(({ type }) => type === 'LinkedToLetter' || type === 'UnlinkedFromLetter');
    expect(links.map(({ type }) => type)).toContain('UnlinkedFromLetter');
    for (const { id, data } of links) {
      const target: string = JSON.parse(data).letterId;
      expect(await idsOf({ kind: 'letter', id: target })).toContain(id);
    }
    const cancelled = log.find(({ type }) => type === 'SubstitutionCancelled');
    for (const login of ['volkov', 'zaytseva']) {
      expect(await idsOf({ kind: 'employee', id: demoEmployeeId(login) })).toContain(cancelled?.id);
    }
  });
});
