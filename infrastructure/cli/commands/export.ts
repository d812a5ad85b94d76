import { type Command, InvalidArgumentError, Option } from 'commander';
import { exportCases, exportFormats } from '../../../application/export/export-content.ts';
import { toInstant } from '../../export/period.ts';
import type { ExportOptions } from '../export.ts';

const instant = (text: string): string => {
  const found = toInstant(text);
  if (found === undefined) throw new InvalidArgumentError('write 2026-03-03 or 2026-03-03T08:00:00Z');
  return found;
};

export const exportCommand = (program: Command): void => {
  program
    .command('export')
    .description('write the event log for process mining and analysis; it is recorded as a reading')
    .addOption(
      new Option('--format <format>', 'of the file').choices([...exportFormats]).makeOptionMandatory(),
    )
    .option('--from <instant or date>', 'events from then on', instant)
    .option('--to <instant or date>', 'events before then', instant)
    .option('--pseudonymised', 'other names for all ids; no numbers, subjects or names')
    .addOption(
      new Option('--case <case>', 'what a trace of XES is the life of')
        .choices([...exportCases])
        .default('letter'),
    )
    .option('--purpose <text>', 'goes on the record')
    .argument('<file>', 'where to; what is there is replaced once the new one is whole')
    .action(async (file: string, options: ExportOptions) =>
      (await import('../export.ts')).exportTo(file, options),
    );
};
