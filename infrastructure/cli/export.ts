import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type ExportCase,
  type ExportContent,
  type ExportFormat,
  exportCases,
  exportFormats,
} from '../../application/export/export-content.ts';
import { SYSTEM } from '../../domain/event.ts';
import { threadsAfter } from '../../projections/correspondence/thread-queries.ts';
import { countLetterEvents } from '../../projections/correspondence/timeline-queries.ts';
import { exportLog } from '../export/export-log.ts';
import { toInstant } from '../export/period.ts';
import { caughtUp } from './caught-up.ts';
import type { Cli } from './cli.ts';
import { progressBars } from './progress-bar.ts';

interface ExportOptions {
  readonly format: ExportFormat;
  readonly from?: string;
  readonly to?: string;
  readonly pseudonymised?: boolean;
  readonly case: ExportCase;
  readonly purpose?: string;
}

const instant = (text: string): string => {
  const found = toInstant(text);
  if (found === undefined) throw new InvalidArgumentError('write 2026-03-03 or 2026-03-03T08:00:00Z');
  return found;
};

/** `chancery export` */
export const exportCommand = (program: Command, { atWork, say }: Cli): void => {
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
    .action((file: string, options: ExportOptions) => {
      const { from, to } = options;
      return atWork(async (installation) => {
        const { chancery, eventStore, read } = installation;
        await caughtUp(installation);
        const { format, purpose } = options;
        const content: ExportContent = options.pseudonymised ? 'pseudonymised' : 'whole';
        const period = { ...(from && { from }), ...(to && { to }) };
        const total = await countLetterEvents(read);
        const bars = progressBars();
        try {
          const exported = await exportLog(
            {
              eventStore,
              threadsAfter: (letterId) => threadsAfter(read, letterId),
              record: ({ upTo, events, sha256 }) =>
                chancery.readings.recordExport({
                  readerId: SYSTEM,
                  format,
                  content,
                  ...period,
                  upTo,
                  events,
                  sha256,
                  ...(purpose && { purpose }),
                }),
            },
            { format, content, of: options.case, ...period },
            resolve(file),
            (events) => bars.progress(format, events, Math.max(total, events)),
          );
          bars.stop();
          say(`${file}: ${exported.events} events, ${exported.bytes} bytes, SHA-256 ${exported.sha256}`);
        } finally {
          bars.stop();
        }
      });
    });
};
