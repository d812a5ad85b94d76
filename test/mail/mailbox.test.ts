import type { AddressInfo } from 'node:net';
import createImapServer from 'hoodiecrow-imap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailIntake, Taken } from '../../infrastructure/mail/intake.ts';
import { MailReceiver } from '../../infrastructure/mail/mail-receiver.ts';
import { Mailbox } from '../../infrastructure/mail/mailbox.ts';
import { listMail } from '../../projections/mail-queue/queries.ts';
import { silent } from '../database.ts';
import { type House, openHouse } from '../house.ts';
import { message, resolver } from './messages.ts';

type ImapServer = ReturnType<typeof createImapServer>;

describe('a mailbox on an IMAP server', () => {
  let house: House;
  let server: ImapServer;
  const taken: Taken[] = [];

  const mailbox = (more: object = {}, take?: MailIntake['take']): Mailbox =>
    new Mailbox(
      {
        host: '127.0.0.1',
        port: (server.server.address() as AddressInfo).port,
        secure: false,
        user: 'testuser',
        password: 'testpass',
        mailbox: 'INBOX',
        ...more,
      },
      {
        intake: take ? ({ take } as MailIntake) : house.intake,
        pool: house.database.pool,
        log: silent,
        onTaken: (_, one) => taken.push(one),
      },
    );
  const subjects = async () => {
    await house.settled();
    const page = await listMail(house.read, 'waiting', { first: 100 }, false);
    return page.edges.map(({ node }) => node.received.subject);
  };
  const deliver = (subject: string): void =>
    server.appendMessage('INBOX', [], false, message({ subject }).toString('latin1'));

  beforeAll(async () => {
    house = await openHouse({ resolver });
    server = createImapServer({
      plugins: ['ID', 'IDLE', 'UNSELECT', 'NAMESPACE', 'MOVE', 'ENABLE', 'UIDPLUS', 'LITERALPLUS'],
      storage: { INBOX: { messages: [] }, '': { folders: { Taken: { messages: [] } } } },
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    await new Promise<void>((done) => server.close(done));
    await house.close();
  });

  it('is read once, message by message, each marked as seen', async () => {
    deliver('Первое');
    deliver('Второе');
    const box = mailbox();
    await box.open();
    expect(await box.takeNew()).toBe(2);
    expect(await box.takeNew()).toBe(0);
    deliver('Третье');
    expect(await box.takeNew()).toBe(1);
    await box.close();
    expect(taken).toMatchObject([
      { outcome: 'received', status: 'waiting' },
      { outcome: 'received', status: 'waiting' },
      { outcome: 'received', status: 'waiting' },
    ]);
    expect(await subjects()).toEqual(['Первое', 'Второе', 'Третье']);
    expect(server.getMailbox('INBOX').messages.map(({ flags }) => flags.includes('\\Seen'))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('is read again under another UIDVALIDITY, and nothing is recorded twice', async () => {
    taken.length = 0;
    server.getMailbox('INBOX').uidvalidity += 1;
    const box = mailbox();
    await box.open();
    expect(await box.takeNew()).toBe(3);
    await box.close();
    expect(taken.map(({ outcome }) => outcome)).toEqual(['known', 'known', 'known']);
  });

  it('keeps a message for the next time when recording it breaks off, whichever way', async () => {
    deliver('Четвёртое');
    let broken = 0;
    // Before anything was recorded; and after, without a word.
    for (const isRecorded of [false, true]) {
      const box = mailbox({}, async (content) => {
        if (isRecorded) await house.intake.take(content);
        broken += 1;
        throw new Error('the process ends');
      });
      await box.open();
      await expect(box.takeNew()).rejects.toThrow('the process ends');
      await box.close();
    }
    expect(broken).toBe(2);
    const box = mailbox();
    await box.open();
    expect(await box.takeNew()).toBe(1);
    await box.close();
    expect((await subjects()).filter((subject) => subject === 'Четвёртое')).toHaveLength(1);
  });

  it('says when something has come', async () => {
    const box = mailbox();
    await box.open();
    await box.takeNew();
    const waited = box.wait(20_000);
    setTimeout(() => deliver('Пятое'), 300);
    const begun = performance.now();
    await waited;
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(await box.takeNew()).toBe(1);
    await box.close();
  });

  it('is served by a running server until it stops; what was taken is moved where that is wanted', async () => {
    const config = {
      pollSeconds: 1,
      mailbox: {
        host: '127.0.0.1',
        port: (server.server.address() as AddressInfo).port,
        secure: false,
        user: 'testuser',
        password: 'testpass',
        mailbox: 'INBOX',
        moveTo: 'Taken',
      },
    };
    const receiver = new MailReceiver(config, house.intake, house.database.pool, silent);
    receiver.start();
    deliver('Шестое');
    await expect.poll(subjects, { timeout: 20_000 }).toContain('Шестое');
    await expect.poll(() => server.getMailbox('Taken').messages.length, { timeout: 20_000 }).toBe(1);
    await receiver.stop();
    deliver('Седьмое');
    await new Promise((settle) => setTimeout(settle, 1_500));
    expect(await subjects()).not.toContain('Седьмое');
  });

  it('is not opened with a wrong password', async () => {
    await expect(mailbox({ password: 'wrong' }).open()).rejects.toThrow();
  });
});
