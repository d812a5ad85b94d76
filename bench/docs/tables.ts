import type { BarResult, CaseResult, RunResult } from '../results.ts';
import { barText, figure } from '../text-table.ts';

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const metricName = (bar: BarResult): string => (bar.metric === 'rate' ? '' : `${bar.metric} `);

const met = ({ met: isMet }: BarResult): string => (isMet ? 'yes' : '**no**');

const barRow = (result: CaseResult, bar: BarResult): readonly string[] => [
  `${result.scenario}: ${result.title}`,
  `${bar.contender}: ${metricName(bar)}${bar.text}`,
  barText(bar),
  met(bar),
];

/** Every bar, and whether it is met. */
export const summary = (run: RunResult): string =>
  table(
    ['work', 'bar', 'reached: median (least–most of the rounds)', 'met'],
    run.cases.flatMap((result) => result.bars.map((bar) => barRow(result, bar))),
  );

/** What it was measured on, with what, when. */
export const circumstances = (run: RunResult): string => {
  const machines = Map.groupBy(
    run.cases,
    ({ machine: { processor, cores, memoryGiB, system } }) =>
      `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}`,
  );
  const of = (cases: readonly CaseResult[]): string => {
    const modes = Map.groupBy(cases, ({ mode }) => mode);
    const dates = [...new Set(cases.map(({ date }) => date.slice(0, 10)))].sort();
    const commits = [...new Set(cases.map(({ commit }) => commit))].filter((commit) => commit !== '');
    const modeText = [...modes].map(
      ([mode, list]) => `${mode} mode: ${[...new Set(list.map(({ scenario }) => scenario))].join(', ')}`,
    );
    return `${modeText.join('; ')}. ${dates.join(', ')}, commit ${commits.join(', ')}.`;
  };
  return [
    ...[...machines].map(([machine, cases]) => `- ${machine}: ${of(cases)}`),
    '',
    table(
      ['what', 'version'],
      Object.entries(run.versions).map(([name, version]) => [name, version]),
    ),
  ].join('\n');
};

const figures = (result: CaseResult): string =>
  table(
    ['contender', ...result.metrics.map(({ name, unit }) => (name === 'rate' ? unit : `${name}, ${unit}`))],
    result.contenders.map(({ name, metrics }) => [
      name,
      ...result.metrics.map((metric) => {
        const spread = metrics[metric.name];
        return spread ? `${figure(spread.median)} (${figure(spread.min)}–${figure(spread.max)})` : '—';
      }),
    ]),
  );

/** A scenario's figures, case by case. */
export const scenarioText = (cases: readonly CaseResult[], picture: string): string => {
  const [first] = cases;
  if (!first) return 'Not measured in this run.';
  const notes = [...new Set(cases.flatMap((result) => result.notes))];
  return [
    `![${first.scenarioTitle}](${picture})`,
    ...cases.flatMap((result) => [
      '',
      `**${result.title[0]?.toUpperCase()}${result.title.slice(1)}** (${result.rounds} rounds)`,
      '',
      figures(result),
    ]),
    ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${note}`)] : []),
  ].join('\n');
};
