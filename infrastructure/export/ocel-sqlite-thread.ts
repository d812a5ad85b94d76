import { workerData } from 'node:worker_threads';
import type { ExportContent } from '../../application/export/export-content.ts';
import { writeOcelSqlite } from './ocel-sqlite.ts';

export interface OcelSqliteWork {
  /** Path of the staging, which nobody writes to. */
  readonly staging: string;
  readonly target: string;
  readonly content: ExportContent;
}

const { staging, target, content } = workerData as OcelSqliteWork;
writeOcelSqlite(staging, target, content);
