import type pg from 'pg';
import type { NewEvent } from '../../application/ports/event-store.ts';
import type { BenchServer } from '../database.ts';
import { peerPool } from './pool.ts';

/** A bare table with the log's columns, written to and read from by single statements: what the machine gives. */
export interface RawLog {
  readonly pool: pg.Pool;
  append(stream: string, revision: number, event: NewEvent, commandId: string): Promise<void>;
  /** The same in a table whose positions have no gaps: they are counted in a row, whose lock is held until the commit. */
  appendInOrder(stream: string, revision: number, event: NewEvent, commandId: string): Promise<void>;
  /** The stream's events in order, with their payloads parsed. */
  read(stream: string): Promise<readonly RawEvent[]>;
  /** The next events after a position, with their payloads parsed. */
  readAll(after: number, limit: number): Promise<readonly RawEvent[]>;
  close(): Promise<void>;
}

export interface RawEvent {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

interface Row extends Omit<RawEvent, 'data' | 'metadata'> {
  readonly data: string;
  readonly metadata: string;
}

const INSERT = `insert into events (stream, revision, id, type, data, metadata, command_id)
  values ($1, $2, $3, $4, $5, $6, $7)`;
const INSERT_IN_ORDER = `with next as (update head set position = position + 1 returning position)
  insert into ordered (position, stream, revision, id, type, data, metadata, command_id)
  select position, $1, $2::int, $3::uuid, $4, $5, $6, $7 from next`;
const COLUMNS = 'position, stream, revision, id, type, data, metadata';

const parsed = (row: Row): RawEvent => ({
  ...row,
  data: JSON.parse(row.data),
  metadata: JSON.parse(row.metadata),
});

export const openRawLog = async (
  server: BenchServer,
  database: string,
  connections = 64,
): Promise<RawLog> => {
  await server.create(database);
  const pool = peerPool(server, database, connections);
  await pool.query(`create table events (
    position bigserial primary key, stream text collate "C" not null, revision int not null, id uuid not null,
    type text not null, data text not null, metadata text not null, command_id text not null,
    unique (stream, revision)
  )`);
  await pool.query(`create table ordered (like events including defaults including indexes);
    create table head (position bigint not null) with (fillfactor = 10); insert into head values (0)`);
  return {
    pool,
    async append(stream, revision, { id, type, data, metadata }, commandId) {
      const values = [stream, revision, id, type, data, metadata, commandId];
      await pool.query({ name: 'insert', text: INSERT, values });
    },
    async appendInOrder(stream, revision, { id, type, data, metadata }, commandId) {
      const values = [stream, revision, id, type, data, metadata, commandId];
      await pool.query({ name: 'insert-in-order', text: INSERT_IN_ORDER, values });
    },
    async read(stream) {
      const text = `select ${COLUMNS} from events where stream = $1 order by revision`;
      const { rows } = await pool.query<Row>({ name: 'read', text, values: [stream] });
      return rows.map(parsed);
    },
    async readAll(after, limit) {
      const text = `select ${COLUMNS} from events where position > $1 order by position limit $2`;
      const { rows } = await pool.query<Row>({ name: 'read-all', text, values: [after, limit] });
      return rows.map(parsed);
    },
    async close() {
      await pool.end();
      await server.drop(database);
    },
  };
};
