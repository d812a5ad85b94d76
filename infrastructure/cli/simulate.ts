import { SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createLogger } from '../logging.ts';
import type { Language } from '../messages/language.ts';
import { loadWorld } from '../simulation/load-world.ts';
import { reportText } from '../simulation/report-text.ts';
import { defaultScenario, readScenario } from '../simulation/scenario.ts';
import { simulate } from '../simulation/simulate.ts';
import { temporaryHouse } from '../simulation/temporary-house.ts';
import type { Cli } from './cli.ts';

interface WorldOptions {
  readonly journal?: string;
  readonly delays?: string;
  readonly organization?: readonly string[];
  readonly step: number;
  readonly drain: number;
  readonly language: Language;
  readonly json?: true;
}

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
    .addOption(new Option('--language <language>', 'of what is told').choices(['ru', 'en']).default('ru'));

/** How far it is, and which day it is there. */
const simulatedDays = (
  title: string,
): { readonly show: (day: string, share: number) => void; stop(): void } => {
  const format = `${title} {bar} {percentage}% | {day} | {duration_formatted}`;
  const bar = new SingleBar({ format, noTTYOutput: true, notTTYSchedule: 10_000, hideCursor: true });
  bar.start(1_000, 0, { day: '' });
  return {
    show: (day, share) => bar.update(Math.round(Math.min(share, 1) * 1_000), { day }),
    stop: () => bar.stop(),
  };
};

/** `chancery simulate` */
export const simulateCommands = (program: Command, { say, fail }: Cli): void => {
  const command = program
    .command('simulate')
    .description(
      'a quarter of an organisation’s letters in minutes, under policies of your choice; see docs/how-to/simulate.md',
    );
  ofAnyWorld(command)
    .option('--scenario <file>', 'policies and people as JSON; none: the default')
    .option('--seed <number>', 'the same seed, the same log', whole(0), 1)
    .option('--keep <folder>', 'where the installation stays, to be looked at with `npm start`')
    .action(async (options: WorldOptions & { scenario?: string; seed: number; keep?: string }) => {
      const world = await loadWorld(options);
      const scenario = options.scenario ? await readScenario(options.scenario) : defaultScenario;
      const log = createLogger(process.env.LOG_LEVEL || 'error', process.stderr.isTTY);
      const days = simulatedDays(scenario.name);
      const result = await simulate(
        temporaryHouse(log, options.keep),
        {
          world,
          scenario,
          seed: options.seed,
          stepMinutes: options.step,
          drainDays: options.drain,
          onProgress: days.show,
        },
        log,
      ).finally(() => days.stop());
      say(options.json ? JSON.stringify(result, null, 2) : reportText(result, options.language));
      const { control, tally } = result;
      const isSound =
        control.lostByLog.length +
          control.lostByReadModels.length +
          control.differences +
          tally.deskDifferences ===
        0;
      if (!isSound) fail();
    });
};
