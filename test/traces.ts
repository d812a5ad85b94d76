import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

const capitalised = (trace: string): string => `${trace[0]?.toUpperCase()}${trace.slice(1)}`;

/** Tables, of any schema, in whose rows there is one of these words, in small letters; bytes are looked at as well. */
export const tablesWithTraces = async (
  pool: pg.Pool,
  traces: readonly string[],
): Promise<readonly string[]> => {
  const { rows: tables } = await pool.query(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm', 'p') and n.nspname not like 'pg\\_toast%'`,
  );
  const patterns = traces.flatMap((trace) => [
    `%${trace}%`,
    `%${Buffer.from(trace).toString('hex')}%`,
    `%${Buffer.from(capitalised(trace)).toString('hex')}%`,
  ]);
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await pool.query(
      `select 1 from "${schema}"."${name}" t where lower(t::text) like any ($1) limit 1`,
      [patterns],
    );
    if (rows.length > 0) found.push(`${schema}.${name}`);
  }
  return found.sort();
};

/** Which of these words, in small letters, the bytes have, as they are or with a capital. */
export const tracesIn = (bytes: Buffer, traces: readonly string[]): readonly string[] =>
  traces.filter((trace) => bytes.includes(trace) || bytes.includes(capitalised(trace)));

/** Files of the database, of indexes too, in whose bytes there is a trace. The write-ahead log is not among them. */
export const filesWithTraces = async (
  pool: pg.Pool,
  traces: readonly string[],
): Promise<readonly string[]> => {
  await pool.query('checkpoint');
  const { rows } = await pool.query(
    `select current_setting('data_directory') as folder, oid from pg_database where datname = current_database()`,
  );
  const folder = join(rows[0].folder, 'base', String(rows[0].oid));
  const found: string[] = [];
  for (const file of await readdir(folder)) {
    if (tracesIn(await readFile(join(folder, file)), traces).length > 0) found.push(file);
  }
  return found;
};

/** Files of a folder, of those in it too, in whose bytes there is a trace. */
export const filesInFolderWithTraces = async (
  folder: string,
  traces: readonly string[],
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && tracesIn(await readFile(path), traces).length > 0) found.push(path);
  }
  return found;
};
