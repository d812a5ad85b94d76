import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DateTime } from 'luxon';
import type { RefusedRow } from './import-report.ts';
import { InvalidMapping, type RegisterMapping } from './register-mapping.ts';

/** A row as it was understood. */
export interface RegisterRow {
  readonly where: string;
  readonly key: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly number: string;
  readonly date: string;
  readonly subject: string;
  readonly counterparty?: { readonly name: string; readonly kind: 'organization' | 'person' };
  readonly counterpartyNumber?: string;
  readonly counterpartyDate?: string;
  readonly caseReference?: string;
  readonly documentKind?: string;
  readonly answersNumber?: string;
  readonly confidential: boolean;
}

type Cells = Readonly<Record<string, string>>;

const understand = (cells: Cells, where: string, mapping: RegisterMapping): RegisterRow | RefusedRow => {
  const { columns, directions, dateFormat = 'yyyy-MM-dd' } = mapping;
  const cell = (column: string | undefined): string | undefined =>
    (column && cells[column]?.normalize('NFC').trim()) || undefined;
  const day = (text: string | undefined): string | undefined =>
    (text && DateTime.fromFormat(text, dateFormat, { zone: 'utc' }).toISODate()) || undefined;

  const number = cell(columns.number);
  const key = cell(columns.key) ?? number ?? '';
  const refused = (code: string, detail: string): RefusedRow => ({ where, key, code, detail });
  const word = cell(columns.direction) ?? '';
  const direction = directions.incoming.includes(word)
    ? 'incoming'
    : directions.outgoing.includes(word)
      ? 'outgoing'
      : undefined;
  if (!direction) return refused('NOT_A_LETTER', `${columns.direction} is “${word}”`);
  if (!number) return refused('NUMBER_MISSING', `${columns.number} is empty`);
  const subject = cell(columns.subject);
  if (!subject) return refused('SUBJECT_MISSING', `${columns.subject} is empty`);
  const date = day(cell(columns.date));
  if (!date)
    return refused('DATE_INVALID', `${columns.date} is “${cell(columns.date) ?? ''}”, not ${dateFormat}`);
  const counterparty = cell(columns.counterparty);
  const person = mapping.persons?.includes(cell(columns.counterpartyKind) ?? '');
  const counterpartyDate = day(cell(columns.counterpartyDate));
  const optional = {
    counterpartyNumber: cell(columns.counterpartyNumber),
    counterpartyDate,
    caseReference: cell(columns.case),
    documentKind: cell(columns.documentKind),
    answersNumber: cell(columns.answersNumber),
  };
  const { confidential } = mapping;
  return {
    where,
    key,
    direction,
    number,
    date,
    subject,
    ...(counterparty && {
      counterparty: { name: counterparty, kind: person ? ('person' as const) : ('organization' as const) },
    }),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value)) as Partial<RegisterRow>),
    confidential: confidential ? confidential.words.includes(cell(confidential.column) ?? '') : false,
  };
};

const checkColumns = (header: readonly string[], mapping: RegisterMapping): void => {
  const missing = Object.values(mapping.columns).filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new InvalidMapping(
      `The register has no column ${missing.join(', ')}. It has ${header.join(', ')}.`,
    );
  }
};

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

/** The rows of a register in CSV (RFC 4180), each understood or refused. Nothing of it is read that has no meaning. */
export const readRegister = async (
  path: string,
  mapping: RegisterMapping,
): Promise<{ readonly rows: readonly RegisterRow[]; readonly refused: readonly RefusedRow[] }> => {
  const rows: RegisterRow[] = [];
  const refused: RefusedRow[] = [];
  const keys = new Map<string, string>();
  const parser = Readable.from(decoded(path, mapping.encoding ?? 'utf-8')).pipe(
    parse({
      delimiter: mapping.delimiter ?? ',',
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      columns: (header: string[]) => {
        checkColumns(header, mapping);
        return header;
      },
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Cells;
      info: { lines: number };
    }>) {
      const where = `line ${info.lines}`;
      const row = understand(record, where, mapping);
      if ('code' in row) {
        refused.push(row);
        continue;
      }
      const first = keys.get(row.key);
      if (first) {
        refused.push({ where, key: row.key, code: 'KEY_TWICE', detail: `the key is that of ${first}` });
        continue;
      }
      keys.set(row.key, where);
      rows.push(row);
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new InvalidMapping(`${path} is not such a CSV: ${error.message}`, { cause: error });
    throw error;
  }
  return { rows, refused };
};
