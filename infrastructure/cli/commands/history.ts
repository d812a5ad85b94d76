import type { Command } from 'commander';
import type { HistoryOptions } from '../history.ts';
import { format, language } from './told.ts';

export const historyCommand = (program: Command): void => {
  program
    .command('history')
    .description('what happened, from the log, in its order; what is shown of letters is itself recorded')
    .option('--letter <id or number>', 'of a letter')
    .option('--thread <id or number>', 'of the thread of a letter')
    .option('--project <code>', 'of a project and its letters')
    .option('--counterparty <name, tax number or id>', 'of a counterparty and its letters')
    .option('--employee <login>', 'what somebody did, and what was done in their name')
    .option('--journal <id>', 'of a journal')
    .option('--organization', 'of departments, heads, roles, rules')
    .option('--from <instant>', 'from then on; with no other scope: of the period')
    .option('--to <instant>', 'until before then')
    .option('--type <names...>', 'these events only')
    .option('--purpose <text>', 'goes on the record of the reading')
    .option('--as <login>', 'who reads; goes on the record')
    .addOption(language())
    .addOption(format())
    .action(async (options: HistoryOptions) => (await import('../history.ts')).showHistory(options));
};
