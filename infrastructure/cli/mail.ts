import { takeFolder } from '../mail/folder.ts';
import type { Taken } from '../mail/intake.ts';
import { quarantineReason } from '../messages/mail-words.ts';
import { atWork } from './at-work.ts';
import { PARTLY } from './exit-codes.ts';
import { progressBars } from './progress-bar.ts';
import { say } from './say.ts';

const outcomeOf = (taken: Taken): string =>
  taken.outcome === 'received' ? taken.status : taken.outcome === 'known' ? 'known from before' : 'empty';

/** Takes the messages of a folder into the registration queue. */
export const takeMail = (folder: string): Promise<void> =>
  atWork(async ({ intake }) => {
    const bars = progressBars();
    try {
      const all = await takeFolder(intake, folder, {
        onTaken: (_, done, total) => bars.progress('messages', done, total),
      });
      bars.stop();
      const counts = Map.groupBy(all, ({ taken }) => outcomeOf(taken));
      say(`messages              ${all.length}`);
      for (const [outcome, list] of counts) say(`  ${outcome.padEnd(20)} ${list.length}`);
      for (const { name, taken } of all) {
        if (taken.outcome !== 'received' || !taken.code) continue;
        say(`  ${name}: ${taken.code}, ${quarantineReason(taken.code, 'en')}`);
      }
      if (counts.has('quarantined')) process.exitCode = PARTLY;
    } finally {
      bars.stop();
    }
  });
