import { type Command, InvalidArgumentError } from 'commander';
import type { CompareOptions, RunOptions } from '../simulate.ts';
import { language } from './told.ts';

const whole =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least)
      throw new InvalidArgumentError(`A whole number from ${least}.`);
    return value;
  };

const ofAnyWorld = (command: Command): Command =>
  command
    .option('--journal <file>', 'a public journal as CSV; none: a sample')
    .option('--delays <file>', 'the log of a process as CSV, of which delays are drawn; none: a sample')
    .option('--organization <files...>', 'an organogram: its senior posts, its junior posts; none: the demo')
    .option('--step <minutes>', 'simulated time goes in steps of so many minutes', whole(1), 10)
    .option('--drain <days>', 'working days that it goes on after the last letter', whole(0), 30)
    .option('--json', 'the figures as JSON')
    .addOption(language());

export const simulateCommands = (program: Command): void => {
  const command = program
    .command('simulate')
    .description(
      'months of an organisation’s letters in minutes, under policies of your choice; see docs/how-to/simulate.md',
    );
  // Options after `compare` are its own, though those before it are called the same.
  program.enablePositionalOptions();
  ofAnyWorld(command.enablePositionalOptions())
    .option('--scenario <file>', 'policies and people as JSON; none: the default')
    .option('--seed <number>', 'the same seed, the same log', whole(0), 1)
    .option('--keep <folder>', 'where the installation stays, to be looked at with `npm start`')
    .action(async (options: RunOptions) => (await import('../simulate.ts')).simulateOne(options));

  ofAnyWorld(
    command
      .command('compare')
      .description('two scenarios on the same history with the same luck: what differs is the policy'),
  )
    .requiredOption('--a <file>', 'a scenario as JSON')
    .requiredOption('--b <file>', 'another one')
    .option('--seeds <number>', 'so many pairs of runs; more of them, less chance', whole(1), 5)
    .action(async (options: CompareOptions) => (await import('../simulate.ts')).simulateTwo(options));
};
