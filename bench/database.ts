import { rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../infrastructure/postgres/embedded.ts';
import { lockFolder } from './run-lock.ts';

/** The one PostgreSQL of the run, with a database for every contender. */
export interface BenchServer {
  /** The run's databases share a data folder, for its keys; where another one's ledger ended is nothing to this one. */
  forgetAnchor(): Promise<void>;
  /** On the same disk as the data. */
  readonly folder: string;
  connection(database: string): pg.ClientConfig;
  url(database: string): string;
  version(): Promise<string>;
  exists(database: string): Promise<boolean>;
  list(): Promise<readonly string[]>;
  /** Creates it anew, empty or as a copy. */
  create(database: string, template?: string): Promise<void>;
  drop(database: string): Promise<void>;
  /** Writes everything out, so that one contender does not pay for another's writes. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Kept between runs: a million letters take long to make. */
export const benchFolder = (): string => join(tmpdir(), `chancery-bench-${userInfo().uid}`);

/**
 * Durability and memory are the server's defaults. Room for connections is not: every contender keeps as many open
 * as it has writers.
 */
const settings = { max_connections: '400' };

/** Exit code of a program that was told to end, as shells give it. */
const BROKEN_OFF = 130;

export const startBenchServer = async (): Promise<BenchServer> => {
  const folder = benchFolder();
  const release = await lockFolder(folder);
  const embedded = await startEmbeddedPostgres(join(folder, 'postgres'), settings);
  const stop = async (): Promise<void> => {
    await embedded.stop();
    await release();
  };
  // It would run on, since it is no child of the terminal's.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(BROKEN_OFF)));
  }
  const connection = (database: string): pg.ClientConfig => ({ ...embedded.connection, database });
  const administer = async <Row extends pg.QueryResultRow>(
    text: string,
    values: unknown[] = [],
  ): Promise<readonly Row[]> => {
    const client = new pg.Client(connection('postgres'));
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const drop = async (database: string): Promise<void> => {
    await administer(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`);
  };
  const list = async (): Promise<readonly string[]> => {
    const rows = await administer<{ datname: string }>(
      'select datname from pg_database where not datistemplate',
    );
    return rows.map(({ datname }) => datname);
  };
  return {
    folder,
    connection,
    url: (database) => {
      const { user, port, host } = embedded.connection;
      return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
    },
    async version() {
      const [row] = await administer<{ server_version: string }>('show server_version');
      return row?.server_version ?? '';
    },
    list,
    exists: async (database) => (await list()).includes(database),
    async create(database, template) {
      await drop(database);
      const source = template ? ` template ${pg.escapeIdentifier(template)} strategy file_copy` : '';
      await administer(`create database ${pg.escapeIdentifier(database)}${source}`);
    },
    drop,
    async settle() {
      await administer('checkpoint');
    },
    forgetAnchor: () => rm(join(folder, 'data', 'ledger', 'checkpoint'), { force: true }),
    stop,
  };
};
