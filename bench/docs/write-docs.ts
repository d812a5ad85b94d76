import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { RunResult } from '../results.ts';
import { barChart } from './bar-chart.ts';
import { circumstances, scenarioText, summary } from './tables.ts';

/**
 * Writes tables and pictures of docs/performance.md from the results, between its markers
 * `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`. What stands around them is written by hand and stays.
 */
const docs = new URL('../../docs/', import.meta.url);
const results = new URL('../results/', import.meta.url);

const read = async (mode: string): Promise<RunResult | undefined> => {
  const text = await readFile(new URL(`${mode}.json`, results), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const result = JSON.parse(text) as RunResult;
  return { ...result, cases: result.cases.map((one) => ({ ...one, mode: result.mode })) };
};

const [full, short] = [await read('full'), await read('short')];
const newest = full ?? short;
if (!newest) throw new Error('There are no results; npm run bench makes them');
// What only the short mode has measured is better than nothing.
const others = full
  ? (short?.cases ?? []).filter(({ scenario }) => !full.cases.some((one) => one.scenario === scenario))
  : [];
const run: RunResult = { ...newest, cases: [...others, ...newest.cases] };

const texts = new Map<string, string>([
  ['summary', summary(run)],
  ['circumstances', circumstances(run)],
]);
await mkdir(new URL('pictures/', docs), { recursive: true });
for (const [scenario, cases] of Map.groupBy(run.cases, (result) => result.scenario)) {
  const picture = `pictures/performance-${scenario}.svg`;
  await writeFile(new URL(picture, docs), barChart(cases));
  texts.set(scenario, scenarioText(cases, picture));
}

const file = new URL('performance.md', docs);
const before = await readFile(file, 'utf8');
const unknown: string[] = [];
const after = before.replaceAll(/<!-- bench:([\w-]+) -->[\s\S]*?<!-- \/bench:\1 -->/g, (_, name: string) => {
  const text = texts.get(name);
  if (text === undefined) unknown.push(name);
  return `<!-- bench:${name} -->\n${text ?? 'Not measured in this run.'}\n<!-- /bench:${name} -->`;
});
await writeFile(file, after);
// Tables are aligned as the project's formatter has them.
execFileSync('npx', ['biome', 'format', '--write', fileURLToPath(file)], { stdio: ['ignore', 'ignore', 2] });
const missing = [...texts.keys()].filter((name) => !before.includes(`<!-- bench:${name} -->`));
process.stderr.write(
  `docs/performance.md is written${unknown.length > 0 ? `; not measured: ${unknown.join(', ')}` : ''}${missing.length > 0 ? `; without a place: ${missing.join(', ')}` : ''}\n`,
);
