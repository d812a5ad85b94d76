import type { Command } from 'commander';
import type { AcceptOptions, RotateOptions } from '../ledger.ts';

/** What keeps the ledger; what proves it is `verify`. */
export const ledgerCommands = (program: Command): void => {
  const ledger = program.command('ledger').description('what vouches for the log: see docs/how-to/ledger.md');

  ledger
    .command('status')
    .description('the last checkpoint, the keys, and how much of the log is not covered yet')
    .action(async () => (await import('../ledger.ts')).showStatus());

  ledger
    .command('seal')
    .description('cover everything that is recorded by a signed checkpoint, now')
    .action(async () => (await import('../ledger.ts')).seal());

  ledger
    .command('rotate-key')
    .description('sign with another key from now on; the old one says its last word')
    .option('--lost', 'the old key is lost or stolen, and says nothing')
    .option('--reason <text>', 'why, with --lost')
    .option('--to <key>', 'a PEM file or the URL of a signer; none: a new key in the data folder')
    .option('--by <login>', 'the administrator who does it')
    .action(async (options: RotateOptions) => (await import('../ledger.ts')).rotateLedgerKey(options));

  ledger
    .command('accept')
    .description('go on with a log that is not the one that was signed, on the record')
    .requiredOption('--reason <text>', 'what happened')
    .option('--by <login>', 'the administrator who answers for it')
    .action(async (options: AcceptOptions) => (await import('../ledger.ts')).acceptLog(options));
};
