import type { Language } from './language.ts';
import type { Names } from './names.ts';
import { counted, noticeSentence, noticeTitle, type ToldNotice } from './notice-sentences.ts';

/** The letter that a notice is about, as much of it as may be mailed. */
export interface MailedLetter {
  readonly number?: string;
  readonly confidential: boolean;
  /** Undefined for a confidential letter, since mail is read by whoever carries it, and for one that the person may not read any more. */
  readonly subject?: string;
  /** Where to read it. */
  readonly link?: string;
}

export interface MailedNotice extends ToldNotice {
  readonly letter?: MailedLetter;
  /** Why, in the words of whoever did it; not of a confidential letter. */
  readonly reason?: string;
}

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Mail {
  readonly recipientName: string;
  readonly organizationName: string;
  readonly notices: readonly MailedNotice[];
  /** How many more there are that it does not tell of. */
  readonly more: number;
  readonly names: Names;
  readonly timeZone: string;
  readonly language: Language;
}

const letterName = ({ number, subject, confidential }: MailedLetter, language: Language): string => {
  if (language === 'ru') {
    if (!number)
      return confidential ? 'Проект конфиденциального письма' : `Проект письма${quoted(subject, '«', '»')}`;
    return `${confidential ? 'Конфиденциальное письмо' : 'Письмо'} № ${number}${quoted(subject, '«', '»')}`;
  }
  if (!number)
    return confidential ? 'Draft of a confidential letter' : `Draft letter${quoted(subject, '“', '”')}`;
  return `${confidential ? 'Confidential letter' : 'Letter'} No. ${number}${quoted(subject, '“', '”')}`;
};

const quoted = (text: string | undefined, open: string, close: string): string =>
  text === undefined ? '' : ` ${open}${text}${close}`;

const words = {
  greeting: { ru: (name: string) => `Здравствуйте, ${name}!`, en: (name: string) => `Dear ${name},` },
  reason: { ru: 'Причина', en: 'Reason' },
  open: { ru: 'Открыть письмо', en: 'Open the letter' },
  more: {
    ru: (count: number) =>
      `И ещё ${counted(count, 'ru', { one: 'уведомление', few: 'уведомления', many: 'уведомлений' })}: их все видно в системе.`,
    en: (count: number) =>
      `And ${counted(count, 'en', { one: 'more notice', other: 'more notices' })}: Chancery lists them all.`,
  },
  footer: {
    ru: (organization: string) =>
      `Канцелярия${organization ? `, ${organization}` : ''}. Это письмо составлено автоматически, отвечать на него не нужно. Когда и о чём вам писать, вы решаете в настройках уведомлений.`,
    en: (organization: string) =>
      `The chancery${organization ? ` of ${organization}` : ''}. This message was made automatically; please do not reply. How you are told is yours to set in your notice preferences.`,
  },
} as const;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const short = (text: string, most = 120): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

const subjectOf = ({ notices, more, language }: Mail): string => {
  const [first] = notices;
  if (notices.length === 1 && more === 0 && first) {
    const title = noticeTitle(first.kind, language);
    return first.letter ? `${title}: ${letterName(first.letter, language)}` : title;
  }
  const count = notices.length + more;
  return language === 'ru'
    ? `Канцелярия: ${counted(count, 'ru', { one: 'уведомление', few: 'уведомления', many: 'уведомлений' })}`
    : `Chancery: ${counted(count, 'en', { one: 'notice', other: 'notices' })}`;
};

/** What is said of one notice: its heading, its sentences, and where to go. */
const partsOf = (notice: MailedNotice, { names, timeZone, language }: Mail) => {
  const { letter, reason } = notice;
  return {
    heading: letter && letterName(letter, language),
    lines: [
      noticeSentence(notice, names, timeZone, language),
      ...(reason ? [`${words.reason[language]}: ${reason}`] : []),
    ],
    link: letter?.link,
  };
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`).replaceAll('\n', '<br>');

/** The mail, as text and as simple HTML that says the same. */
export const noticeMail = (mail: Mail): MailText => {
  const { recipientName, organizationName, notices, more, language } = mail;
  const parts = notices.map((notice) => partsOf(notice, mail));
  const greeting = words.greeting[language](recipientName);
  const footer = words.footer[language](organizationName);
  const rest = more > 0 ? [words.more[language](more)] : [];
  const text = [
    greeting,
    ...parts.map(({ heading, lines, link }) =>
      [...(heading ? [heading] : []), ...lines, ...(link ? [`${words.open[language]}: ${link}`] : [])].join(
        '\n',
      ),
    ),
    ...rest,
    `-- \n${footer}`,
  ].join('\n\n');
  const html = [
    `<!doctype html><html lang="${language}"><body>`,
    `<p>${escaped(greeting)}</p>`,
    ...parts.map(({ heading, lines, link }) => {
      const title = heading ? `<strong>${escaped(heading)}</strong><br>` : '';
      const open = link ? `<br><a href="${escaped(link)}">${words.open[language]}</a>` : '';
      return `<p>${title}${lines.map(escaped).join('<br>')}${open}</p>`;
    }),
    ...rest.map((line) => `<p>${escaped(line)}</p>`),
    `<p><small>${escaped(footer)}</small></p>`,
    '</body></html>',
  ].join('\n');
  return { subject: short(oneLine(subjectOf(mail))), text: `${text}\n`, html };
};
