import type { QuarantineCode } from '../../domain/mail/events.ts';
import type { DkimCheck, DkimResult } from '../../domain/mail/origin.ts';
import type { Language } from './language.ts';

type Words<Key extends string> = Readonly<Record<Key, Readonly<Record<Language, string>>>>;

const results: Words<DkimResult> = {
  pass: { ru: 'верна', en: 'passes' },
  fail: {
    ru: 'НЕВЕРНА: сообщение изменено или подпись чужая',
    en: 'FAILS: the message was changed, or the signature is forged',
  },
  none: { ru: 'нет подписи отправителя', en: 'not signed by the sender' },
  neutral: { ru: 'не проверена', en: 'could not be judged' },
  policy: { ru: 'не принята по правилам', en: 'not accepted by policy' },
  temperror: { ru: 'ключ был недоступен', en: 'the key could not be asked for' },
  permerror: { ru: 'подпись записана с ошибкой', en: 'the signature is malformed' },
};

/** What checking the DKIM signatures said, in words. */
export const signedBy = ({ result, signatures }: DkimCheck, language: Language): string => {
  const domains = signatures
    .filter((one) => one.result === result && one.aligned)
    .map(({ domain }) => domain);
  const whose = result !== 'none' && domains.length > 0 ? ` (${[...new Set(domains)].join(', ')})` : '';
  return `${language === 'ru' ? 'подпись DKIM' : 'DKIM'}${whose}: ${results[result][language]}`;
};

const reasons: Words<QuarantineCode> = {
  TOO_LARGE: { ru: 'больше, чем разбирается', en: 'larger than what is read' },
  UNREADABLE: { ru: 'не удалось разобрать', en: 'it could not be read' },
  TOO_SLOW: {
    ru: 'разбор занял слишком много времени или памяти',
    en: 'reading it took too much time or memory',
  },
  TOO_MANY_PARTS: { ru: 'слишком много частей или вложений', en: 'too many parts or attachments' },
  NOTHING_READ: {
    ru: 'в нём что-то есть, но прочитать не удалось ничего',
    en: 'there is something in it, and nothing of it could be read',
  },
  SENDER_MISSING: { ru: 'нет отправителя', en: 'it has no sender' },
  SENDER_AMBIGUOUS: { ru: 'отправителей несколько', en: 'it has several senders' },
  MESSAGE_ID_REUSED: {
    ru: 'Message-ID уже был у сообщения от другого отправителя',
    en: 'its Message-ID was that of a message from somebody else',
  },
  DANGEROUS_ATTACHMENT: { ru: 'во вложении программа', en: 'a program is attached' },
  ATTACHMENT_MISMATCH: {
    ru: 'вложение не то, за что себя выдаёт',
    en: 'an attachment is not what it says it is',
  },
};

/** Why a message is in quarantine, in words. */
export const quarantineReason = (code: QuarantineCode, language: Language): string => reasons[code][language];
