import { countLetterEvents } from '../../projections/correspondence/timeline-queries.ts';
import { SpeakingError } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { progressBars } from './progress-bar.ts';
import { say } from './say.ts';

/** Builds the read models of those names anew; of no names, all. */
export const rebuild = (names: readonly string[]): Promise<void> =>
  atWork(async ({ readModels, rebuild: build, read }) => {
    const unknown = names.filter((name) => !readModels.names.includes(name));
    if (unknown.length > 0) {
      throw new SpeakingError(
        `No read model ${unknown.join(', ')}; there are ${readModels.names.join(', ')}`,
      );
    }
    const wanted = names.length > 0 ? [...new Set(names)] : readModels.names;
    const bars = progressBars();
    const total = await countLetterEvents(read);
    const begun = Date.now();
    let events = 0;
    await build(wanted, (progress) => {
      events = progress.events;
      bars.progress(wanted.join(', '), progress.events, Math.max(total, progress.events));
    });
    bars.stop();
    const seconds = ((Date.now() - begun) / 1_000).toFixed(1);
    for (const name of wanted) say(`${name}: ${events} events in ${seconds} s; the new one is live.`);
  });
