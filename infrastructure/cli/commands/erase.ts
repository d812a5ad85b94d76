import type { Command } from 'commander';
import type { EraseOptions } from '../erase.ts';

export const eraseCommand = (program: Command): void => {
  program
    .command('erase')
    .description('erase the personal data of somebody who was dismissed, or of a counterparty, for good')
    .option('--employee <login or id>', 'whose')
    .option('--counterparty <name, tax number or id>', 'whose; with all that were merged into it')
    .option(
      '--file <sha256>',
      'a file that only you know to be theirs, to be removed as well; may be given again',
      (sha256: string, before: readonly string[]) => [...before, sha256.toLowerCase()],
      [],
    )
    .requiredOption('--reason <text>', 'why; it stays on the record, so name nobody in it')
    .option('--as <login>', 'the administrator who orders it; goes on the record')
    .action(async (options: EraseOptions) => (await import('../erase.ts')).erase(options));
};
