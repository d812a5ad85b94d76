import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Random } from './random.ts';

/** What an organisation's correspondence is like: how many letters a matter has, which way they go, what they say. */
export interface Distribution {
  readonly name: string;
  /** Number of letters of a matter, as often as it occurs. */
  readonly matterSizes: readonly number[];
  readonly incomingShare: number;
  subject(random: Random): string;
  /** Names of correspondents, the most frequent first. */
  correspondents(count: number): readonly string[];
}

/**
 * Counted in a municipality's public journal of three months of 2025: 5,096 letters in and out (58 % in) in 1,334
 * matters, of which 487 have one letter, 256 have two, and so on to 53 with twenty or more.
 */
const countedSizes: readonly (readonly [letters: number, matters: number])[] = [
  [1, 487],
  [2, 256],
  [3, 165],
  [4, 87],
  [5, 83],
  [6, 47],
  [7, 50],
  [8, 22],
  [9, 18],
  [10, 15],
  [12, 13],
  [16, 12],
  [24, 53],
];
const INCOMING_SHARE = 0.58;

const matters = [
  'О согласовании проектной документации',
  'О сроках поставки оборудования',
  'О предоставлении сведений',
  'О рассмотрении обращения',
  'Претензия по договору подряда',
  'О направлении акта сверки',
  'Об устранении замечаний',
  'О продлении срока действия договора',
  'О проведении совещания',
  'Запрос коммерческого предложения',
  'О выдаче технических условий',
  'О возврате обеспечения',
  'Об оплате выполненных работ',
  'О результатах обследования',
  'О назначении ответственных лиц',
  'Уведомление о расторжении договора',
  'О допуске на объект',
  'Отчёт о ходе строительства',
];
const objects = [
  'моста через реку',
  'котельной',
  'подстанции',
  'жилого дома',
  'участка дороги',
  'очистных сооружений',
  'школы',
  'складского комплекса',
  'насосной станции',
  'теплотрассы',
  'путепровода',
  'причала',
];
const onsets = [
  'Бор',
  'Вер',
  'Гор',
  'Дуб',
  'Ел',
  'Заво',
  'Ива',
  'Кам',
  'Лес',
  'Мор',
  'Нов',
  'Озёр',
  'Пет',
  'Род',
];
const middles = ['ан', 'ов', 'ич', 'ен', 'ар', 'ол', 'ис', 'ун', 'ет', 'ам', 'ор', 'ев', 'уш', 'ил'];
const endings = ['ское', 'ново', 'ино', 'ка', 'ск', 'град', 'ец', 'иха', 'ье', 'ная'];
const kinds = ['ООО', 'АО', 'ПАО', 'МУП', 'ГБУ', 'ИП'];

/** A proper name. There are some 27,000, as the names in letters outnumber their other words. */
const properName = (random: Random): string =>
  random.pick(onsets) + random.pick(middles) + random.pick(middles) + random.pick(endings);

const builtIn: Distribution = {
  name: 'counted',
  matterSizes: countedSizes.flatMap(([letters, count]) => Array<number>(count).fill(letters)),
  incomingShare: INCOMING_SHARE,
  subject: (random) =>
    `${random.pick(matters)} — ${random.pick(objects)} ${properName(random)}, договор № ${random.below(90_000) + 10_000}/${random.below(30)}`,
  correspondents: (count) => {
    const random = new Random(7);
    return Array.from({ length: count }, () => `${random.pick(kinds)} «${properName(random)}»`);
  },
};

interface JournalRow {
  readonly case_key: string;
  readonly direction: string;
  readonly party: string;
  readonly party_kind: string;
  readonly title: string;
}

/** From a journal as CSV with the columns `case_key, direction, party, party_kind, title`. */
const fromJournal = (file: string): Distribution => {
  const all = parse(readFileSync(file, 'utf8'), { columns: true }) as JournalRow[];
  const rows = all.filter(({ direction }) => direction === 'incoming' || direction === 'outgoing');
  const sizes = Map.groupBy(rows, ({ case_key }) => case_key);
  const titles = rows.map(({ title }) => title).filter((title) => title.trim() !== '');
  const parties = Map.groupBy(
    rows.filter(({ party_kind }) => party_kind === 'org' || party_kind === 'person'),
    ({ party }) => party,
  );
  const names = [...parties].sort(([, one], [, other]) => other.length - one.length).map(([name]) => name);
  return {
    name: 'journal',
    matterSizes: [...sizes.values()].map((letters) => letters.length),
    incomingShare: rows.filter(({ direction }) => direction === 'incoming').length / rows.length,
    // The same titles over and over would make every word frequent: numbers are drawn anew, and a place is added.
    subject: (random) =>
      `${random.pick(titles).replaceAll(/\d/g, () => String(random.below(10)))}, ${properName(random)}`.slice(
        0,
        500,
      ),
    correspondents: (count) =>
      Array.from({ length: count }, (_, index) => {
        const name = names[index % names.length] ?? 'NN';
        return index < names.length ? name : `${name} ${Math.floor(index / names.length) + 1}`;
      }),
  };
};

/** That of the journal that BENCH_JOURNAL names, or else as it was counted in one. */
export const distribution = (): Distribution => {
  const file = process.env.BENCH_JOURNAL;
  return file && existsSync(file) ? fromJournal(file) : builtIn;
};
