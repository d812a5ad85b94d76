import type { Command } from 'commander';

export const startCommand = (program: Command): void => {
  program
    .command('start')
    .description(
      'run the server; with nothing set, on an embedded PostgreSQL in ./data, as the demo organisation',
    )
    .action(async () => {
      // What is set wrongly is said before the whole server is loaded.
      const { readConfig } = await import('../../config.ts');
      const config = readConfig(process.env);
      const { createLogger } = await import('../../logging.ts');
      const { start } = await import('../start.ts');
      await start(config, createLogger(config.logLevel, process.stdout.isTTY));
    });
};
