import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { type ApiServer, openApi } from './api-server.ts';

/** What a subscription has said so far, and a promise of what it says next. */
const listen = <Data>(client: Client, query: string, variables: Record<string, unknown> = {}) => {
  const results = client.iterate<Data>({ query, variables });
  return {
    async next(): Promise<Data> {
      const { value, done } = await results.next();
      if (done) throw new Error('The subscription has ended');
      if (value.errors) throw new Error(JSON.stringify(value.errors));
      return value.data as Data;
    },
    stop: () => results.return?.(),
  };
};

describe('subscriptions', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await openApi();
  });
  afterAll(() => api.close());

  const register = async () => {
    const { letter } = await api.get(
      'sokolova',
      `mutation ($input: RegisterIncomingLetterInput!) { registerIncomingLetter(input: $input) { letter { id } } }`,
      {
        input: {
          card: {
            counterpartyId: demoCounterpartyId('stroyinvest'),
            subject: 'Подписка',
            addressee: { departmentId: demoDepartmentId('design') },
            channel: 'email',
          },
        },
      },
    );
    return letter.id as string;
  };
  const assign = (letterId: string, executor: string) =>
    api.get(
      'lisitsyna',
      `mutation ($input: AssignExecutorInput!) { assignExecutor(input: $input) { position } }`,
      { input: { letterId, executorId: demoEmployeeId(executor) } },
    );

  it('tell a person of their tasks: now, and whenever they change', async () => {
    const client = await api.subscribe('lisitsyna');
    const tasks = listen<{ myTasks: { kind: string; title: string }[] }>(
      client,
      'subscription { myTasks { kind title } }',
    );
    expect(await tasks.next()).toEqual({ myTasks: [] });
    const letterId = await register();
    expect(await tasks.next()).toEqual({
      myTasks: [{ kind: 'assignExecutor', title: 'Assign an executor' }],
    });
    await assign(letterId, 'ezhov');
    expect(await tasks.next()).toEqual({ myTasks: [] });
    await tasks.stop();
    await client.dispose();
  });

  it('tell of a letter, for as long as it may be seen', async () => {
    const letterId = await register();
    const client = await api.subscribe('lisitsyna');
    const letter = listen<{ letterChanged: { status: string } }>(
      client,
      'subscription ($id: UUID!) { letterChanged(letterId: $id) { status } }',
      { id: letterId },
    );
    expect(await letter.next()).toEqual({ letterChanged: { status: 'awaitingExecutor' } });
    await assign(letterId, 'ezhov');
    expect(await letter.next()).toEqual({ letterChanged: { status: 'withExecutor' } });
    await client.dispose();

    const stranger = await api.subscribe('zaytseva');
    const unseen = listen(stranger, 'subscription ($id: UUID!) { letterChanged(letterId: $id) { status } }', {
      id: letterId,
    });
    await expect(unseen.next()).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await stranger.dispose();
  });

  it('take queries and mutations as well', async () => {
    const client = await api.subscribe('sokolova');
    const me = listen<{ me: { employee: { login: string } } }>(client, '{ me { employee { login } } }');
    expect(await me.next()).toEqual({ me: { employee: { login: 'sokolova' } } });
    const wrong = listen(
      client,
      '{ letters(first: 100) { nodes { thread { letters(first: 100) { nodes { thread { letters(first: 100) { nodes { id } } } } } } } } }',
    );
    await expect(wrong.next()).rejects.toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
    await client.dispose();
  });

  it('are closed to whoever has no valid token', async () => {
    const closed = new Promise((settle) => {
      void api.subscribe('sokolova', { token: 'forged', onClosed: settle }).then((client) =>
        listen(client, '{ me { today } }')
          .next()
          .catch(() => undefined),
      );
    });
    expect(await closed).toMatchObject({ code: 4403 });
  });

  it('end when the token ends', async () => {
    const token = await api.token('sokolova', 2);
    const closed = new Promise((settle) => {
      void api.subscribe('sokolova', { token, onClosed: settle }).then(async (client) => {
        const tasks = listen(client, 'subscription { myTasks { kind } }');
        await tasks.next();
        await tasks.next().catch(() => undefined);
      });
    });
    expect(await closed).toMatchObject({ code: 4403, reason: 'The token has expired' });
  });
});
