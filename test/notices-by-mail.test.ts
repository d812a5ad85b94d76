import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LetterRequest } from '../application/letter-requests.ts';
import { defaultPreferences, type NoticePreferences } from '../domain/notices/preferences.ts';
import { compose } from '../infrastructure/composition.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import type { OutgoingMail } from '../infrastructure/notices/mail-courier.ts';
import { smtpPostman } from '../infrastructure/notices/smtp-postman.ts';
import { silent } from './database.ts';
import { type House, openHouse } from './house.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

const FROM = 'Канцелярия <chancery@severny-most.example>';
const publicUrl = 'https://letters.severny-most.example';

describe('notices by mail', () => {
  let server: MailServer;
  let house: House;
  /** Monday, 2 March 2026, 10:00 in Moscow; goes on only when a test says so. */
  let now = Date.parse('2026-03-02T07:00:00.000Z');
  const clock = () => new Date(now).toISOString();
  const pass = (minutes: number) => {
    now += minutes * 60_000;
  };

  beforeAll(async () => {
    server = await openMailServer();
    house = await openHouse({
      clock,
      notices: { postman: smtpPostman({ smtpUrl: server.url, from: FROM }), publicUrl },
    });
    await house.notices.deliver();
  });
  afterAll(async () => {
    await house?.close();
    await server?.close();
  });
  beforeEach(async () => {
    await delivered();
    server.taken.length = 0;
  });

  const delivered = async () => {
    await house.settled();
    return house.notices.deliver();
  };
  const mailsTo = (login: string) =>
    server.taken.filter(({ to }) => JSON.stringify(to).includes(`${login}@severny-most.example`));

  const register = (subject: string, more: object = {}) =>
    house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject,
        addressee: { departmentId: demoDepartmentId('design') },
        channel: 'email',
        receivedOn: '2026-03-02',
        confidentiality: 'open',
        ...more,
      },
      registerAnywayReason: 'другое письмо',
    } as LetterRequest);
  const prefer = async (login: string, preferences: Partial<NoticePreferences>) => {
    const employeeId = demoEmployeeId(login);
    const outcome = await house.chancery.organization.execute(
      { actor: employeeId, commandId: randomUUID() },
      [{ name: 'setNoticePreferences', employeeId, preferences: { ...defaultPreferences, ...preferences } }],
    );
    expect(outcome).toHaveProperty('state');
  };

  it('tells whoever has a new task, once, with a link and by a header that asks for no answer', async () => {
    const letter = await register('Поставка балок');
    expect(await delivered()).toMatchObject({ mail: { sent: 1, failed: 0 } });
    const [mail, ...others] = server.taken;
    expect(others).toEqual([]);
    expect(mail?.subject).toMatch(/^Новая задача: Письмо № Вх-2026\/\d{5} «Поставка балок»$/);
    expect(mail?.from?.text).toBe('"Канцелярия" <chancery@severny-most.example>');
    expect(JSON.stringify(mail?.to)).toContain('lisitsyna@severny-most.example');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.text).toContain('Новая задача: «Назначить исполнителя». Срок — 3 марта 2026 г. в 10:00.');
    expect(mail?.text).toContain(`${publicUrl}/letters/${letter.id}`);
    expect(mail?.html).toContain(`<a href="${publicUrl}/letters/${letter.id}">Открыть письмо</a>`);
    expect(mail?.messageId).toMatch(/^<notice-[0-9a-f-]{36}@severny-most\.example>$/);
    // Nothing is left to send.
    expect(await delivered()).toMatchObject({ mail: { sent: 0, needless: 0 } });
  });
});
