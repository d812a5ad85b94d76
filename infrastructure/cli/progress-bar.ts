import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../import/import-report.ts';

/** Progress of long work as bars on stderr; in a pipe, a line now and then. */
export const progressBars = (): { readonly progress: Progress; stop(): void } => {
  let bar: SingleBar | undefined;
  let current: string | undefined;
  return {
    progress(phase, done, total) {
      if (phase !== current) {
        bar?.stop();
        current = phase;
        const format = `${phase.padEnd(12)} {bar} {percentage}% | {value}/{total} | {duration_formatted}`;
        bar = new SingleBar(
          { format, noTTYOutput: true, notTTYSchedule: 5_000, hideCursor: true },
          Presets.rect,
        );
        bar.start(total, done);
        return;
      }
      bar?.setTotal(total);
      bar?.update(done);
    },
    stop() {
      bar?.stop();
    },
  };
};
