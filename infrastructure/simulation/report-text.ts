import { taskKinds } from '../../domain/task-kinds.ts';
import type { Language, Texts } from '../messages/language.ts';
import { taskTitle } from '../messages/task-titles.ts';
import type { StageFigures } from './measure.ts';
import type { SimulationResult } from './simulate.ts';

const words = {
  title: {
    ru: ({ history, scenario, seed }) => `Имитация «${history}», сценарий «${scenario}», зерно ${seed}`,
    en: ({ history, scenario, seed }) => `Simulation of “${history}”, scenario “${scenario}”, seed ${seed}`,
  },
  period: {
    ru: ({ tally }) => `Период               ${tally.from.slice(0, 10)} — ${tally.to.slice(0, 10)}`,
    en: ({ tally }) => `Period               ${tally.from.slice(0, 10)} to ${tally.to.slice(0, 10)}`,
  },
  speed: {
    ru: ({ seconds, timesFaster }) =>
      `Время работы         ${seconds.toFixed(1)} с, в ${Math.round(timesFaster)} раз быстрее календаря`,
    en: ({ seconds, timesFaster }) =>
      `Took                 ${seconds.toFixed(1)} s, ${Math.round(timesFaster)} times faster than the calendar`,
  },
  letters: {
    ru: ({ letters }) => `Письма               входящие ${letters.incoming}, исходящие ${letters.outgoing}`,
    en: ({ letters }) => `Letters              incoming ${letters.incoming}, outgoing ${letters.outgoing}`,
  },
  events: {
    ru: ({ events, tally }) => `События              ${events}; запросов GraphQL ${tally.requests}`,
    en: ({ events, tally }) => `Events               ${events}; GraphQL requests ${tally.requests}`,
  },
  bySystem: {
    ru: ({ steps, stepsBySystem }) =>
      `Шаги                 ${steps}, из них система сделала сама ${stepsBySystem} (${percent(stepsBySystem / Math.max(steps, 1))})`,
    en: ({ steps, stepsBySystem }) =>
      `Steps                ${steps}, done by the system ${stepsBySystem} (${percent(stepsBySystem / Math.max(steps, 1))})`,
  },
  inTime: {
    ru: ({ answeredInTimeShare, overdueShare }) =>
      `В срок               отвечено или исполнено ${percent(answeredInTimeShare)}; задач с опозданием ${percent(overdueShare)}`,
    en: ({ answeredInTimeShare, overdueShare }) =>
      `In time              answered or executed ${percent(answeredInTimeShare)}; tasks that were late ${percent(overdueShare)}`,
  },
  people: {
    ru: ({ tally }) =>
      `Люди                 забыто ${tally.forgotten}, напоминаний ${tally.reminders}, эскалаций ${tally.escalations}, болезней ${tally.illnesses}, увольнений ${tally.leavings}, отложено до выхода ${tally.postponed}`,
    en: ({ tally }) =>
      `People               forgotten ${tally.forgotten}, reminders ${tally.reminders}, escalations ${tally.escalations}, illnesses ${tally.illnesses}, departures ${tally.leavings}, put off until back ${tally.postponed}`,
  },
  desks: {
    ru: ({ tally }) =>
      `Столы                сверено ${tally.desksCompared}, расхождений ${tally.deskDifferences}; отказов ${refusalsOf(tally.refusals)}`,
    en: ({ tally }) =>
      `Desks                compared ${tally.desksCompared}, differences ${tally.deskDifferences}; refusals ${refusalsOf(tally.refusals)}`,
  },
  open: {
    ru: ({ control }) =>
      `Открыто в конце      писем ${control.open}, задач ${control.openTasks}, из них просрочено ${control.overdueTasks}`,
    en: ({ control }) =>
      `Open at the end      letters ${control.open}, tasks ${control.openTasks}, overdue ${control.overdueTasks}`,
  },
  control: {
    ru: ({ control }) =>
      control.lostByLog.length + control.lostByReadModels.length + control.differences === 0
        ? 'Контроль             ни одного открытого письма без ответственного и срока (по журналу событий и по моделям чтения)'
        : `Контроль             ПОТЕРЯНО: по журналу событий ${control.lostByLog.length}, по моделям чтения ${control.lostByReadModels.length}, расхождений ${control.differences}`,
    en: ({ control }) =>
      control.lostByLog.length + control.lostByReadModels.length + control.differences === 0
        ? 'Control              no open letter without an owner and a date (by the log and by the read models)'
        : `Control              LOST: by the log ${control.lostByLog.length}, by the read models ${control.lostByReadModels.length}, differences ${control.differences}`,
  },
  digest: {
    ru: ({ digest }) => `Хеш журнала событий  ${digest}`,
    en: ({ digest }) => `Digest of the log    ${digest}`,
  },
} satisfies Readonly<Record<string, Texts<[SimulationResult]>>>;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const refusalsOf = (refusals: Readonly<Record<string, number>>): string => {
  const told = Object.entries(refusals).map(([what, times]) => `${what} ×${times}`);
  return told.length > 0 ? told.join(', ') : '0';
};

const header = {
  ru: ['рабочие часы', 'число', 'среднее', 'медиана', 'p90', 'с опозданием'],
  en: ['working hours', 'count', 'mean', 'median', 'p90', 'late'],
} as const;
const wholes = {
  ru: {
    toApproval: 'Всё согласование',
    toDispatch: 'От проекта до отправки',
    toReply: 'От регистрации до ответа',
  },
  en: {
    toApproval: 'Approval as a whole',
    toDispatch: 'From draft to dispatch',
    toReply: 'From registration to reply',
  },
} as const;

const hours = (minutes: number): string => (minutes / 60).toFixed(1);

const row = (title: string, { count, mean, median, p90, late }: StageFigures): readonly string[] => [
  title,
  String(count),
  hours(mean),
  hours(median),
  hours(p90),
  late === null ? '—' : percent(late / count),
];

/** Columns, the first to the left, the others to the right. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => (cells[column] ?? '').length)),
  );
  return rows
    .map((cells) =>
      cells
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
};

/** What a simulation found, for people. */
export const reportText = (result: SimulationResult, language: Language): string => {
  const line = (word: keyof typeof words): string => words[word][language](result);
  const stages = taskKinds.flatMap((kind) => {
    const figures = result.stages[kind];
    return figures ? [row(taskTitle(kind, language), figures)] : [];
  });
  const whole = (['toApproval', 'toDispatch', 'toReply'] as const).flatMap((name) => {
    const figures = result[name];
    return figures ? [row(wholes[language][name], figures)] : [];
  });
  const remarks = Object.entries(result.remarks).map(
    ([what, times]) => `  ${String(times).padStart(5)}  ${what}`,
  );
  const told: readonly (keyof typeof words)[] = [
    'period',
    'speed',
    'letters',
    'events',
    'bySystem',
    'inTime',
    'people',
    'desks',
    'open',
    'control',
    'digest',
  ];
  return [
    line('title'),
    ...remarks,
    ...told.map(line),
    '',
    table([header[language], ...stages, ...whole]),
  ].join('\n');
};
