import { describe, expect, it } from 'vitest';
import { noticeKinds } from '../../domain/notices/notice.ts';
import type { Language } from './language.ts';
import { type MailedNotice, noticeMail } from './notice-mail.ts';
import { counted } from './notice-sentences.ts';

const people = { petrova: 'Петрова Анна Сергеевна', ezhov: 'Ежов Николай Павлович' };
const names = {
  employee: (id: string) => people[id as keyof typeof people] ?? id,
  department: (id: string) => id,
};
const letter = {
  number: 'Вх-2026/00042',
  subject: 'О сроках поставки',
  confidential: false,
  link: 'https://letters.example/letters/1',
};
const withReason: ReadonlySet<string> = new Set([
  'returnedForRework',
  'extensionRefused',
  'withdrawn',
  'annulled',
  'extensionRequested',
]);

const noticeOf = (kind: (typeof noticeKinds)[number]): MailedNotice => ({
  kind,
  parameters: {
    task: kind === 'acknowledgmentRequested' ? 'acknowledge' : 'decideOnReply',
    key: 'decideOnReply',
    due: '2026-03-05T15:00:00.000Z',
    employeeId: 'ezhov',
    until: '2026-03-20',
    count: 3,
    level: 1,
  },
  actorId: 'petrova',
  ...(kind !== 'tasksInherited' && kind !== 'substitutionBegins' && { letter }),
  ...(withReason.has(kind) && { reason: 'Не сходятся суммы' }),
});

const mail = (notices: readonly MailedNotice[], language: Language, more = 0) =>
  noticeMail({
    recipientName: people.ezhov,
    organizationName: 'АО «Северный мост»',
    notices,
    more,
    names,
    timeZone: 'Europe/Moscow',
    language,
  });

describe('a mail', () => {
  it.each(['ru', 'en'] as const)('of each kind, in %s, as people read it', async (language) => {
    const mails = noticeKinds.map((kind) => {
      const { subject, text } = mail([noticeOf(kind)], language);
      return `Subject: ${subject}\n\n${text}`;
    });
    await expect(mails.join('\n========\n\n')).toMatchFileSnapshot(`./mails/each-kind.${language}.txt`);
  });

  it.each(['ru', 'en'] as const)('of several notices, in %s, as text and as HTML', async (language) => {
    const several = [
      noticeOf('taskOpened'),
      { ...noticeOf('overdue'), onBehalfOfId: 'petrova' },
      { ...noticeOf('approved'), letter: { confidential: true } },
    ];
    const { subject, text, html } = mail(several, language, 2);
    await expect(`Subject: ${subject}\n\n${text}\n========\n\n${html}\n`).toMatchFileSnapshot(
      `./mails/several.${language}.txt`,
    );
  });

  it('shows what is written in a letter as text, never as HTML or a header', () => {
    const nasty = '<img src=x onerror=alert(1)>\r\nBcc: all@example.com "&';
    const { subject, html } = mail(
      [{ ...noticeOf('taskOpened'), letter: { ...letter, subject: nasty } }],
      'en',
    );
    expect(html).not.toContain('<img');
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;');
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('counts as each language does', () => {
    const forms = { one: 'уведомление', few: 'уведомления', many: 'уведомлений' };
    const counts = [1, 2, 5, 11, 21, 22, 25, 111].map((count) => counted(count, 'ru', forms));
    expect(counts).toEqual([
      '1 уведомление',
      '2 уведомления',
      '5 уведомлений',
      '11 уведомлений',
      '21 уведомление',
      '22 уведомления',
      '25 уведомлений',
      '111 уведомлений',
    ]);
    expect([1, 2].map((count) => counted(count, 'en', { one: 'notice', other: 'notices' }))).toEqual([
      '1 notice',
      '2 notices',
    ]);
  });
});
