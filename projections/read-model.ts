import type { Kysely } from 'kysely';
import type { AuditTables } from './audit/tables.ts';
import type { CorrespondenceTables } from './correspondence/tables.ts';
import type { FigureTables } from './figures/tables.ts';
import type { FileTables } from './files/tables.ts';
import type { JournalTables } from './journals/tables.ts';
import type { MailTables } from './mail-queue/tables.ts';
import type { RegisterTables } from './registers/tables.ts';
import type { StaffTables } from './staff/staff.ts';
import type { VersionTables } from './versions/tables.ts';

export type ReadTables = CorrespondenceTables &
  RegisterTables &
  JournalTables &
  AuditTables &
  VersionTables &
  MailTables &
  FigureTables &
  StaffTables &
  FileTables;

/** The tables as queries see them: the views of the schema `read`, whichever versions are live. */
export type ReadModel = Kysely<ReadTables>;

export const readModel = (db: Kysely<unknown>): ReadModel => (db as ReadModel).withSchema('read');
