import type { Command } from 'commander';

export const mailCommands = (program: Command): void => {
  const mail = program.command('mail').description('messages that came in, to be registered as letters');
  mail
    .command('take')
    .description('take every message of a folder into the queue: a Maildir, or files *.eml')
    .argument('<folder>', 'where they are; each is moved once it is on record')
    .action(async (folder: string) => (await import('../mail.ts')).takeMail(folder));
};
