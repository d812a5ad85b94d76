import { resolve } from 'node:path';
import type { ExportCase, ExportContent, ExportFormat } from '../../application/export/export-content.ts';
import { SYSTEM } from '../../domain/event.ts';
import { threadsAfter } from '../../projections/correspondence/thread-queries.ts';
import { countLetterEvents } from '../../projections/correspondence/timeline-queries.ts';
import { exportLog } from '../export/export-log.ts';
import { atWork } from './at-work.ts';
import { caughtUp } from './caught-up.ts';
import { progressBars } from './progress-bar.ts';
import { say } from './say.ts';

export interface ExportOptions {
  readonly format: ExportFormat;
  readonly from?: string;
  readonly to?: string;
  readonly pseudonymised?: boolean;
  readonly case: ExportCase;
  readonly purpose?: string;
}

/** Writes the log to the file; that it was read is on record before the file is there. */
export const exportTo = (file: string, options: ExportOptions): Promise<void> =>
  atWork(async (installation) => {
    const { chancery, eventStore, read } = installation;
    await caughtUp(installation);
    const { format, from, to, purpose } = options;
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
