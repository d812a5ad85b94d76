import { SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createLogger } from '../logging.ts';
import type { Language } from '../messages/language.ts';
import { compareRuns, comparisonText } from '../simulation/comparison.ts';
import { loadWorld } from '../simulation/load-world.ts';
import { reportText } from '../simulation/report-text.ts';
import { defaultScenario, readScenario, type Scenario } from '../simulation/scenario.ts';
import { isSound, type SimulationResult, simulate } from '../simulation/simulate.ts';
import { temporaryHouse } from '../simulation/temporary-house.ts';
import type { World } from '../simulation/world.ts';
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

/** The user has broken it off. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
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

/** Ends what is under way in good order when the user breaks it off: nothing is left running or lying about. */
const breakingOff = async <Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new BrokenOff('The simulation was broken off'));
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  }
};

/** `chancery simulate` */
export const simulateCommands = (program: Command, { say, fail }: Cli): void => {
  const run = async (
    world: World,
    scenario: Scenario,
    seed: number,
    { step: stepMinutes, drain: drainDays }: WorldOptions,
    signal: AbortSignal,
    keep?: string,
  ): Promise<SimulationResult> => {
    const log = createLogger(process.env.LOG_LEVEL || 'error', process.stderr.isTTY);
    const days = simulatedDays(`${scenario.name}, ${seed}`);
    try {
      const options = { world, scenario, seed, stepMinutes, drainDays, signal, onProgress: days.show };
      const result = await simulate(temporaryHouse(log, keep), options, log);
      if (!isSound(result)) fail();
      return result;
    } finally {
      days.stop();
    }
  };

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
    .action(async (options: WorldOptions & { scenario?: string; seed: number; keep?: string }) => {
      const world = await loadWorld(options);
      const scenario = options.scenario ? await readScenario(options.scenario) : defaultScenario;
      const result = await breakingOff((signal) =>
        run(world, scenario, options.seed, options, signal, options.keep),
      );
      say(options.json ? JSON.stringify(result, null, 2) : reportText(result, options.language));
    });

  ofAnyWorld(
    command
      .command('compare')
      .description('two scenarios on the same history with the same luck: what differs is the policy'),
  )
    .requiredOption('--a <file>', 'a scenario as JSON')
    .requiredOption('--b <file>', 'another one')
    .option('--seeds <number>', 'so many pairs of runs; more of them, less chance', whole(1), 5)
    .action(async (options: WorldOptions & { a: string; b: string; seeds: number }) => {
      const world = await loadWorld(options);
      const [a, b] = [await readScenario(options.a), await readScenario(options.b)];
      const pairs = await breakingOff(async (signal) => {
        const done: [SimulationResult, SimulationResult][] = [];
        for (let seed = 1; seed <= options.seeds; seed += 1) {
          done.push([await run(world, a, seed, options, signal), await run(world, b, seed, options, signal)]);
        }
        return done;
      });
      const comparison = compareRuns(pairs);
      say(options.json ? JSON.stringify(comparison, null, 2) : comparisonText(comparison, options.language));
    });
};
