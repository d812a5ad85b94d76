import type { FileHandle } from 'node:fs/promises';
import { ByteWriter, parquetWriteRows } from 'hyparquet-writer';
import { type FlatRow, flatColumns } from './flat-rows.ts';

/** So many rows are held at a time, and make a group that readers can skip. */
const GROUP = 5_000;

const types: Readonly<Partial<Record<(typeof flatColumns)[number], 'TIMESTAMP' | 'INT32' | 'JSON'>>> = {
  time: 'TIMESTAMP',
  revision: 'INT32',
  attributes: 'JSON',
};

async function* typed(rows: AsyncIterable<FlatRow>): AsyncGenerator<Record<string, unknown>> {
  for await (const row of rows) {
    yield { ...row, time: new Date(String(row.time)), attributes: JSON.parse(String(row.attributes)) };
  }
}

/** The rows as Parquet, compressed with Snappy, written out group by group. */
export const writeParquet = async (rows: AsyncIterable<FlatRow>, file: FileHandle): Promise<void> => {
  const buffer = new ByteWriter();
  const flush = async (): Promise<void> => {
    await file.writeFile(new Uint8Array(buffer.buffer, 0, buffer.index));
    buffer.index = 0;
  };
  const writer = Object.assign(buffer, { flush, finish: flush });
  await parquetWriteRows({
    writer,
    rows: typed(rows),
    columns: flatColumns.map((name) => ({
      name,
      type: types[name] ?? 'STRING',
      nullable: true,
      offsetIndex: false,
    })),
    rowGroupSize: GROUP,
    createdBy: 'chancery',
  });
};
