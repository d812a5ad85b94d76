import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import { carriesFiles, namedFiles } from '../../domain/named-files.ts';
import type { Projection } from '../runner/projection.ts';
import {
  createFileIndexes,
  createFileTables,
  type FileNamingRow,
  type FileTables,
  fileTables,
} from './tables.ts';

type Event = Recorded<ChanceryEvent>;
type Row = Pick<FileNamingRow, 'sha256' | 'category' | 'id'> &
  Partial<Pick<FileNamingRow, 'named_at' | 'brought_at' | 'erased_at'>>;

const rowsOf = (event: Event): readonly Row[] => {
  const category = categoryOf(event.stream);
  if (category !== 'letter' && category !== 'mail') return [];
  const { position } = event;
  const of = (hashes: readonly string[], places: Partial<Row>): readonly Row[] =>
    hashes.map((sha256) => ({ sha256, category, id: idOf(event.stream), ...places }));
  if (event.type === 'FilesErased' || event.type === 'MailFilesErased') {
    return of(event.data.fileHashes, { erased_at: position });
  }
  return of(namedFiles(event), { named_at: position, ...(!carriesFiles(event) && { brought_at: position }) });
};

/** One row for each file of each letter or message: events come in the order of the log, so what is said later counts. */
const joined = (rows: readonly Row[]): readonly Row[] => {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.sha256} ${row.category} ${row.id}`;
    byKey.set(key, { ...byKey.get(key), ...row });
  }
  return [...byKey.values()];
};

/** Which letters and messages name a file: what an erasure must know before it removes one. */
export const fileNamings: Projection<FileTables> = {
  name: 'files',
  version: 1,
  tables: fileTables,
  concerns: (event) => rowsOf(event).length > 0,
  create: (tx) => createFileTables(tx as Transaction<unknown>),
  createIndexes: (tx) => createFileIndexes(tx as Transaction<unknown>),
  async apply(tx, events) {
    const rows = joined(events.flatMap(rowsOf));
    if (rows.length === 0) return;
    // What is erased was named before, in this batch or in another: its place then is kept by `greatest`.
    await sql`
      insert into file_namings as f (sha256, category, id, named_at, brought_at, erased_at)
      select sha256, category, id, coalesce(named_at, ''), brought_at, erased_at
      from jsonb_populate_recordset(null::file_namings, ${JSON.stringify(rows)}::jsonb)
      on conflict (sha256, category, id) do update set
        named_at = greatest(f.named_at, excluded.named_at),
        brought_at = greatest(f.brought_at, excluded.brought_at),
        erased_at = greatest(f.erased_at, excluded.erased_at)`.execute(tx);
  },
};
