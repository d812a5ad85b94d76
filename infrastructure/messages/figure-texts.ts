import type { Outcome } from '../../domain/figures/outcome.ts';
import type { StageKind, wholeStages } from '../../domain/figures/stage-kinds.ts';
import type { AutomaticStep } from '../../projections/figures/process-queries.ts';
import type { Language } from './language.ts';
import { taskTitle } from './task-titles.ts';

type Words<Key extends string> = Readonly<Record<Key, Readonly<Record<Language, string>>>>;

const wholes: Words<(typeof wholeStages)[number]> = {
  answer: { ru: 'Письмо до ответа', en: 'Letter until answered' },
  approvalRound: { ru: 'Круг согласования', en: 'Round of approval' },
};

export const stageTitle = (kind: StageKind, language: Language): string =>
  kind === 'answer' || kind === 'approvalRound' ? wholes[kind][language] : taskTitle(kind, language);

const outcomeWords: Words<Outcome> = {
  done: { ru: 'сделано', en: 'done' },
  returned: { ru: 'возвращено', en: 'returned' },
  failed: { ru: 'не доставлено', en: 'failed' },
  replaced: { ru: 'заменён', en: 'replaced' },
  lapsed: { ru: 'отпало', en: 'lapsed' },
};
export const outcomeTitle = (outcome: Outcome, language: Language): string => outcomeWords[outcome][language];

const stepWords: Words<AutomaticStep> = {
  number: { ru: 'выдан номер', en: 'number given out' },
  route: { ru: 'составлен маршрут согласования', en: 'route of approval drawn up' },
  approval: { ru: 'согласование завершено', en: 'approval concluded' },
  policy: {
    ru: 'следствия (ответ, связь, отметка, напоминание)',
    en: 'consequences (reply, link, note, reminder)',
  },
};
export const stepTitle = (step: AutomaticStep, language: Language): string => stepWords[step][language];

const words = {
  stage: { ru: 'этап', en: 'stage' },
  department: { ru: 'подразделение', en: 'department' },
  person: { ru: 'сотрудник', en: 'person' },
  letterDepartment: { ru: 'подразделение письма', en: 'letter’s department' },
  counterparty: { ru: 'контрагент', en: 'counterparty' },
  project: { ru: 'проект', en: 'project' },
  documentKind: { ru: 'вид документа', en: 'kind of document' },
  direction: { ru: 'направление', en: 'direction' },
  outcome: { ru: 'исход', en: 'outcome' },
  round: { ru: 'круг', en: 'round' },
  day: { ru: 'день', en: 'day' },
  week: { ru: 'неделя', en: 'week' },
  month: { ru: 'месяц', en: 'month' },
  quarter: { ru: 'квартал', en: 'quarter' },
  count: { ru: 'число', en: 'count' },
  mean: { ru: 'среднее', en: 'mean' },
  median: { ru: 'медиана', en: 'median' },
  p90: { ru: '90 %', en: 'p90' },
  p95: { ru: '95 %', en: 'p95' },
  inTime: { ru: 'в срок', en: 'in time' },
  overdue: { ru: 'просрочено', en: 'overdue' },
  waiting: { ru: 'ждут', en: 'waiting' },
  oldest: { ru: 'старейшее', en: 'oldest' },
  latest: { ru: 'опоздание', en: 'latest' },
  own: { ru: 'свои', en: 'own' },
  shared: { ru: 'общие', en: 'shared' },
  ours: { ru: 'наше время', en: 'ours' },
  theirs: { ru: 'контрагента', en: 'counterparty’s' },
  bottleneck: { ru: 'узкое место', en: 'bottleneck' },
  answered: { ru: 'отвечено входящих', en: 'incoming letters answered' },
  answeredInTime: { ru: 'из них в срок', en: 'of them in time' },
  reworkRate: { ru: 'доля возвратов', en: 'rework rate' },
  meanRounds: { ru: 'кругов согласования в среднем', en: 'rounds of approval, mean' },
  mostRounds: { ru: 'кругов согласования, больше всего', en: 'rounds of approval, most' },
  steps: { ru: 'шагов', en: 'steps' },
  stepsBySystem: { ru: 'из них система сама', en: 'of them by Chancery itself' },
  none: { ru: '—', en: '—' },
  over: { ru: 'и больше', en: 'and more' },
} as const;
export type FigureWord = keyof typeof words;
export const figureWord = (word: FigureWord, language: Language): string => words[word][language];

/** Hours and minutes: how long a day is differs by calendar. */
export const figureTime = (seconds: number | null, language: Language): string => {
  if (seconds === null) return '—';
  const minutes = Math.round(seconds / 60);
  const [hour, minute] = language === 'ru' ? ['ч', 'мин'] : ['h', 'min'];
  return minutes < 60
    ? `${minutes} ${minute}`
    : `${Math.floor(minutes / 60)} ${hour} ${minutes % 60} ${minute}`;
};

export const figureShare = (share: number | null): string =>
  share === null ? '—' : `${(share * 100).toFixed(1)} %`;
