import type { Command } from 'commander';

export const migrateCommand = (program: Command): void => {
  program
    .command('migrate')
    .description('bring the database up to date, and do nothing else')
    .action(async () => (await import('../migrate.ts')).migrateDatabase());
};
