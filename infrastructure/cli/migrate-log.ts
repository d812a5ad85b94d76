import type { StoredEvent } from '../../application/ports/event-store.ts';
import { InvalidConfig } from '../config.ts';
import {
  type Difference,
  type MigrationPhase,
  type MigrationReport,
  migrateLog,
} from '../event-store/migrate-log.ts';
import type { LogSummary } from '../event-store/migration/log-digest.ts';
import { isAway } from '../event-store/migration/log-reader.ts';
import { MigrationRefused } from '../event-store/migration/migration-refused.ts';
import { openLog, withoutSecrets } from '../event-store/open-log.ts';
import { createLogger } from '../logging.ts';
import { FAILED, PARTLY } from './exit-codes.ts';
import { progressBars } from './progress-bar.ts';
import { say } from './say.ts';

const phases: Readonly<Record<MigrationPhase, string>> = {
  examining: 'compared',
  copying: 'copied',
  proving: 'proved',
};

/**
 * Copies the log at one address to another and tells, on stdout, what was done and what was proved. Ends with 1 where the logs
 * differ, and with 3 where they are equal to what the source had at the start, and it has more by now.
 *
 * @throws MigrationRefused; InvalidConfig for addresses that are none.
 */
export const copyLog = async ({
  from,
  to,
}: {
  readonly from: string;
  readonly to: string;
}): Promise<void> => {
  if (from === to) {
    throw new InvalidConfig('SAME_LOG: --from and --to are the same; a log is not copied to itself.');
  }
  const dataFolder = process.env.DATA_DIR || 'data';
  const log = createLogger(process.env.LOG_LEVEL || 'warn', process.stdout.isTTY);
  const source = await openLog(from, dataFolder, log);
  try {
    const target = await openLog(to, dataFolder, log);
    const bars = progressBars();
    try {
      const report = await migrateLog(source.store, target.store, (phase, done, total) =>
        bars.progress(phases[phase], done, total),
      );
      await target.durable();
      bars.stop();
      say(told(report, from, to).join('\n'));
      if (report.difference) process.exitCode = FAILED;
      else if (report.sourceGrew) process.exitCode = PARTLY;
    } catch (error) {
      if (!isAway(error)) throw error;
      const { message, cause } = error as Error;
      const why = cause instanceof Error ? cause.message : message;
      throw new MigrationRefused(
        'STORE_UNAVAILABLE',
        `a store could not be reached any more (${why}). What was copied is kept: run this again, and it goes on.`,
        error,
      );
    } finally {
      bars.stop();
      await target.close();
    }
  } finally {
    await source.close();
  }
};

const told = (report: MigrationReport, from: string, to: string): readonly string[] => {
  const { found, copied, copyingMs, source, target } = report;
  const seconds = copyingMs / 1_000;
  const speed = copied > 0 ? `, in ${seconds.toFixed(1)} s (${Math.round(copied / seconds)} events/s)` : '';
  return [
    `from          ${withoutSecrets(from)}`,
    `to            ${withoutSecrets(to)}`,
    `there before  ${found} events`,
    `copied        ${copied} events${speed}`,
    `source        ${summed(source)}`,
    `target        ${summed(target)}`,
    ...verdict(report),
  ];
};

const summed = ({ events, streams, sha256 }: LogSummary): string =>
  `${events} events, ${streams} streams, sha256 ${sha256}`;

const verdict = ({ difference, sourceGrew }: MigrationReport): readonly string[] => {
  if (difference) return differing(difference);
  const equal =
    'The logs are equal: every event, with its id, type, data, metadata, stream, revision and place.';
  if (sourceGrew) {
    return [
      `${equal.replace('The logs are', 'What the source had when this began is')}`,
      'SOURCE_GREW: the source has more events by now. Stop the servers that write to it and run this again:',
      'it goes on where it ended.',
    ];
  }
  return [
    equal,
    'Point the servers at the new store, then run `chancery rebuild`: positions are each store’s own, so the read',
    'models that were built from the other are refused until then.',
  ];
};

const differing = ({ event, in: field, source, target }: Difference): readonly string[] => [
  `LOGS_DIFFER: event ${event} of the log is the first that is not the same (${field}).`,
  `  source: ${shown(source)}`,
  `  target: ${shown(target)}`,
  'Do not use the target. Stop whatever writes to it, and copy to an empty store.',
];

const shown = (event: StoredEvent | undefined): string =>
  event
    ? `${event.type} ${event.id}, ${event.stream}@${event.revision}, at ${event.position}`
    : 'none; the log ends before it';
