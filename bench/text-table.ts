import type { BarResult, CaseResult, RunResult } from './results.ts';
import type { Spread } from './statistics.ts';

/** Three digits that count, with separators between thousands. */
export const figure = (value: number): string => {
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en', {
    maximumFractionDigits: digits,
    minimumFractionDigits: Math.min(digits, 2),
  });
};

export const spreadText = ({ median, min, max }: Spread): string =>
  `${figure(median)} (${figure(min)}–${figure(max)})`;

/** `1.62× (1.55–1.71)` of a ratio, or the figure itself. */
export const barText = (bar: BarResult): string => {
  const times = bar.isRatio ? '×' : '';
  return `${figure(bar.median)}${times} (${figure(bar.min)}–${figure(bar.max)})`;
};

const caseLines = (result: CaseResult): readonly string[] => {
  const width = Math.max(...result.contenders.map(({ name }) => name.length));
  return [
    `  ${result.title}`,
    ...result.contenders.map(({ name, metrics }) => {
      const values = result.metrics.flatMap(({ name: metric, unit }) => {
        const spread = metrics[metric];
        if (!spread) return [];
        return [`${metric === 'rate' ? '' : `${metric} `}${spreadText(spread)} ${unit}`];
      });
      return `    ${name.padEnd(width)}  ${values.join(', ')}`;
    }),
    ...result.bars.map(
      (bar) =>
        `    ${bar.met ? 'met   ' : 'NOT MET'} ${bar.contender} ${bar.metric === 'rate' ? '' : `${bar.metric} `}${bar.text}: ${barText(bar)}`,
    ),
  ];
};

/** The whole run as text: medians, with the least and the most of all rounds in brackets. */
export const textTable = (run: RunResult): string => {
  const lines: string[] = [];
  let scenario = '';
  for (const result of run.cases) {
    if (result.scenario !== scenario) lines.push('', result.scenarioTitle);
    scenario = result.scenario;
    lines.push(...caseLines(result));
  }
  const bars = run.cases.flatMap((result) => result.bars);
  lines.push(
    '',
    `${bars.filter(({ met }) => met).length} of ${bars.length} bars met, in ${Math.round(run.seconds)} s`,
  );
  return `${lines.join('\n').trimStart()}\n`;
};
