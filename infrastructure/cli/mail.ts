import type { Command } from 'commander';
import { takeFolder } from '../mail/folder.ts';
import type { Taken } from '../mail/intake.ts';
import { quarantineReason } from '../messages/mail-words.ts';
import type { Cli } from './cli.ts';
import { progressBars } from './progress-bar.ts';

const outcomeOf = (taken: Taken): string =>
  taken.outcome === 'received' ? taken.status : taken.outcome === 'known' ? 'known from before' : 'empty';

/** `chancery mail …`: messages into the registration queue. */
export const mailCommands = (program: Command, cli: Cli): void => {
  const mail = program.command('mail').description('messages that came in, to be registered as letters');
  mail
    .command('take')
    .description('take every message of a folder into the queue: a Maildir, or files *.eml')
    .argument('<folder>', 'where they are; each is moved once it is on record')
    .action((folder: string) =>
      cli.atWork(async ({ intake }) => {
        const bars = progressBars();
        try {
          const all = await takeFolder(intake, folder, {
            onTaken: (_, done, total) => bars.progress('messages', done, total),
          });
          bars.stop();
          const counts = Map.groupBy(all, ({ taken }) => outcomeOf(taken));
          cli.say(`messages              ${all.length}`);
          for (const [outcome, list] of counts) cli.say(`  ${outcome.padEnd(20)} ${list.length}`);
          for (const { name, taken } of all) {
            if (taken.outcome !== 'received' || !taken.code) continue;
            cli.say(`  ${name}: ${taken.code}, ${quarantineReason(taken.code, 'en')}`);
          }
          if (counts.has('quarantined')) cli.partly();
        } finally {
          bars.stop();
        }
      }),
    );
};
