import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LetterRequest } from '../application/letter-requests.ts';
import { EventStoreUnavailable } from '../application/ports/event-store.ts';
import { defaultPreferences, type NoticePreferences } from '../domain/notices/preferences.ts';
import { isRefusal } from '../domain/refusal.ts';
import { type CompositionOptions, compose } from '../infrastructure/composition.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import type { Postman } from '../infrastructure/notices/mail-courier.ts';
import { smtpPostman } from '../infrastructure/notices/smtp-postman.ts';
import { ProcessDied } from './crashing-store.ts';
import { silent } from './database.ts';
import { type House, openHouse } from './house.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

const FROM = 'Канцелярия <chancery@severny-most.example>';
const publicUrl = 'https://letters.severny-most.example';

const isLost = (error: unknown): boolean =>
  /EPIPE|ECONNRESET|57P01|terminat/.test(`${(error as { code?: string }).code} ${error}`);

/** Does it until the database has not failed meanwhile. */
const insistently = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried === 100 || !(error instanceof EventStoreUnavailable || isLost(error))) throw error;
      await sleep(20);
    }
  }
};

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
  /** Tried again until it is carried out, as a client does whose server has lost its database for a moment. */
  const register = async (subject: string, more: object = {}) => {
    const commandId = randomUUID();
    const request = {
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
    } as LetterRequest;
    return insistently(async () => {
      const outcome = await house.attempt('sokolova', request, { commandId });
      if (isRefusal(outcome)) throw new Error(outcome.refused);
      return outcome.state;
    });
  };
  /** All connections break, and those that stood idle are noticed. */
  const interrupt = async () => {
    await house.database.interrupt();
    await insistently(() =>
      Promise.all(Array.from({ length: 20 }, () => house.database.pool.query('select 1'))),
    );
  };
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

  it('speaks the language of the person, in the time of their zone', async () => {
    await prefer('lisitsyna', { language: 'en', timeZone: 'Asia/Yekaterinburg' });
    await register('Roof');
    await delivered();
    expect(server.taken[0]?.subject).toMatch(/^New task: Letter No\. .* “Roof”$/);
    expect(server.taken[0]?.text).toContain('It is due on 3 March 2026 at 12:00.');
    await prefer('lisitsyna', {});
  });

  it('is silent to whoever wants no mail, or did it themselves', async () => {
    await prefer('lisitsyna', { email: false });
    const letter = await register('Окна');
    await house.settled();
    await prefer('lisitsyna', {});
    const executorId = demoEmployeeId('lisitsyna');
    await house.command('lisitsyna', { name: 'assignExecutor', letterId: letter.id, executorId });
    expect(await delivered()).toMatchObject({ mail: { sent: 0, needless: 0 } });
  });

  it('keeps the subject of a confidential letter, and the reason of what is done with it, out of the mail', async () => {
    const addressee = { departmentId: demoDepartmentId('design'), employeeId: demoEmployeeId('lisitsyna') };
    const letter = await register('Секрет', { confidentiality: 'confidential', addressee });
    await delivered();
    const executorId = demoEmployeeId('ezhov');
    await house.command('lisitsyna', { name: 'assignExecutor', letterId: letter.id, executorId });
    await house.command('sokolova', {
      name: 'annulLetter',
      letterId: letter.id,
      reason: 'Секретная причина',
    });
    await delivered();
    expect(server.taken.map(({ subject }) => subject?.replace(/Вх-2026.\d+/, '№№'))).toEqual([
      'Новая задача: Конфиденциальное письмо № №№',
      'Аннулировано: Конфиденциальное письмо № №№',
    ]);
    for (const { text, html } of server.taken) expect(`${text}${html}`).not.toMatch(/[Сс]екрет/);
  });

  it('gathers what comes within an hour into one mail, without what was done meanwhile', async () => {
    await prefer('lisitsyna', { timing: 'hourly' });
    const [first] = [await register('Первое'), await register('Второе'), await register('Третье')];
    pass(30);
    expect(await delivered()).toMatchObject({ mail: { sent: 0 } });
    const executorId = demoEmployeeId('lisitsyna');
    await house.command('lisitsyna', { name: 'assignExecutor', letterId: first.id, executorId });
    pass(30);
    expect(await delivered()).toMatchObject({ mail: { sent: 1 } });
    const [mail] = server.taken;
    expect(mail?.subject).toBe('Канцелярия: 2 уведомления');
    expect(mail?.text).toMatch(/«Второе»[\s\S]*«Третье»/);
    expect(mail?.text).not.toContain('«Первое»');
  });

  it('waits for the end of quiet hours, and then sends one mail for all that came', async () => {
    await prefer('lisitsyna', { quietHours: { from: '11:00', to: '13:00' } });
    await register('В тишине');
    pass(10);
    await register('Ещё тише');
    expect(await delivered()).toMatchObject({ mail: { sent: 0 } });
    // Whoever changes their mind is told by what they want now.
    await prefer('lisitsyna', { quietHours: { from: '11:00', to: '14:00' } });
    pass(120);
    expect(await delivered()).toMatchObject({ mail: { sent: 0 } });
    pass(60);
    expect(await delivered()).toMatchObject({ mail: { sent: 1 } });
    expect(server.taken[0]?.subject).toBe('Канцелярия: 2 уведомления');
    await prefer('lisitsyna', {});
  });

  it('tells a substitute on the first day of it, unless it was cancelled before', async () => {
    const substitution = (from: string, to: string) => ({
      name: 'setSubstitution' as const,
      substitutionId: randomUUID(),
      employeeId: demoEmployeeId('volkov'),
      substituteId: demoEmployeeId('zaytseva'),
      from,
      to,
    });
    const admin = () => ({ actor: demoEmployeeId('admin'), commandId: randomUUID() });
    const [kept, cancelled] = [
      substitution('2026-03-04', '2026-03-10'),
      substitution('2026-03-05', '2026-03-06'),
    ];
    await house.chancery.organization.execute(admin(), [kept, cancelled]);
    await delivered();
    await house.chancery.organization.execute(admin(), [
      { name: 'cancelSubstitution', substitutionId: cancelled.substitutionId },
    ]);
    expect(await delivered()).toMatchObject({ mail: { sent: 0 } });
    pass(4 * 24 * 60);
    await delivered();
    expect(server.taken.map(({ subject }) => subject)).toEqual(['Начало замещения']);
    expect(server.taken[0]?.text).toContain('Волков Игорь Андреевич) по 10 марта 2026 г. включительно');
    await house.chancery.organization.execute(admin(), [
      { name: 'cancelSubstitution', substitutionId: kept.substitutionId },
    ]);
  });

  it('tells whoever has the tasks of somebody who left, and a new head, how many there are', async () => {
    const letters = [await register('Раз'), await register('Два')];
    for (const { id: letterId } of letters) {
      const executorId = demoEmployeeId('ezhov');
      await house.command('lisitsyna', { name: 'assignExecutor', letterId, executorId });
    }
    await register('Три');
    await delivered();
    server.taken.length = 0;
    const admin = { actor: demoEmployeeId('admin'), commandId: randomUUID() };
    await house.chancery.organization.execute(admin, [
      { name: 'dismissEmployee', employeeId: demoEmployeeId('ezhov') },
      {
        name: 'appointHead',
        departmentId: demoDepartmentId('design'),
        employeeId: demoEmployeeId('zaytseva'),
      },
    ]);
    await delivered();
    const { rows } = await house.database.pool.query<{ waiting: number }>(
      `select count(*)::int as waiting from read.tasks where assignee_kind = 'headOf' and assignee = $1`,
      [demoDepartmentId('design')],
    );
    expect(server.taken.map(({ text }) => text?.split('\n')[2]).sort()).toEqual([
      'Теперь за вами 2 задачи. Раньше за них отвечал другой сотрудник: Ежов Николай Павлович.',
      expect.stringMatching(new RegExp(`^Теперь за вами ${rows[0]?.waiting} задач.?\\.$`)),
    ]);
    expect(server.taken.every(({ to }) => JSON.stringify(to).includes('zaytseva'))).toBe(true);
    await house.chancery.organization.execute({ ...admin, commandId: randomUUID() }, [
      {
        name: 'appointHead',
        departmentId: demoDepartmentId('design'),
        employeeId: demoEmployeeId('lisitsyna'),
      },
    ]);
  });

  describe('when the mail server', () => {
    it('refuses the address, gives up at once, and tries again when it is told to', async () => {
      server.fates.push('refuseRecipient');
      await register('Отказ');
      expect(await delivered()).toMatchObject({ mail: { sent: 0, givenUp: 1 } });
      pass(24 * 60);
      expect(await delivered()).toMatchObject({ mail: { sent: 0, givenUp: 0 } });
      const { edges } = await house.notices.tables.problems({ first: 10 });
      expect(edges.map(({ node }) => node)).toMatchObject([{ attempts: 1, notices: 1 }]);
      expect(edges[0]?.node.error).toContain('No such mailbox');
      expect(edges[0]?.node.error).not.toContain('lisitsyna');
      expect(await house.notices.tables.retry(edges[0]?.node.id ?? '', clock())).toBe(true);
      expect(await delivered()).toMatchObject({ mail: { sent: 1 } });
      expect(await house.notices.tables.counts()).toEqual({ waiting: 0, failing: 0, givenUp: 0 });
    });

    it('has no time, tries again, ever later, and gives up after three days', async () => {
      server.fates.push('defer');
      await register('Позже');
      expect(await delivered()).toMatchObject({ mail: { failed: 1 } });
      expect(await delivered()).toMatchObject({ mail: { sent: 0, failed: 0 } });
      pass(1);
      expect(await delivered()).toMatchObject({ mail: { sent: 1 } });

      await register('Никогда');
      await house.settled();
      server.fates.push(...Array.from({ length: 200 }, () => 'defer' as const));
      let attempts = 0;
      for (let hours = 0; hours <= 80; hours += 5) {
        const { mail } = await house.notices.deliver();
        attempts += (mail?.failed ?? 0) + (mail?.givenUp ?? 0);
        pass(5 * 60);
      }
      server.fates.length = 0;
      expect(attempts).toBe(16);
      const { edges } = await house.notices.tables.problems({ first: 10 });
      expect(edges).toHaveLength(1);
      expect(edges[0]?.node.attempts).toBe(attempts);
      await house.notices.tables.retry(edges[0]?.node.id ?? '', clock());
      expect(await delivered()).toMatchObject({ mail: { sent: 1 } });
    });

    it('breaks off before the message, sends it again', async () => {
      server.fates.push('drop');
      await register('Обрыв');
      expect(await delivered()).toMatchObject({ mail: { failed: 1 } });
      pass(1);
      expect(await delivered()).toMatchObject({ mail: { sent: 1 } });
      expect(server.taken).toHaveLength(1);
    });

    it('breaks off after the message, sends it again under the same Message-ID', async () => {
      server.fates.push('takeAndDrop');
      await register('Неизвестность');
      expect(await delivered()).toMatchObject({ mail: { failed: 1 } });
      pass(1);
      expect(await delivered()).toMatchObject({ mail: { sent: 1 } });
      expect(server.taken).toHaveLength(2);
      expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(1);
    });
  });

  /** Another instance on the same database. */
  const another = (options: Partial<CompositionOptions> = {}) =>
    compose({
      pool: house.database.pool,
      dataFolder: house.dataFolder,
      maxFileBytes: 1_000_000,
      log: silent,
      clock,
      notices: { postman: smtpPostman({ smtpUrl: server.url, from: FROM }), publicUrl },
      ...options,
    });

  it('is sent once, by whichever of several instances is first, however slow the mail server', async () => {
    const others = [another(), another()];
    server.slowness = 30;
    for (let count = 0; count < 12; count += 1) await register(`Письмо ${count}`);
    await house.settled();
    const reports = await Promise.all([house, ...others].map(({ notices }) => notices.deliver()));
    server.slowness = 0;
    expect(reports.reduce((sum, { mail }) => sum + (mail?.sent ?? 0), 0)).toBe(12);
    expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(12);
    expect(server.taken).toHaveLength(12);
    for (const other of others) await other.stop();
  });

  it('survives a crash between any two of its steps: none is lost, and a copy is known as one', async () => {
    const real = smtpPostman({ smtpUrl: server.url, from: FROM });
    const crash = interrupt;
    // The clock is asked in each transaction: in the one that puts entries into mails, and in those that send.
    const dyingAt = (call: number) => {
      let calls = 0;
      return () => {
        calls += 1;
        if (calls >= call) throw new ProcessDied(`at call ${call}`);
        return clock();
      };
    };
    const crashes: Record<string, { clock?: () => string; postman?: Postman }> = {
      'while entries are put into mails': { clock: dyingAt(1) },
      'before a mail is taken up': { clock: dyingAt(2) },
      'before the mail server is asked': {
        async postman() {
          await crash();
          throw new ProcessDied('before');
        },
      },
      'after the mail server’s word': {
        async postman(mail) {
          await real(mail);
          await crash();
        },
      },
    };
    let copies = 0;
    for (const [step, parts] of Object.entries(crashes)) {
      server.taken.length = 0;
      await register(step);
      await house.settled();
      const dying = another({
        notices: { postman: parts.postman ?? real, publicUrl },
        clock: parts.clock ?? clock,
      });
      await dying.notices.deliver().catch(() => undefined);
      await dying.stop().catch(() => undefined);
      // The server may still hold what the dead process had locked; the next round comes to it.
      for (let round = 0; round < 100 && server.taken.length === 0; round += 1) {
        await insistently(delivered);
        if (server.taken.length === 0) await sleep(20);
      }
      await insistently(delivered);
      expect(new Set(server.taken.map(({ messageId }) => messageId)).size, step).toBe(1);
      copies += server.taken.length - 1;
      expect(await house.notices.tables.counts(), step).toEqual({ waiting: 0, failing: 0, givenUp: 0 });
    }
    // Only where the crash came between the mail server's word and ours.
    expect(copies).toBe(1);
  });

  const entries = async () => {
    const { rows } = await house.database.pool.query<{ count: number }>(
      'select count(*)::int as count from notices.entries',
    );
    return rows[0]?.count;
  };

  it('is not written down twice, and none is left out, when the database fails again and again', async () => {
    const before = (await entries()) ?? 0;
    for (let count = 0; count < 15; count += 1) {
      await register(`Сбой ${count}`);
      if (count % 3 === 0) await interrupt();
    }
    await insistently(delivered);
    expect(await entries()).toBe(before + 15);
    await delivered();
    expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(15);
    expect(server.taken).toHaveLength(15);
  });

  it.each([
    ['it begins on a log that has a past', 'delete from projections.checkpoints where name = $1'],
    [
      'the log was restored to an earlier moment',
      `update projections.checkpoints set position = '99999999999999999999', event = 'letter-lost@7 lost' where name = $1`,
    ],
  ])('does not tell the past again when %s', async (_, statement) => {
    const before = await entries();
    const later = another();
    // The outbox of the house lets go of the lead when its connection breaks, and takes it again.
    await house.database.pool.query(statement, ['outbox:notices']);
    await later.start();
    await interrupt();
    await register('Новое');
    for (const deadline = Date.now() + 15_000; (await entries()) === before; ) {
      if (Date.now() > deadline) throw new Error('The new letter was not told of');
      await new Promise((settle) => setTimeout(settle, 20));
    }
    expect(await entries()).toBe((before ?? 0) + 1);
    await later.stop();
    await house.settled();
    await house.notices.deliver();
    expect(server.taken.map(({ subject }) => subject)).toEqual([expect.stringContaining('«Новое»')]);
  });

  it('goes out by itself from a server that was started', async () => {
    await house.notices.start();
    await register('Само собой');
    for (const deadline = Date.now() + 10_000; server.taken.length === 0; ) {
      if (Date.now() > deadline) throw new Error('No mail came');
      await sleep(20);
    }
    expect(server.taken.map(({ subject }) => subject)).toEqual([expect.stringContaining('«Само собой»')]);
  });
});
