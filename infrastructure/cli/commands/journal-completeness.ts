import { type Command, Option } from 'commander';
import type { JournalOptions } from '../journal-completeness.ts';
import { format, language } from './told.ts';

export const completenessCommand = (program: Command): void => {
  program
    .command('journal-completeness')
    .description(
      "whether a year's numbers are all there: by the journal's own events, the letters', the read model",
    )
    .addOption(
      new Option('--direction <direction>', 'of which letters')
        .choices(['incoming', 'outgoing'])
        .makeOptionMandatory(),
    )
    .requiredOption('--year <year>', 'of the journal', Number)
    .option('--from <number>', 'from this sequence number', Number)
    .option('--to <number>', 'to this one', Number)
    .option('--from-date <date>', 'from this date')
    .option('--to-date <date>', 'to this date')
    .addOption(language())
    .addOption(format())
    .action(async (options: JournalOptions) =>
      (await import('../journal-completeness.ts')).showCompleteness(options),
    );
};
