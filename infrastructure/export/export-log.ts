import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import type { ExportCase, ExportContent, ExportFormat } from '../../application/export/export-content.ts';
import { type ExportedStep, exportedLog } from '../../application/export/exported-log.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';
import { writeCsv } from './csv.ts';
import { type FlatRow, flatRow } from './flat-rows.ts';
import { writeOcelJson } from './ocel-json.ts';
import type { OcelSqliteWork } from './ocel-sqlite-thread.ts';
import { pseudonyms } from './pseudonyms.ts';
import { Staging } from './staging.ts';
import { writeXes } from './xes.ts';

export interface LogExportRequest {
  readonly format: ExportFormat;
  readonly content: ExportContent;
  /** Of XES. */
  readonly of: ExportCase;
  /** Instants: events from the first on, to before the second. */
  readonly from?: string;
  readonly to?: string;
}

export interface LogExportSources {
  readonly eventStore: EventStore;
  /** Some thousands of letters that come after this one in the order of their ids, with the thread that each is in. */
  readonly threadsAfter: (
    letterId: string,
  ) => Promise<readonly { readonly id: string; readonly thread_id: string }[]>;
  /** Puts the export on the record; there is no file before it has settled. */
  readonly record: (exported: ExportedFile) => Promise<void>;
}

export interface ExportedFile {
  readonly events: number;
  readonly sha256: string;
  readonly bytes: number;
  /** Where the log ended. */
  readonly upTo: Position;
}

/** Takes in so many steps between two looks at what else the process has to do. */
const STEPS_PER_TURN = 1_000;

/** SQLite works without a pause: beside the thread that answers everybody. */
const inThread = async ({ path }: Staging, target: string, content: ExportContent): Promise<void> => {
  const workerData: OcelSqliteWork = { staging: path, target, content };
  const worker = new Worker(new URL('./ocel-sqlite-thread.ts', import.meta.url), { workerData });
  await new Promise<void>((settle, fail) => worker.once('error', fail).once('exit', () => settle()));
};

/**
 * Writes the log to a file, as far as it goes at the call. Memory does not grow with the log. What is written lies beside
 * the file, under a name of its own, until it is whole and on the disk; then it takes the file's place.
 *
 * @throws InvalidEvent, EventStoreUnavailable, and what the file system throws.
 */
export const exportLog = async (
  { eventStore, threadsAfter, record }: LogExportSources,
  request: LogExportRequest,
  target: string,
  onProgress: (events: number) => void = () => undefined,
): Promise<ExportedFile> => {
  const { format, content, of, from, to } = request;
  const mark = randomBytes(6).toString('hex');
  const partial = join(dirname(target), `.chancery-export-${mark}.partial`);
  const scratch = join(dirname(target), `.chancery-export-${mark}.staging`);
  const exportedId = content === 'whole' ? (id: string) => id : pseudonyms();
  const upTo = await eventStore.head();
  let events = 0;
  async function* steps(): AsyncGenerator<ExportedStep> {
    let taken = 0;
    const scope = { content, ...(from && { from }), ...(to && { to }) };
    for await (const step of exportedLog(eventStore, scope, upTo)) {
      if (step.event) events += 1;
      taken += 1;
      if (taken % STEPS_PER_TURN === 0) onProgress(events);
      yield step;
    }
    onProgress(events);
  }
  async function* rows(): AsyncGenerator<FlatRow> {
    for await (const { event } of steps()) if (event) yield flatRow(event, exportedId);
  }
  // Nobody but its owner: it may hold names and subjects.
  const written = async (write: (file: FileHandle) => Promise<void>): Promise<void> => {
    const file = await open(partial, 'wx', 0o600);
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
  };
  const staged = async (write: (staging: Staging) => Promise<void>): Promise<void> => {
    await (await open(scratch, 'wx', 0o600)).close();
    const staging = new Staging(scratch, exportedId, from ?? '');
    try {
      staging.begin();
      for await (const step of steps()) staging.take(step);
      let after = '';
      for (;;) {
        const threads = await threadsAfter(after);
        staging.takeThreads(threads);
        const last = threads.at(-1);
        if (!last) break;
        after = last.id;
      }
      staging.commit();
      await write(staging);
    } finally {
      staging.close();
      await rm(scratch, { force: true });
    }
  };
  try {
    switch (format) {
      case 'csv':
        await written((file) => writeCsv(rows(), file));
        break;
      case 'parquet': {
        const { writeParquet } = await import('./parquet.ts');
        await written((file) => writeParquet(rows(), file));
        break;
      }
      case 'xes':
        await staged((staging) => written((file) => writeXes(staging, file, content, of)));
        break;
      case 'ocel-json':
        await staged((staging) => written((file) => writeOcelJson(staging, file, content)));
        break;
      case 'ocel-sqlite':
        await staged(async (staging) => {
          await (await open(partial, 'wx', 0o600)).close();
          await inThread(staging, partial, content);
          const file = await open(partial, 'r+');
          await file.sync().finally(() => file.close());
        });
        break;
      default:
        throw new Error(`There is no format ${format satisfies never}`);
    }
    const hash = createHash('sha256');
    await pipeline(createReadStream(partial), hash);
    const { size: bytes } = await stat(partial);
    const exported = { events, sha256: hash.digest('hex'), bytes, upTo };
    await record(exported);
    await rename(partial, target);
    return exported;
  } finally {
    await rm(partial, { force: true });
  }
};
