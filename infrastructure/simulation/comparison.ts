import type { TaskKind } from '../../domain/deadline.ts';
import { taskKinds } from '../../domain/task-kinds.ts';
import type { Language } from '../messages/language.ts';
import { taskTitle } from '../messages/task-titles.ts';
import { type Difference, isCertain, pairedDifference } from './difference.ts';
import { table } from './report-text.ts';
import type { SimulationResult } from './simulate.ts';

interface Metric {
  readonly key: string;
  readonly title: Readonly<Record<Language, string>>;
  /** `undefined` where the run has none of it. */
  readonly of: (result: SimulationResult) => number | undefined;
}

const hours = (minutes: number | undefined): number | undefined =>
  minutes === undefined ? undefined : minutes / 60;
const percent = (share: number): number => 100 * share;

const stageMean = (kind: TaskKind): Metric => ({
  key: `mean.${kind}`,
  title: { ru: `${taskTitle(kind, 'ru')}, ч`, en: `${taskTitle(kind, 'en')}, h` },
  of: ({ stages }) => hours(stages[kind]?.mean),
});

const metrics: readonly Metric[] = [
  {
    key: 'answeredInTime',
    title: { ru: 'Отвечено или исполнено в срок, %', en: 'Answered or executed in time, %' },
    of: ({ answeredInTimeShare }) => percent(answeredInTimeShare),
  },
  {
    key: 'overdue',
    title: { ru: 'Задачи с опозданием, %', en: 'Tasks that were late, %' },
    of: ({ overdueShare }) => percent(overdueShare),
  },
  {
    key: 'mean.toApproval',
    title: { ru: 'Всё согласование, среднее, ч', en: 'Approval as a whole, mean, h' },
    of: ({ toApproval }) => hours(toApproval?.mean),
  },
  {
    key: 'p90.toApproval',
    title: { ru: 'Всё согласование, p90, ч', en: 'Approval as a whole, p90, h' },
    of: ({ toApproval }) => hours(toApproval?.p90),
  },
  {
    key: 'mean.toDispatch',
    title: { ru: 'От проекта до отправки, среднее, ч', en: 'From draft to dispatch, mean, h' },
    of: ({ toDispatch }) => hours(toDispatch?.mean),
  },
  {
    key: 'mean.toReply',
    title: { ru: 'От регистрации до ответа, среднее, ч', en: 'From registration to reply, mean, h' },
    of: ({ toReply }) => hours(toReply?.mean),
  },
  ...taskKinds.filter((kind) => kind !== 'acknowledge').map(stageMean),
  {
    key: 'rounds',
    title: { ru: 'Кругов согласования', en: 'Rounds of approval' },
    of: ({ approvalRounds }) => approvalRounds,
  },
  {
    key: 'reminders',
    title: { ru: 'Напоминаний', en: 'Reminders' },
    of: ({ tally }) => tally.reminders,
  },
  {
    key: 'escalations',
    title: { ru: 'Эскалаций', en: 'Escalations' },
    of: ({ tally }) => tally.escalations,
  },
  {
    key: 'open',
    title: { ru: 'Открытых писем в конце', en: 'Open letters at the end' },
    of: ({ control }) => control.open,
  },
];

export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly history: string;
  readonly seeds: readonly number[];
  readonly metrics: readonly ({ readonly key: string } & Difference)[];
}

/** Runs of two scenarios, pair by pair on the same seed. */
export const compareRuns = (
  pairs: readonly (readonly [a: SimulationResult, b: SimulationResult])[],
): Comparison => {
  const [first] = pairs;
  if (!first) throw new RangeError('There is nothing to compare');
  return {
    a: first[0].scenario,
    b: first[1].scenario,
    history: first[0].history,
    seeds: pairs.map(([{ seed }]) => seed),
    metrics: metrics.flatMap(({ key, of }) => {
      const values = pairs.flatMap(([a, b]) => {
        const [one, other] = [of(a), of(b)];
        return one === undefined || other === undefined ? [] : [[one, other] as const];
      });
      const difference = pairedDifference(values);
      return difference ? [{ key, ...difference }] : [];
    }),
  };
};

const number = (value: number): string => value.toFixed(1);
const signed = (value: number): string => `${value > 0 ? '+' : ''}${number(value)}`;

const uncertainty = {
  ru: (seeds: number, certain: number, all: number) =>
    seeds === 1
      ? 'Одно зерно ничего не говорит о случайности: возьмите --seeds 5 или больше.'
      : `± — половина 95-процентного доверительного интервала по ${seeds} зёрнам. У ${certain} показателей из ${all} интервал не содержит нуля (отмечены *); при стольких показателях один из двадцати может оказаться таким случайно.`,
  en: (seeds: number, certain: number, all: number) =>
    seeds === 1
      ? 'One seed says nothing of chance: take --seeds 5 or more.'
      : `± is half the 95 % confidence interval over ${seeds} seeds. For ${certain} of ${all} figures it leaves out zero (marked *); one figure in twenty may do so by chance.`,
} satisfies Readonly<Record<Language, (seeds: number, certain: number, all: number) => string>>;

/** What a comparison found, for people. */
export const comparisonText = (comparison: Comparison, language: Language): string => {
  const { a, b, history, seeds } = comparison;
  const head = language === 'ru' ? ['', a, b, 'разница', '±', ''] : ['', a, b, 'difference', '±', ''];
  const rows = comparison.metrics.map((difference) => {
    const title = metrics.find(({ key }) => key === difference.key)?.title[language] ?? difference.key;
    const { halfWidth } = difference;
    return [
      title,
      number(difference.a),
      number(difference.b),
      signed(difference.difference),
      halfWidth === undefined ? '—' : number(halfWidth),
      isCertain(difference) ? '*' : '',
    ];
  });
  const certain = comparison.metrics.filter(isCertain).length;
  const title =
    language === 'ru'
      ? `Сравнение на «${history}»: «${a}» и «${b}», зёрна ${seeds.join(', ')}`
      : `Comparison on “${history}”: “${a}” and “${b}”, seeds ${seeds.join(', ')}`;
  return [
    title,
    '',
    table([head, ...rows]),
    '',
    uncertainty[language](seeds.length, certain, rows.length),
  ].join('\n');
};
