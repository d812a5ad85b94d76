import type { CaseResult } from '../results.ts';
import type { Metric } from '../scenario.ts';
import { figure } from '../text-table.ts';

const WIDTH = 900;
const LABEL = 290;
const BAR = 480;
const ROW = 24;
const HEAD = 40;
const OURS = '#1f6f54';
const THEIRS = '#9aa7b1';

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`;

/** Where nobody goes by our name, all of them are ours: at several sizes, or for several viewers. */
const oursOf = ({ contenders }: CaseResult): ((name: string) => boolean) => {
  const isNamed = (name: string): boolean => name.startsWith('chancery');
  return contenders.some(({ name }) => isNamed(name)) ? isNamed : () => true;
};

/** One question: a bar per contender for the first metric, and a line from the least to the most of all rounds. */
const panel = (
  result: CaseResult,
  metric: Metric,
  top: number,
): { readonly svg: string; readonly height: number } => {
  const rows = result.contenders.flatMap(({ name, metrics }) => {
    const spread = metrics[metric.name];
    return spread ? [{ name, spread }] : [];
  });
  const isOurs = oursOf(result);
  const most = Math.max(...rows.map(({ spread }) => spread.max));
  const length = (value: number): number => (value / most) * BAR;
  const better = metric.better === 'more' ? 'more is better' : 'less is better';
  const label = metric.name === 'rate' ? metric.unit : `${metric.name}, ${metric.unit}`;
  const lines = rows.map(({ name, spread }, index) => {
    const y = top + HEAD + index * ROW;
    const middle = y + ROW / 2 - 3;
    return [
      text(LABEL - 8, middle + 4, name, 'text-anchor="end" font-size="12"'),
      `<rect x="${LABEL}" y="${y}" width="${length(spread.median).toFixed(1)}" height="${ROW - 8}" rx="2" fill="${isOurs(name) ? OURS : THEIRS}"/>`,
      `<path d="M${(LABEL + length(spread.min)).toFixed(1)} ${middle}H${(LABEL + length(spread.max)).toFixed(1)}" stroke="#222" stroke-width="1"/>`,
      text(LABEL + BAR + 12, middle + 4, figure(spread.median), 'font-size="12"'),
    ].join('\n');
  });
  const heading = [
    text(12, top + 18, result.title, 'font-size="13" font-weight="600"'),
    text(12, top + 33, `${label}; ${better}`, 'font-size="11" fill="#555"'),
  ];
  return { svg: [...heading, ...lines].join('\n'), height: HEAD + rows.length * ROW + 14 };
};

/** A picture of a scenario: its questions under each other. */
export const barChart = (cases: readonly CaseResult[]): string => {
  const panels: string[] = [];
  let height = 6;
  for (const result of cases) {
    const [metric] = result.metrics;
    if (!metric) continue;
    const drawn = panel(result, metric, height);
    panels.push(drawn.svg);
    height += drawn.height;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" role="img">`,
    `<title>${escaped(cases[0]?.scenarioTitle ?? '')}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...panels,
    '</svg>',
    '',
  ].join('\n');
};
