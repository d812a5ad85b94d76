import type { FaultKind, JournalFault } from '../../domain/journal/completeness.ts';
import type { Language } from './language.ts';

const faults: Readonly<Record<FaultKind, Readonly<Record<Language, string>>>> = {
  missing: { ru: 'пропущен', en: 'missing' },
  doubled: { ru: 'выдан дважды', en: 'given out twice' },
  misspelt: { ru: 'записан не по шаблону журнала', en: 'not written as the journal’s pattern has it' },
  voidedWrongly: {
    ru: 'аннулирован, хотя не выдан, или дважды',
    en: 'void without having been given out, or twice',
  },
  voidedButUsed: { ru: 'аннулирован, но стоит на письме', en: 'void, but its letter carries it' },
  carriesAnother: { ru: 'на письме стоит другой номер', en: 'its letter carries another number' },
  carriedTwice: { ru: 'стоит ещё на одном письме', en: 'another letter carries it too' },
  readModelDiffers: {
    ru: 'в модели чтения иначе, чем в журнале событий',
    en: 'the read model differs from the log',
  },
};

export const faultText = ({ sequence, kind }: JournalFault, language: Language): string =>
  `${sequence}: ${faults[kind][language]}`;

interface Counted {
  readonly sequence: number;
  readonly state: 'used' | 'voided' | 'issued';
}

/** Whether the numbers are all there, as a sentence. */
export const journalVerdict = (
  numbers: readonly Counted[],
  found: readonly JournalFault[],
  language: Language,
): string => {
  const count = (state: Counted['state']): number =>
    numbers.filter((number) => number.state === state).length;
  const [first, last] = [numbers[0]?.sequence, numbers.at(-1)?.sequence];
  if (found.length > 0) {
    const list = found.map((fault) => faultText(fault, language)).join('; ');
    return language === 'ru' ? `Журнал неполон или неверен. ${list}` : `The journal is not complete. ${list}`;
  }
  if (first === undefined) {
    return language === 'ru'
      ? 'В этих пределах номеров не выдано.'
      : 'No number of this range has been given out.';
  }
  return language === 'ru'
    ? `Все номера с ${first} по ${last} на месте: на письмах ${count('used')}, аннулировано ${count('voided')}, выдано и ещё не записано ${count('issued')}; пропусков и повторов нет.`
    : `All numbers from ${first} to ${last} are there: ${count('used')} on letters, ${count('voided')} void, ${count('issued')} given out and not written yet; none is missing, none is doubled.`;
};
