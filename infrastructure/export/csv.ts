import type { FileHandle } from 'node:fs/promises';
import { type FlatRow, flatColumns } from './flat-rows.ts';
import { TextFile } from './text-file.ts';

/** RFC 4180: quoted where need be, lines end in CR LF. */
const field = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const writeCsv = async (rows: AsyncIterable<FlatRow>, file: FileHandle): Promise<void> => {
  const out = new TextFile(file);
  out.write(`${flatColumns.join(',')}\r\n`);
  for await (const row of rows) {
    const wait = out.write(`${flatColumns.map((column) => field(row[column])).join(',')}\r\n`);
    if (wait) await wait;
  }
  await out.flush();
};
