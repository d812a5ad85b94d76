import type { BadPlace, LedgerProblem, LedgerProblemCode, Tampering } from '../ledger/ledger-problem.ts';
import type { Language, Texts } from './language.ts';

const tamperings: Readonly<Record<Tampering, Readonly<Record<Language, string>>>> = {
  changed: { ru: 'событие изменено', en: 'the event was changed' },
  inserted: { ru: 'вставлено лишнее событие', en: 'an event was inserted' },
  deleted: { ru: 'событие удалено', en: 'an event was deleted' },
  moved: { ru: 'события переставлены', en: 'events have changed places' },
  truncated: { ru: 'журнал здесь обрывается', en: 'the log ends here' },
};

const place: Texts<[BadPlace | undefined, number | undefined]> = {
  ru: (first, sound) =>
    first
      ? ` Первое неверное место: событие ${first.index} (${tamperings[first.tampering].ru}${there(first, 'сейчас там')}; хеш был ${first.storedHash}, стал ${first.computedHash ?? '—'}).`
      : sound === undefined
        ? ''
        : ` До события ${sound} журнал верен.`,
  en: (first, sound) =>
    first
      ? ` The first wrong place is event ${first.index} (${tamperings[first.tampering].en}${there(first, 'there now is')}; its hash was ${first.storedHash} and is ${first.computedHash ?? '—'}).`
      : sound === undefined
        ? ''
        : ` Up to event ${sound} the log is right.`,
};

const there = ({ found }: BadPlace, words: string): string =>
  found ? `; ${words} ${found.type} ${found.stream}@${found.revision} ${found.id}` : '';

const sizes: Texts<[LedgerProblem]> = {
  ru: ({ signed, actual }) =>
    `${signed ? ` Подписано (${signed.source}): ${signed.size} событий, корень ${signed.root}.` : ''}${actual ? ` Есть: ${actual.size}, корень ${actual.root}.` : ''}`,
  en: ({ signed, actual }) =>
    `${signed ? ` Signed (${signed.source}): ${signed.size} events, root ${signed.root}.` : ''}${actual ? ` There is: ${actual.size}, root ${actual.root}.` : ''}`,
};

const accept: Readonly<Record<Language, string>> = {
  ru: ' Восстановите базу из копии, где этого нет; если это невозможно: chancery ledger accept --reason "…".',
  en: ' Restore the database from a copy without it; where there is none: chancery ledger accept --reason "…".',
};

/** What is the matter, with the evidence, and what to do. */
const texts: Readonly<Record<LedgerProblemCode, Texts<[LedgerProblem]>>> = {
  LEDGER_ROLLED_BACK: {
    ru: () =>
      'Журнал короче того, что было подписано: база восстановлена из старой копии или журнал обрезан.',
    en: () => 'The log is shorter than what was signed: an old copy was restored, or the end was cut off.',
  },
  LEDGER_REWRITTEN: {
    ru: () => 'Журнал не тот, что был подписан.',
    en: () => 'The log is not the one that was signed.',
  },
  LEDGER_TILES_DAMAGED: {
    ru: ({ subject }) =>
      `Журнал верен, а хеши, сохранённые рядом (${subject ?? ''}), нет. Перезапустите сервер: он вычислит их заново.`,
    en: ({ subject }) =>
      `The log is right, and the hashes that are kept beside it (${subject ?? ''}) are not. Start the server again: it makes them anew.`,
  },
  LEDGER_CHECKPOINT_FORGED: {
    ru: ({ subject }) => `Контрольная точка подделана или повреждена (${subject ?? ''}).`,
    en: ({ subject }) => `A checkpoint is forged or damaged (${subject ?? ''}).`,
  },
  LEDGER_KEY_UNKNOWN: {
    ru: () => 'Контрольная точка подписана ключом, которого этот журнал не знает.',
    en: () => 'A checkpoint is signed by a key that this log does not know.',
  },
  LEDGER_KEY_MISSING: {
    ru: ({ subject }) =>
      `Здесь нет ключа, которым подписывается журнал (${subject ?? ''}). Верните ledger/signing-key.pem или LEDGER_SIGNING_KEY; если ключ утрачен: chancery ledger rotate-key --lost --reason "…".`,
    en: ({ subject }) =>
      `The key that signs the log is not here (${subject ?? ''}). Bring back ledger/signing-key.pem or LEDGER_SIGNING_KEY; if it is lost: chancery ledger rotate-key --lost --reason "…".`,
  },
  LEDGER_WITNESS_CONTRADICTS: {
    ru: ({ subject }) => `Свидетель ${subject ?? ''} видел другую историю журнала.`,
    en: ({ subject }) => `The witness ${subject ?? ''} has seen another history of the log.`,
  },
};

const isOfTheLog = ({ code }: LedgerProblem): boolean =>
  code === 'LEDGER_ROLLED_BACK' || code === 'LEDGER_REWRITTEN' || code === 'LEDGER_KEY_UNKNOWN';

export const ledgerProblemText = (problem: LedgerProblem, language: Language): string =>
  [
    `${problem.code}: ${texts[problem.code][language](problem)}`,
    sizes[language](problem),
    place[language](problem.first, problem.soundUpTo),
    isOfTheLog(problem) ? accept[language] : '',
  ].join('');

/** Why there is no proof of an event. Of a problem its code alone: what is wrong where is not for everybody. */
export const unprovedText = (problem: LedgerProblem | undefined, language: Language): string =>
  unproved[language](problem?.code);

const unproved: Texts<[LedgerProblemCode | undefined]> = {
  ru: (code) =>
    code
      ? `Новые события не подписываются (${code}): обратитесь к администратору.`
      : 'Контрольная точка ещё не охватывает событие: спросите через полминуты, или вызовите sealLedger.',
  en: (code) =>
    code
      ? `New events are not signed (${code}): turn to an administrator.`
      : 'No checkpoint covers the event yet: ask again in half a minute, or call sealLedger.',
};
