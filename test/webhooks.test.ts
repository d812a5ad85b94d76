import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LetterRequest } from '../application/letter-requests.ts';
import { compose } from '../infrastructure/composition.ts';
import { demoDepartmentId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { isPublicAddress } from '../infrastructure/notices/outward-address.ts';
import { httpPost, signedHeaders } from '../infrastructure/notices/webhook-post.ts';
import { type ApiServer, openApi } from './api-server.ts';
import { silent } from './database.ts';
import { openWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const WEBHOOK = `webhook { id origin eventTypes status attempts error position failingSince nextAttemptAt } secret repeated`;

describe('webhooks', () => {
  let api: ApiServer;
  let receiver: WebhookReceiver;
  let webhookId: string;
  let now = Date.parse('2026-03-02T07:00:00.000Z');
  const clock = () => new Date(now).toISOString();
  const pass = (minutes: number) => {
    now += minutes * 60_000;
  };
  const outward = { privateAddresses: true, withoutTls: true };

  const mutate = (name: string, type: string, input: object, login = 'admin') =>
    api.get(login, `mutation ($input: ${type}!) { ${name}(input: $input) { ${WEBHOOK} } }`, { input });
  const refusal = async (name: string, type: string, input: object, login = 'admin') => {
    const answer = await api.ask(
      login,
      `mutation ($input: ${type}!) { ${name}(input: $input) { repeated } }`,
      {
        input,
      },
    );
    return answer.errors?.[0]?.extensions;
  };
  const state = async () => {
    const webhooks = await api.get('admin', '{ webhooks { id status attempts error nextAttemptAt } }');
    return webhooks.find(({ id }: { id: string }) => id === webhookId);
  };
  const register = (subject: string, confidentiality = 'open') =>
    api.house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject,
        addressee: { departmentId: demoDepartmentId('design') },
        channel: 'email',
        receivedOn: '2026-03-02',
        confidentiality,
      },
      registerAnywayReason: 'другое письмо',
    } as LetterRequest);
  const deliver = () => api.house.notices.deliver();

  beforeAll(async () => {
    receiver = await openWebhookReceiver();
    api = await openApi({ clock, notices: { outward } });
  });
  afterAll(async () => {
    await api?.close();
    await receiver?.close();
  });
  beforeEach(async () => {
    await deliver();
    receiver.taken.length = 0;
  });

  it('are registered by administrators alone; the secret is shown once, and neither it nor the address is in the log', async () => {
    const input = {
      commandId: '6f0f7a52-62a5-4b39-9f6c-1d2f3a4b5c6d',
      url: receiver.url,
      eventTypes: ['Registered', 'Annulled'],
    };
    expect(await refusal('registerWebhook', 'RegisterWebhookInput', input, 'sokolova')).toMatchObject({
      code: 'FORBIDDEN',
    });
    const first = await mutate('registerWebhook', 'RegisterWebhookInput', input);
    expect(first).toMatchObject({
      webhook: {
        origin: new URL(receiver.url).origin,
        eventTypes: ['Registered', 'Annulled'],
        status: 'active',
      },
      repeated: false,
    });
    expect(Buffer.from(first.secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
    const again = await mutate('registerWebhook', 'RegisterWebhookInput', input);
    expect(again).toMatchObject({ webhook: { id: first.webhook.id }, repeated: true, secret: null });
    webhookId = first.webhook.id;
    receiver.secret = first.secret;

    const { rows } = await api.house.database.pool.query<{ found: number }>(
      `select count(*)::int as found from log.events where data like '%s3cret-path%' or data like $1`,
      [`%${first.secret}%`],
    );
    expect(rows[0]?.found).toBe(0);
    const kept = await api.house.database.pool.query<{ wrapped_url: Buffer }>(
      'select wrapped_url from notices.webhooks',
    );
    expect(kept.rows[0]?.wrapped_url.includes('s3cret-path')).toBe(false);
  });

  it('are told of the events that they asked for, in their order, once, and of nothing from before', async () => {
    const letters = [await register('Первое'), await register('Второе')];
    const [first] = letters;
    await api.house.command('sokolova', { name: 'annulLetter', letterId: first?.id ?? '', reason: 'Ошибка' });
    expect(await deliver()).toMatchObject({ told: 3 });
    expect(await deliver()).toMatchObject({ told: 0 });
    expect(receiver.taken.map(({ body }) => [body.type, body.data.letterId])).toEqual([
      ['Registered', letters[0]?.id],
      ['Registered', letters[1]?.id],
      ['Annulled', letters[0]?.id],
    ]);
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(3);
    const [message] = receiver.taken;
    expect(Object.keys(message?.body.data ?? {}).sort()).toEqual([
      'eventId',
      'letterId',
      'number',
      'position',
      'subject',
    ]);
    expect(JSON.stringify(receiver.taken)).not.toContain('Первое');
    expect(receiver.forged).toEqual([]);
  });

  it('are not told the number of a confidential letter', async () => {
    await register('Тайное', 'confidential');
    await deliver();
    expect(receiver.taken[0]?.body.data).not.toHaveProperty('number');
  });

  it('that fail are told again later, and nothing overtakes what they have not taken', async () => {
    receiver.answers.push(500);
    await register('Раз');
    await register('Два');
    expect(await deliver()).toMatchObject({ told: 0 });
    expect(await state()).toMatchObject({ status: 'failing', attempts: 1, error: 'HTTP 500' });
    expect(await deliver()).toMatchObject({ told: 0 });
    pass(1);
    expect(await deliver()).toMatchObject({ told: 2 });
    expect(await state()).toMatchObject({ status: 'active', attempts: 0, error: null });
  });

  it('that take a message without our hearing so are told it again by the same id', async () => {
    receiver.answers.push('drop');
    await register('Неизвестность');
    await deliver();
    pass(1);
    expect(await deliver()).toMatchObject({ told: 1 });
    expect(receiver.taken).toHaveLength(2);
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(1);
  });

  it('are told once by several instances', async () => {
    const others = [1, 2].map(() =>
      compose({
        pool: api.house.database.pool,
        dataFolder: api.house.dataFolder,
        maxFileBytes: 1_000_000,
        log: silent,
        clock,
        notices: { outward },
      }),
    );
    for (let count = 0; count < 10; count += 1) await register(`Письмо ${count}`);
    while (receiver.taken.length < 10) {
      await Promise.all([api.house, ...others].map(({ notices }) => notices.deliver()));
    }
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(10);
    expect(receiver.taken).toHaveLength(10);
    const positions = receiver.taken.map(({ body }) => body.data.position ?? '');
    expect(positions).toEqual([...positions].sort());
    for (const other of others) await other.stop();
  });

  it('are told again by the same id when the connection to the database breaks after their answer', async () => {
    await register('Сбой');
    const dying = compose({
      pool: api.house.database.pool,
      dataFolder: api.house.dataFolder,
      maxFileBytes: 1_000_000,
      log: silent,
      clock,
      notices: {
        outward,
        async post(message) {
          const status = await httpPost(outward)(message);
          await api.house.database.interrupt();
          await sleep(50);
          return status;
        },
      },
    });
    await dying.notices.deliver().catch(() => undefined);
    await dying.stop().catch(() => undefined);
    expect(await deliver()).toMatchObject({ told: 1 });
    expect(receiver.taken).toHaveLength(2);
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(1);
  });

  it('sign with both secrets for a day after a rotation, and then with the new one', async () => {
    const { secret } = await mutate('rotateWebhookSecret', 'WebhookInput', { webhookId });
    expect(secret).not.toBe(receiver.secret);
    await register('Старый секрет');
    expect(await deliver()).toMatchObject({ told: 1 });
    receiver.secret = secret;
    await register('Новый секрет');
    expect(await deliver()).toMatchObject({ told: 1 });
    expect(receiver.taken.map(({ signatures }) => signatures)).toEqual([2, 2]);
    pass(24 * 60 + 1);
    await register('Только новый');
    expect(await deliver()).toMatchObject({ told: 1 });
    expect(receiver.taken.at(-1)?.signatures).toBe(1);
  });

  it('are told again from a position on, by the same ids, and stop after three days without an answer', async () => {
    await register('Начало');
    await deliver();
    const [first] = receiver.taken;
    const before = String(first?.body.data.position);
    await register('Продолжение');
    await deliver();
    const ids = receiver.taken.map(({ id }) => id);
    receiver.taken.length = 0;
    await mutate('replayWebhook', 'ReplayWebhookInput', { webhookId, fromPosition: before });
    await deliver();
    expect(receiver.taken.map(({ id }) => id)).toEqual(ids.slice(1));
    await mutate('replayWebhook', 'ReplayWebhookInput', { webhookId, fromBeginning: true });
    await deliver();
    expect(receiver.taken.map(({ id }) => id).slice(-2)).toEqual(ids);
    for (const fromPosition of ['nonsense', '99999999999999999999']) {
      expect(await refusal('replayWebhook', 'ReplayWebhookInput', { webhookId, fromPosition })).toMatchObject(
        {
          code: 'INVALID_INPUT',
        },
      );
    }

    receiver.answers.push(...Array.from({ length: 100 }, () => 503));
    await register('Тишина');
    for (let hours = 0; hours < 80; hours += 8) {
      await deliver();
      pass(8 * 60);
    }
    expect(await state()).toMatchObject({ status: 'stopped', error: 'HTTP 503', nextAttemptAt: null });
    receiver.answers.length = 0;
    receiver.taken.length = 0;
    await mutate('replayWebhook', 'ReplayWebhookInput', { webhookId });
    expect(await deliver()).toMatchObject({ told: 1 });
  });

  it('are disabled for good by an answer 410, and by administrators', async () => {
    receiver.answers.push(410);
    await register('Прощание');
    await deliver();
    expect(await state()).toMatchObject({ status: 'disabled' });
    pass(60);
    expect(await deliver()).toMatchObject({ told: 0 });
    expect(await refusal('rotateWebhookSecret', 'WebhookInput', { webhookId })).toMatchObject({
      code: 'WEBHOOK_DISABLED',
    });
    expect(
      await refusal('disableWebhook', 'WebhookInput', { webhookId: demoDepartmentId('design') }),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
    const input = { url: receiver.url, eventTypes: ['Dispatched'] };
    const other = await mutate('registerWebhook', 'RegisterWebhookInput', input);
    const disabled = await mutate('disableWebhook', 'WebhookInput', { webhookId: other.webhook.id });
    expect(disabled).toMatchObject({ webhook: { status: 'disabled' } });
  });

  it('are told by themselves by a server that was started', async () => {
    const input = { url: receiver.url, eventTypes: ['Registered'] };
    ({ secret: receiver.secret } = await mutate('registerWebhook', 'RegisterWebhookInput', input));
    await api.house.notices.start();
    await register('Само собой');
    for (const deadline = Date.now() + 10_000; receiver.taken.length === 0; ) {
      if (Date.now() > deadline) throw new Error('Nothing was told');
      await sleep(20);
    }
    expect(receiver.taken.map(({ body }) => body.type)).toEqual(['Registered']);
    await api.house.notices.stop();
  });

  it('of unknown types, or to no address, are refused with what would do', async () => {
    const refused = (input: object) => refusal('registerWebhook', 'RegisterWebhookInput', input);
    expect(await refused({ url: receiver.url, eventTypes: ['LettersRead'] })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    for (const url of ['nowhere', 'ftp://example.com/', 'https://name:word@example.com/']) {
      expect(await refused({ url, eventTypes: ['Registered'] })).toMatchObject({
        code: 'WEBHOOK_ADDRESS_NOT_ALLOWED',
      });
    }
  });
});

describe('a webhook that may only go out', () => {
  const post = httpPost({ privateAddresses: false, withoutTls: true });
  const message = { secrets: [`whsec_${Buffer.alloc(32, 1).toString('base64')}`], id: 'id', body: '{}' };

  it('is not sent to this machine or its network, by whichever name', async () => {
    const receiver = await openWebhookReceiver();
    const { port } = new URL(receiver.url);
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0x7f.1',
      '2130706433',
      '0',
    ]) {
      await expect(post({ ...message, url: `http://${host}:${port}/` }), host).rejects.toThrow(
        'private address',
      );
    }
    expect(receiver.taken.length + receiver.forged.length).toBe(0);
    await receiver.close();
  });

  it.each([
    ['10.0.0.1', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['224.0.0.1', false],
    ['8.8.8.8', true],
    ['fe80::1', false],
    ['fd00::1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['2a00:1450:4010::1', true],
    ['not an address', false],
  ])('%s: public is %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });
});

describe('a signature', () => {
  it('is that of the specification’s own example', () => {
    const headers = signedHeaders(
      {
        secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        body: '{"test": 2432232314}',
      },
      new Date(1_614_265_330_000),
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is an HMAC with SHA-256 of id, timestamp and body', () => {
    const key = Buffer.alloc(32, 7);
    const headers = signedHeaders(
      { secrets: [`whsec_${key.toString('base64')}`], id: 'a', body: '{"письмо":"№"}' },
      new Date(1_000_500),
    );
    const mac = createHmac('sha256', key).update('a.1000.{"письмо":"№"}').digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${mac}`);
  });
});
