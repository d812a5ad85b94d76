import type { FieldChange } from '../../domain/history/changes.ts';
import type { FileReference } from '../../domain/letter/card.ts';
import type { Language } from '../messages/language.ts';

/** A bundle as a story, in one language: what the chronology's pages are made from. */
export interface Chronology {
  readonly language: Language;
  readonly title: string;
  readonly from?: string;
  readonly to?: string;
  readonly certificate: Certificate;
  /** Letters shown of which there is the message that they came as. */
  readonly byMail: number;
  readonly letters: readonly ToldLetter[];
  readonly files: readonly (FileReference & { readonly present: boolean })[];
}

/** What the story hangs on. */
export interface Certificate {
  readonly organization: string;
  readonly origin: string;
  readonly size: number;
  /** Base64, as in the checkpoint. */
  readonly root: string;
  readonly verifierKey: string;
  readonly note: string;
  readonly events: number;
  readonly withheld: number;
}

export interface ToldLetter {
  readonly heading: string;
  /** Why it is not shown. */
  readonly withheld?: string;
  readonly events: readonly ToldEvent[];
}

export interface ToldEvent {
  readonly index: number;
  /** In the organisation's time zone, to the second. */
  readonly at: string;
  readonly who: string;
  readonly sentence: string;
  readonly changes: readonly FieldChange[];
  /** The text that it brought. */
  readonly text?: string;
  readonly files: readonly FileReference[];
  /** Leaf hash, in hex. */
  readonly leaf: string;
}

const words = {
  ru: {
    chronology: 'Хронология',
    certificate: 'Свидетельство',
    period: (from = '…', to = '…') => `Письма с ${from} по ${to}`,
    contents: (letters: number, events: number, withheld: number, files: number) =>
      `Писем: ${letters}, событий: ${events}, скрыто: ${withheld}, файлов: ${files}`,
    withheld: (reason: string) => `Не показано: ${reason}. Показаны только хеши событий.`,
    organization: 'Организация',
    origin: 'Журнал',
    size: 'Событий под контрольной точкой',
    root: 'Корень',
    key: 'Ключ подписи',
    checkpoint: 'Контрольная точка',
    files: 'Файлы',
    absent: 'нет в пакете',
    event: 'событие',
    bytes: 'байт',
    byMail: (letters: number) =>
      ` Писем, пришедших электронной почтой: ${letters}; сообщение каждого лежит здесь как пришло, со всеми заголовками, и сказано, что показала проверка DKIM в тот день.`,
    how: 'Проверить: node data/verify.mjs, или открыть data/verify.html и выбрать архив. Ключ сравните с опубликованным организацией.',
    claims:
      'Пакет доказывает три разных вещи: целостность (каждое событие — то, что записано в журнале), время (не позднее самой ранней метки времени или подписи свидетеля) и происхождение (подписано ключом журнала). Он не доказывает, что написанное людьми верно, и что вне журнала писем не было. Эта страница — пересказ, за который ручается владелец ключа; доказано то, что лежит в data/events.',
  },
  en: {
    chronology: 'Chronology',
    certificate: 'Certificate',
    period: (from = '…', to = '…') => `Letters from ${from} to ${to}`,
    contents: (letters: number, events: number, withheld: number, files: number) =>
      `${letters} letters, ${events} events, ${withheld} withheld, ${files} files`,
    withheld: (reason: string) => `Not shown: ${reason}. Only the hashes of its events are in the bundle.`,
    organization: 'Organisation',
    origin: 'Log',
    size: 'Events under the checkpoint',
    root: 'Root',
    key: 'Signing key',
    checkpoint: 'Checkpoint',
    files: 'Files',
    absent: 'not in the bundle',
    event: 'event',
    bytes: 'bytes',
    byMail: (letters: number) =>
      ` ${letters} of the letters came by e-mail: the message of each is here as it came, with all its headers, and what checking DKIM said on that day.`,
    how: 'To verify: node data/verify.mjs, or open data/verify.html and choose the archive. Compare the key with what the organisation has published.',
    claims:
      'The bundle proves three different things: integrity (each event is the one that the log holds), time (not later than the earliest timestamp or cosignature) and origin (signed by the key of the log). It does not prove that what people wrote was true, or that there were no letters outside of the log. This page is a retelling, which the holder of the key stands for; what is proved lies in data/events.',
  },
} as const;

export const wordsOf = (language: Language) => words[language];

/** What the bundle proves and what it does not. */
export const claimsText = ({ language, byMail }: Chronology): string => {
  const text = words[language];
  return byMail > 0 ? text.claims + text.byMail(byMail) : text.claims;
};

const shown = (value: unknown): string =>
  value === null ? '—' : typeof value === 'string' ? value : JSON.stringify(value);

/** `field: old → new` */
export const changeText = ({ field, old, new: now }: FieldChange): string =>
  `${field}: ${shown(old)} → ${shown(now)}`;

/** The certificate's lines: what it is called, and what it says. */
export const certificateLines = (chronology: Chronology): readonly (readonly [string, string])[] => {
  const { certificate, language } = chronology;
  const text = words[language];
  return [
    [text.organization, certificate.organization],
    [text.origin, certificate.origin],
    [text.size, String(certificate.size)],
    [text.root, certificate.root],
    [text.key, certificate.verifierKey],
  ];
};
