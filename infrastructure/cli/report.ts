import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ImportReport, RefusedRow } from '../import/import-report.ts';

const SHOWN = 10;
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

function* csv(rows: readonly RefusedRow[]): Generator<string> {
  yield 'where,key,code,detail\n';
  for (const { where, key, code, detail } of rows)
    yield `${[where, key, code, detail].map(quoted).join(',')}\n`;
}

/** Tells what an import did; every refused row goes to the file, the first few and the counts to the screen. */
export const tell = async (report: ImportReport, refusedFile: string): Promise<void> => {
  const { added, known, counterpartiesAdded, linksAdded, threads, refused } = report;
  const lines = [
    `letters added         ${added}`,
    `known from before     ${known}`,
    `counterparties added  ${counterpartiesAdded}`,
    `links added           ${linksAdded}`,
    `threads               ${threads}`,
    `refused               ${refused.length}`,
  ];
  for (const [reason, rows] of Map.groupBy(refused, ({ code, detail }) =>
    code === 'NOT_A_LETTER' ? `${code}: ${detail}` : code,
  )) {
    lines.push(`  ${String(rows.length).padStart(6)}  ${reason}`);
  }
  for (const { where, key, code, detail } of refused.slice(0, SHOWN)) {
    lines.push(`  ${where}, ${key}: ${code}, ${detail}`);
  }
  if (refused.length > 0) {
    await pipeline(csv(refused), createWriteStream(refusedFile));
    lines.push(`  all of them with their reasons: ${refusedFile}`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
};
