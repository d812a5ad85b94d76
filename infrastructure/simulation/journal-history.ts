import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { DateTime } from 'luxon';
import { type History, type HistoryLetter, historyOf, InvalidJournal } from './history.ts';

const NOT_GIVEN = 'не указан / not given';
const SUBJECT_LENGTH = 1_000;

interface Cells {
  readonly doc_no: string;
  readonly case_key: string;
  readonly journal_date: string;
  readonly direction: string;
  readonly party: string;
  readonly party_kind: string;
  readonly title: string;
}
const columns = ['doc_no', 'case_key', 'journal_date', 'direction', 'party', 'party_kind', 'title'];

/**
 * The public journal of a Norwegian municipality (offentlig journal) as CSV. Rows that are no letters (notes, minutes, case
 * papers) are counted and left out; of a letter whose other side is not told, the counterparty is one that says so.
 *
 * @throws InvalidJournal
 */
export const readJournalHistory = async (path: string): Promise<History> => {
  const letters: HistoryLetter[] = [];
  const remarks: Record<string, number> = {};
  const remark = (what: string): void => {
    remarks[what] = (remarks[what] ?? 0) + 1;
  };
  const keys = new Set<string>();
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      columns: (header: string[]) => {
        const missing = columns.filter((column) => !header.includes(column));
        if (missing.length > 0) throw new InvalidJournal(`${path} has no column ${missing.join(', ')}`);
        return header;
      },
    }),
  );
  try {
    for await (const cells of parser as AsyncIterable<Cells>) {
      const { direction } = cells;
      if (direction !== 'incoming' && direction !== 'outgoing') {
        remark(`no letter: ${direction}`);
        continue;
      }
      const key = cells.doc_no?.trim() ?? '';
      const day = DateTime.fromISO(cells.journal_date ?? '', { zone: 'utc' });
      const subject = cells.title?.normalize('NFC').trim().slice(0, SUBJECT_LENGTH);
      if (!key || !subject || !day.isValid || keys.has(key)) {
        remark(keys.has(key) ? 'number twice' : 'no number, date or title');
        continue;
      }
      keys.add(key);
      if (!cells.party) remark('counterparty not given');
      if (day.weekday > 5) remark('dated on a weekend, happens on the next working day');
      letters.push({
        key,
        day: day.toISODate() ?? '',
        direction,
        caseKey: cells.case_key || key,
        subject,
        counterparty: {
          name: cells.party?.normalize('NFC').trim().slice(0, SUBJECT_LENGTH) || NOT_GIVEN,
          kind: cells.party_kind === 'person' ? 'person' : 'organization',
        },
      });
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new InvalidJournal(`${path} is not such a CSV: ${error.message}`, { cause: error });
    throw error;
  }
  return historyOf(basename(path), letters, remarks, NOT_GIVEN);
};
