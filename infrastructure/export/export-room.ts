import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ExportContent,
  type ExportFormat,
  exportContents,
  exportFormats,
} from '../../application/export/export-content.ts';
import type { Readings } from '../../application/readings.ts';
import { removeFiles } from '../remove-files.ts';
import { type ExportedFile, exportLog, type LogExportRequest, type LogExportSources } from './export-log.ts';

export const extensions: Readonly<Record<ExportFormat, string>> = {
  'ocel-json': 'jsonocel',
  'ocel-sqlite': 'sqlite',
  xes: 'xes',
  csv: 'csv',
  parquet: 'parquet',
};

/** An export that was made and can be fetched. */
export interface KeptExport extends ExportedFile {
  readonly name: string;
  readonly format: ExportFormat;
  readonly content: ExportContent;
}

export interface FoundExport {
  readonly path: string;
  readonly bytes: number;
  readonly content: ExportContent;
}

/** So long an export can be fetched. */
const KEPT_MS = 24 * 60 * 60 * 1_000;
const NAME = new RegExp(
  `^[0-9a-f]{64}\\.(${exportContents.join('|')})\\.(${exportFormats.map((format) => extensions[format]).join('|')})$`,
);

/** Makes exports of the log, one at a time, and keeps each for a day, under its hash. */
export class ExportRoom {
  readonly #folder: string;
  readonly #sources: Omit<LogExportSources, 'record'>;
  readonly #readings: Readings;
  #work: Promise<unknown> = Promise.resolve();

  constructor(dataFolder: string, sources: Omit<LogExportSources, 'record'>, readings: Readings) {
    this.#folder = join(dataFolder, 'exports');
    this.#sources = sources;
    this.#readings = readings;
  }

  /** @throws EventStoreUnavailable, and what the file system throws. */
  make(
    readerId: string,
    request: LogExportRequest,
    { purpose }: { readonly purpose?: string | undefined } = {},
  ): Promise<KeptExport> {
    const made = this.#work.then(() => this.#make(readerId, request, purpose));
    this.#work = made.catch(() => undefined);
    return made;
  }

  /** The file of that name, if there is one. */
  async find(name: string): Promise<FoundExport | undefined> {
    const [, content] = NAME.exec(name) ?? [];
    if (!content) return undefined;
    const path = join(this.#folder, name);
    const found = await stat(path).catch(() => undefined);
    return found && { path, bytes: found.size, content: content as ExportContent };
  }

  /** Removes what was made: any of it may tell what was erased since. It can be made anew. */
  async discard(): Promise<void> {
    await this.#work;
    await removeFiles(this.#folder, () => true);
  }

  async #make(readerId: string, request: LogExportRequest, purpose: string | undefined): Promise<KeptExport> {
    const { format, content, from, to } = request;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await removeFiles(this.#folder, (age) => age > KEPT_MS);
    const made = join(this.#folder, `.${randomBytes(6).toString('hex')}.made`);
    try {
      const exported = await exportLog(
        {
          ...this.#sources,
          record: ({ upTo, events, sha256 }) =>
            this.#readings.recordExport({
              readerId,
              format,
              content,
              ...(from && { from }),
              ...(to && { to }),
              upTo,
              events,
              sha256,
              ...(purpose !== undefined && { purpose }),
            }),
        },
        request,
        made,
      );
      const name = `${exported.sha256}.${content}.${extensions[format]}`;
      await rename(made, join(this.#folder, name));
      return { ...exported, name, format, content };
    } finally {
      await rm(made, { force: true });
    }
  }
}
