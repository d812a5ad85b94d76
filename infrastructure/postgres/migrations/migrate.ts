import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as log from './001-log.ts';
import * as files from './002-files.ts';
import * as projections from './003-projections.ts';
import * as checkpointEvents from './004-checkpoint-events.ts';
import * as appendByStatement from './005-append-by-statement.ts';
import * as payloadsAsText from './006-payloads-as-text.ts';
import * as ledger from './007-ledger.ts';
import * as vault from './008-vault.ts';
import * as timekeeping from './009-timekeeping.ts';
import * as notices from './010-notices.ts';
import * as mailboxes from './011-mailboxes.ts';
import * as bi from './012-bi.ts';
import * as ledgerNodes from './013-ledger-nodes.ts';
import * as builds from './014-builds.ts';

const migrations: Readonly<Record<string, Migration>> = {
  '001-log': log,
  '002-files': files,
  '003-projections': projections,
  '004-checkpoint-events': checkpointEvents,
  '005-append-by-statement': appendByStatement,
  '006-payloads-as-text': payloadsAsText,
  '007-ledger': ledger,
  '008-vault': vault,
  '009-timekeeping': timekeeping,
  '010-notices': notices,
  '011-mailboxes': mailboxes,
  '012-bi': bi,
  '013-ledger-nodes': ledgerNodes,
  '014-builds': builds,
};

/**
 * Brings the database's own tables up to date: the log, the files' register, the vault, the notices. Read models are not among
 * them: the projection runner builds those. Safe to call from several processes at once.
 *
 * @returns the names of the migrations that were carried out.
 */
export const migrate = async (db: Kysely<unknown>): Promise<readonly string[]> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
};
