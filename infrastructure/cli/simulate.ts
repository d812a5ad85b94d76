import { SingleBar } from 'cli-progress';
import { createLogger } from '../logging.ts';
import type { Language } from '../messages/language.ts';
import { compareRuns, comparisonText } from '../simulation/comparison.ts';
import { loadWorld } from '../simulation/load-world.ts';
import { reportText } from '../simulation/report-text.ts';
import { defaultScenario, readScenario, type Scenario } from '../simulation/scenario.ts';
import { isSound, type SimulationResult, simulate } from '../simulation/simulate.ts';
import { temporaryHouse } from '../simulation/temporary-house.ts';
import type { World } from '../simulation/world.ts';
import { SpeakingError } from '../speaking-error.ts';
import { FAILED } from './exit-codes.ts';
import { say } from './say.ts';

export interface WorldOptions {
  readonly journal?: string;
  readonly delays?: string;
  readonly organization?: readonly string[];
  readonly step: number;
  readonly drain: number;
  readonly language: Language;
  readonly json?: true;
}

export interface RunOptions extends WorldOptions {
  readonly scenario?: string;
  readonly seed: number;
  /** Where the installation stays. */
  readonly keep?: string;
}

export interface CompareOptions extends WorldOptions {
  readonly a: string;
  readonly b: string;
  readonly seeds: number;
}

/** The user has broken it off. */
export class BrokenOff extends SpeakingError {
  override readonly name = 'BrokenOff';
}

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
    if (!isSound(result)) process.exitCode = FAILED;
    return result;
  } finally {
    days.stop();
  }
};

/** Runs one scenario and tells what came of it. */
export const simulateOne = async (options: RunOptions): Promise<void> => {
  const world = await loadWorld(options);
  const scenario = options.scenario ? await readScenario(options.scenario) : defaultScenario;
  const result = await breakingOff((signal) =>
    run(world, scenario, options.seed, options, signal, options.keep),
  );
  say(options.json ? JSON.stringify(result, null, 2) : reportText(result, options.language));
};

/** Runs two scenarios on the same history, seed by seed, and tells how they differ. */
export const simulateTwo = async (options: CompareOptions): Promise<void> => {
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
};
