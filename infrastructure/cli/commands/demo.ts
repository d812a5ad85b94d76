import type { Command } from 'commander';

export const demoCommand = (program: Command): void => {
  program
    .command('demo')
    .description('found the demo organisation, with counterparties and a project')
    .action(async () => (await import('../demo.ts')).foundTheDemo());
};
