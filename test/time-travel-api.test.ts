import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../application/event-codec.ts';
import { type Recorded, streamName } from '../domain/event.ts';
import { foldLetter } from '../domain/letter/decider.ts';
import type { LetterEvent } from '../domain/letter/events.ts';
import { openTasks } from '../domain/letter/tasks.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { type ApiServer, openApi } from './api-server.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

const LETTER = `query ($id: UUID!, $asOf: AsOf) {
  letter(id: $id, asOf: $asOf) {
    id status revision subject isOpen
    counterparties { id name }
    department { id name head { login } }
    projects { id letters { nodes { id revision } } }
    openTasks { key assignees { login } overdue }
    links { outward letter { id revision } }
    thread { letters { nodes { id status } } }
    ... on IncomingLetter { executor { login roles } reply { id status ... on OutgoingLetter { text revisions { text } } } }
  }
}`;

describe('the past, over HTTP', () => {
  let api: ApiServer;
  let letterId: string;
  let replyId: string;
  let events: readonly Recorded<LetterEvent>[];

  const mutate = async (
    login: string,
    name: string,
    type: string,
    input: object,
  ): Promise<{ id: string }> => {
    const payload = await api.get(
      login,
      `mutation ($input: ${type}!) { ${name}(input: $input) { letter { id ... on IncomingLetter { reply { id } } } } }`,
      { input },
    );
    return payload.letter;
  };
  const manage = (name: string, type: string, input: object) =>
    api.get('admin', `mutation ($input: ${type}!) { ${name}(input: $input) { position } }`, { input });
  const eventsOf = async (id: string): Promise<readonly Recorded<LetterEvent>[]> =>
    (await api.house.eventStore.read(streamName('letter', id))).map(
      (stored) => decode(stored) as unknown as Recorded<LetterEvent>,
    );
  const positionOf = (type: string): string => {
    const event = events.find((each) => each.type === type);
    if (!event) throw new Error(`Nothing of ${type}`);
    return event.position;
  };

  beforeAll(async () => {
    api = await openApi();
    const register = (subject: string) =>
      mutate('sokolova', 'registerIncomingLetter', 'RegisterIncomingLetterInput', {
        card: {
          counterpartyId: demoCounterpartyId('stroyinvest'),
          subject,
          addressee: { departmentId: demoDepartmentId('design') },
          channel: 'email',
        },
        projectIds: [demoProjectId()],
      });
    letterId = (await register('О постакве')).id;
    await mutate('lisitsyna', 'assignExecutor', 'AssignExecutorInput', {
      letterId,
      executorId: demoEmployeeId('ezhov'),
    });
    // Somebody else heads the department from here on.
    await manage('appointHead', 'AppointHeadInput', {
      departmentId: demoDepartmentId('design'),
      employeeId: demoEmployeeId('volkov'),
    });
    await mutate('sokolova', 'correctRegistration', 'CorrectRegistrationInput', {
      letterId,
      changes: { subject: 'О поставке', counterpartyId: demoCounterpartyId('giprotrans') },
      reason: 'опечатка, и письмо от другого',
    });
    await mutate('ezhov', 'draftReply', 'DraftReplyInput', { letterId, text: 'Первый ответ' });
    await api.house.settled();
    const { reply } = await api.get('sokolova', LETTER, { id: letterId });
    replyId = reply.id;
    await mutate('ezhov', 'reviseLetter', 'ReviseLetterInput', { letterId: replyId, text: 'Второй ответ' });
    await mutate('sokolova', 'unlinkFromProject', 'UnlinkFromProjectInput', {
      letterId,
      projectId: demoProjectId(),
      reason: 'не тот проект',
    });
    await api.house.settled();
    events = await eventsOf(letterId);
  });
  afterAll(() => api.close());

  it('shows a letter as of each of its events, and nothing before the first', async () => {
    for (const [index, event] of events.entries()) {
      const state = foldLetter(events.slice(0, index + 1));
      if (!state || state.status === 'abandoned') throw new Error('No letter');
      for (const asOf of [{ position: event.position }, { at: event.metadata.at }]) {
        const letter = await api.get('sokolova', LETTER, { id: letterId, asOf });
        // Events of one command share their instant.
        const same = 'position' in asOf || events[index + 1]?.metadata.at !== event.metadata.at;
        if (!same) continue;
        expect(letter).toMatchObject({
          status: state.status,
          revision: event.revision,
          subject: state.card.subject,
        });
        expect(letter.openTasks.map(({ key }: { key: string }) => key)).toEqual(
          openTasks(state).map(({ key }) => key),
        );
        expect(letter.projects).toHaveLength(state.projectIds.length);
        for (const { letters } of letter.projects) {
          expect(letters.nodes).toEqual([{ id: letterId, revision: event.revision }]);
        }
      }
    }
    const before = { at: new Date(Date.parse(events[0]?.metadata.at ?? '') - 1).toISOString() };
    expect(await api.get('sokolova', LETTER, { id: letterId, asOf: before })).toBeNull();
  });

  it('goes down the tree: organisation, thread, texts and other letters are those of the moment', async () => {
    const assigned = await api.get('sokolova', LETTER, {
      id: letterId,
      asOf: { position: positionOf('ExecutorAssigned') },
    });
    expect(assigned.department.head.login).toBe('lisitsyna');
    expect(assigned.thread.letters.nodes).toEqual([{ id: letterId, status: 'withExecutor' }]);
    expect(assigned.reply).toBeNull();
    const drafted = (await eventsOf(replyId)).at(0)?.position;
    const then = await api.get('sokolova', LETTER, { id: letterId, asOf: { position: drafted } });
    const now = await api.get('sokolova', LETTER, { id: letterId });
    expect(then.reply).toMatchObject({ text: 'Первый ответ', revisions: [{ text: 'Первый ответ' }] });
    expect(now.reply).toMatchObject({
      text: 'Второй ответ',
      revisions: [{ text: 'Первый ответ' }, { text: 'Второй ответ' }],
    });
    expect(now.department.head.login).toBe('volkov');
  });

  it('answers of two moments and of now in one query, each time that it is asked', async () => {
    const query = `query ($id: UUID!, $first: AsOf, $second: AsOf) {
      first: letter(id: $id, asOf: $first) { ...shown }
      second: letter(id: $id, asOf: $second) { ...shown }
      now: letter(id: $id) { ...shown }
    }
    fragment shown on Letter { status department { head { login } } thread { letters { totalCount } } }`;
    const variables = {
      id: letterId,
      first: { position: positionOf('Registered') },
      second: { position: positionOf('RegistrationCorrected') },
    };
    // From the second time on, the query is a compiled one.
    for (let time = 0; time < 4; time += 1) {
      const { data, errors } = await api.ask('sokolova', query, variables);
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        first: {
          status: 'awaitingExecutor',
          department: { head: { login: 'lisitsyna' } },
          thread: { letters: { totalCount: 1 } },
        },
        second: {
          status: 'withExecutor',
          department: { head: { login: 'volkov' } },
          thread: { letters: { totalCount: 1 } },
        },
        now: {
          status: 'replyDrafted',
          department: { head: { login: 'volkov' } },
          thread: { letters: { totalCount: 2 } },
        },
      });
    }
  });

  it('tells apart what was known and what was so', async () => {
    const position = positionOf('Registered');
    const known = await api.get('sokolova', LETTER, { id: letterId, asOf: { position } });
    const so = await api.get('sokolova', LETTER, { id: letterId, asOf: { position, corrected: true } });
    expect(known).toMatchObject({
      subject: 'О постакве',
      status: 'awaitingExecutor',
      counterparties: [{ id: demoCounterpartyId('stroyinvest') }],
    });
    expect(so).toMatchObject({
      subject: 'О поставке',
      status: 'awaitingExecutor',
      counterparties: [{ id: demoCounterpartyId('giprotrans') }],
    });
    const list = `query ($counterpartyId: UUID!, $asOf: AsOf) {
      letters(filter: { counterpartyId: $counterpartyId }, asOf: $asOf) { totalCount nodes { id subject } }
    }`;
    const found = (key: 'stroyinvest' | 'giprotrans', corrected: boolean) =>
      api.get('sokolova', list, { counterpartyId: demoCounterpartyId(key), asOf: { position, corrected } });
    expect(await found('giprotrans', false)).toEqual({ totalCount: 0, nodes: [] });
    expect(await found('stroyinvest', true)).toEqual({ totalCount: 0, nodes: [] });
    expect(await found('giprotrans', true)).toEqual({
      totalCount: 1,
      nodes: [{ id: letterId, subject: 'О поставке' }],
    });
  });

  it('lists the tasks that there were, with whom they fell to then', async () => {
    const query = `query ($employeeId: UUID, $asOf: AsOf) {
      tasks(filter: { employeeId: $employeeId }, asOf: $asOf) { nodes { kind letter { id } assignees { login } } }
    }`;
    const of = async (login: string, type?: string) => {
      const asOf = type && { position: positionOf(type) };
      return (await api.get('sokolova', query, { employeeId: demoEmployeeId(login), asOf })).nodes;
    };
    expect(await of('lisitsyna', 'Registered')).toEqual([
      { kind: 'assignExecutor', letter: { id: letterId }, assignees: [{ login: 'lisitsyna' }] },
    ]);
    expect(await of('lisitsyna')).toEqual([]);
    expect(await of('ezhov', 'ExecutorAssigned')).toEqual([
      { kind: 'decideOnReply', letter: { id: letterId }, assignees: [{ login: 'ezhov' }] },
    ]);
    // One's own, as of a moment, are those that were one's own then.
    const mine = 'query ($asOf: AsOf) { tasks(asOf: $asOf) { nodes { kind letter { id } } } }';
    const asOf = { position: positionOf('ExecutorAssigned') };
    expect((await api.get('ezhov', mine, { asOf })).nodes).toEqual([
      { kind: 'decideOnReply', letter: { id: letterId } },
    ]);
  });

  it('shows of the past what one may see today', async () => {
    const asOf = { position: positionOf('Registered') };
    // Lisitsyna headed the department then, and does not today; Volkov heads it today, and did not then.
    expect(await api.get('volkov', LETTER, { id: letterId, asOf })).toMatchObject({ revision: 0 });
    expect(await api.get('barsukova', LETTER, { id: letterId, asOf })).toBeNull();
    const list = 'query ($asOf: AsOf) { letters(asOf: $asOf) { totalCount } }';
    expect(await api.get('barsukova', list, { asOf })).toEqual({ totalCount: 0 });
  });

  it('tells who was allowed what then', async () => {
    const query = `query ($employeeId: UUID!, $letterId: UUID, $asOf: AsOf!) {
      accessAsOf(employeeId: $employeeId, letterId: $letterId, asOf: $asOf) {
        roles maySee commands substituted { login } departments { id head { login } }
      }
    }`;
    const access = (login: string, type: string) =>
      api.get('volkov', query, {
        employeeId: demoEmployeeId(login),
        letterId,
        asOf: { position: positionOf(type) },
      });
    const then = await access('volkov', 'Registered');
    const later = await access('volkov', 'RegistrationCorrected');
    expect(then).toMatchObject({ maySee: false, commands: [] });
    expect(later.maySee).toBe(true);
    expect(later.commands).toContain('assignExecutor');
    expect(later.departments).toContainEqual({ id: demoDepartmentId('design'), head: { login: 'volkov' } });

    const asOf = { position: positionOf('Registered') };
    const others = await api.ask('ezhov', query, { employeeId: demoEmployeeId('volkov'), letterId, asOf });
    expect(others.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const unseen = await api.ask('barsukova', query, {
      employeeId: demoEmployeeId('barsukova'),
      letterId,
      asOf,
    });
    expect(unseen.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('refuses moments that are none', async () => {
    const code = async (asOf: object): Promise<string | undefined> =>
      (await api.ask('sokolova', LETTER, { id: letterId, asOf })).errors?.[0]?.extensions.code;
    expect(await code({ at: new Date(Date.now() + 60_000).toISOString() })).toBe('INVALID_INPUT');
    expect(await code({})).toBe('INVALID_INPUT');
    expect(await code({ at: events[0]?.metadata.at, position: events[0]?.position })).toBe('INVALID_INPUT');
    expect(await code({ position: '9999999999999999999' })).toBe('POSITION_NOT_REACHED');
  });

  it('knows no department before the organisation was founded', async () => {
    const query = 'query ($asOf: AsOf) { organization(asOf: $asOf) { name departments { id } } }';
    expect(await api.get('ezhov', query, { asOf: { at: '2000-01-01T00:00:00Z' } })).toEqual({
      name: '',
      departments: [],
    });
  });

  it('is told of in a page that asks for what the schema has', () => {
    const schema = buildSchema(read('../schema.graphql'));
    const queries = [...read('../docs/how-to/time-travel.md').matchAll(/```graphql\n(.*?)```/gs)].map(
      ([, text = '']) => text,
    );
    expect(queries.length).toBeGreaterThan(4);
    for (const query of queries) expect([query, validate(schema, parse(query))]).toEqual([query, []]);
  });
});
