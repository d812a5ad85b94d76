import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import type { BenchServer } from '../database.ts';
import type { SampleEvent } from '../letters/samples.ts';
import { peerPool } from './pool.ts';

/** Message DB: an event store of SQL functions. */
export interface MessageDb {
  readonly pool: pg.Pool;
  /** `expected` is -1 for a stream that is not there. */
  append(stream: string, expected: number, event: SampleEvent): Promise<void>;
  /** Messages of a category from a global position on, parsed. */
  readCategory(category: string, from: number, limit: number): Promise<{ position: number; count: number }>;
  close(): Promise<void>;
}

/** In the order of its own install.sh and install-functions.sh. */
const files = [
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  'functions/message-store-version',
  'functions/hash-64',
  'functions/acquire-lock',
  'functions/category',
  'functions/is-category',
  'functions/id',
  'functions/cardinal-id',
  'functions/stream-version',
  'functions/write-message',
  'functions/get-stream-messages',
  'functions/get-category-messages',
  'functions/get-last-stream-message',
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
];

export const openMessageDb = async (
  server: BenchServer,
  database: string,
  connections = 64,
): Promise<MessageDb> => {
  await server.create(database);
  const home = dirname(createRequire(import.meta.url).resolve('@eventide/message-db/package.json'));
  const options = '-c search_path=message_store,public';
  const pool = peerPool(server, database, connections, options);
  const client = await pool.connect();
  for (const file of files) await client.query(readFileSync(join(home, 'database', `${file}.sql`), 'utf8'));
  client.release();
  return {
    pool,
    async append(stream, expected, { id, type, values }) {
      await pool.query({
        name: 'write',
        text: 'select write_message($1, $2, $3, $4, $5, $6)',
        values: [id, stream, type, JSON.stringify(values.data), JSON.stringify(values.metadata), expected],
      });
    },
    async readCategory(category, from, limit) {
      const { rows } = await pool.query<{ global_position: string; data: string; metadata: string }>({
        name: 'category',
        text: 'select * from get_category_messages($1, $2, $3)',
        values: [category, from, limit],
      });
      let read = 0;
      for (const { data, metadata } of rows) if (JSON.parse(data) && JSON.parse(metadata)) read += 1;
      return { position: Number(rows.at(-1)?.global_position ?? from), count: read };
    },
    async close() {
      await pool.end();
      await server.drop(database);
    },
  };
};
