import type { Command } from 'commander';
import type { copyLog } from '../migrate-log.ts';

export const migrateLogCommand = (program: Command): void => {
  program
    .command('migrate-log')
    .description(
      'copy a whole log to another store and prove that the copy is equal; a run that was interrupted is repeated',
    )
    .requiredOption('--from <address>', 'the log that there is')
    .requiredOption('--to <address>', 'where it goes: an empty store, or one that holds the beginning of it')
    .addHelpText(
      'after',
      `
Addresses:
  postgres://user:password@host/database         the log in that PostgreSQL
  esdb://user:password@host:2113, esdb+discover://…, kurrentdb://…   EventStoreDB, KurrentDB
  embedded, embedded:<data folder>               the embedded PostgreSQL of DATA_DIR, or of that folder

Exit codes: 0 equal; 1 failed, or the logs differ; 3 equal to what the source had at the start, and it has grown.
See docs/how-to/migrate-log.md.`,
    )
    .action(async (options: Parameters<typeof copyLog>[0]) =>
      (await import('../migrate-log.ts')).copyLog(options),
    );
};
