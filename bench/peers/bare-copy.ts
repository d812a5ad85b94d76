import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { BenchServer } from '../database.ts';
import { peerPool } from './pool.ts';

/** As many as the cores that the figures are measured on. */
const CONNECTIONS = 2;

/** A table of a read model: its rows as COPY wrote them, and the indexes that they are found by. */
interface Table {
  /** An empty one like it; its own goes with the next build. */
  readonly template: string;
  readonly target: string;
  readonly rows: Buffer;
  readonly indexes: readonly string[];
}

const TABLES = `select t.schemaname as schema, t.tablename as name,
    array(select indexdef from pg_indexes i where i.schemaname = t.schemaname and i.tablename = t.tablename) as indexes
  from pg_tables t join projections.checkpoints c on c.key = t.schemaname and c.status = 'live'
  order by pg_relation_size(format('%I.%I', t.schemaname, t.tablename)::regclass) desc`;

/**
 * The rows that all read models consist of, written into tables like theirs and indexed, with nothing read, decoded or folded
 * before: what a build takes at least on this PostgreSQL.
 */
export const openBareCopy = async (
  server: BenchServer,
  database: string,
): Promise<{ write(): Promise<void>; close(): Promise<void> }> => {
  const pool = peerPool(server, database, CONNECTIONS);
  const bare = (schema: string): string => `bare_${schema}`;
  const templates = (schema: string): string => `template_${schema}`;
  const { rows: found } = await pool.query<{ schema: string; name: string; indexes: string[] }>(TABLES);
  const schemas = [...new Set(found.map(({ schema }) => schema))];
  for (const schema of schemas) await pool.query(`create schema ${pg.escapeIdentifier(templates(schema))}`);
  const client = await pool.connect();
  const tables: Table[] = [];
  for (const { schema, name, indexes } of found) {
    const at = (within: string): string => `${pg.escapeIdentifier(within)}.${pg.escapeIdentifier(name)}`;
    await client.query(`create table ${at(templates(schema))} (like ${at(schema)} including defaults)`);
    tables.push({
      template: at(templates(schema)),
      target: at(bare(schema)),
      rows: await buffer(client.query(copyTo(`copy ${at(schema)} to stdout`))),
      indexes: indexes.map((index) =>
        index.replace(new RegExp(` ON "?${schema}"?\\.`), ` ON ${pg.escapeIdentifier(bare(schema))}.`),
      ),
    });
  }
  client.release();

  const writeTable = async ({ template, target, rows, indexes }: Table): Promise<void> => {
    const writer = await pool.connect();
    try {
      await writer.query(`create table ${target} (like ${template} including defaults)`);
      await pipeline(Readable.from([rows]), writer.query(copyFrom(`copy ${target} from stdin`)));
      for (const index of indexes) await writer.query(index);
    } finally {
      writer.release();
    }
  };
  return {
    async write() {
      for (const schema of schemas) {
        const name = pg.escapeIdentifier(bare(schema));
        await pool.query(`drop schema if exists ${name} cascade; create schema ${name}`);
      }
      await Promise.all(tables.map(writeTable));
    },
    close: () => pool.end(),
  };
};
