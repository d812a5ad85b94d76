import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { Command, Option } from 'commander';
import type { BenchContext } from './context.ts';
import { type BenchServer, startBenchServer } from './database.ts';
import { commit, machine, versions } from './machine.ts';
import type { CaseResult, RunResult } from './results.ts';
import { AlreadyRunning } from './run-lock.ts';
import { runCase } from './runner.ts';
import type { Scenario } from './scenario.ts';
import { append } from './scenarios/append.ts';
import { command } from './scenarios/command.ts';
import { growth } from './scenarios/growth.ts';
import { lag } from './scenarios/lag.ts';
import { ledger } from './scenarios/ledger.ts';
import { load } from './scenarios/load.ts';
import { page } from './scenarios/page.ts';
import { past } from './scenarios/past.ts';
import { rebuild } from './scenarios/rebuild.ts';
import { replay } from './scenarios/replay.ts';
import { search } from './scenarios/search.ts';
import { textTable } from './text-table.ts';

const scenarios: readonly Scenario[] = [
  append,
  load,
  replay,
  rebuild,
  command,
  lag,
  ledger,
  page,
  search,
  past,
  growth,
];

/** Exit code of a use that cannot be. */
const MISUSED = 2;

class UnknownScenario extends Error {}

interface Options {
  readonly full?: boolean;
  readonly only?: readonly string[];
  readonly largest: number;
}

/** One line that is written over where a person looks on, else a line each. */
const progressOn = (stream: NodeJS.WriteStream): ((text: string) => void) => {
  let last = '';
  return (text) => {
    if (stream.isTTY) stream.write(`\r\x1b[K${text}`);
    else if (text.split('·').slice(0, 2).join() !== last && text) stream.write(`${text}\n`);
    last = text.split('·').slice(0, 2).join();
  };
};

const chosen = ({ only, full }: Options): readonly Scenario[] => {
  const unknown = only?.find((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown) {
    throw new UnknownScenario(
      `There is no scenario ${unknown}; there are ${scenarios.map(({ name }) => name).join(', ')}`,
    );
  }
  return scenarios.filter(({ name, isLong }) => only?.includes(name) ?? (full || !isLong));
};

/** Writes the result down; that of some scenarios takes the place of what was known of them. */
const keep = async (result: RunResult, isPart: boolean): Promise<void> => {
  const file = new URL(`results/${result.mode}.json`, import.meta.url);
  const known = isPart ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  const before = known ? (JSON.parse(known) as RunResult) : undefined;
  const others =
    before?.cases.filter(({ scenario }) => !result.cases.some((one) => one.scenario === scenario)) ?? [];
  const order = scenarios.map(({ name }) => name);
  const cases = [...others, ...result.cases].sort(
    (one, other) => order.indexOf(one.scenario) - order.indexOf(other.scenario),
  );
  const kept: RunResult = { ...result, seconds: before?.seconds ?? result.seconds, cases };
  await mkdir(new URL('results/', import.meta.url), { recursive: true });
  await writeFile(file, `${JSON.stringify(kept, undefined, 1)}\n`);
};

/** Registers are kept for the next run; what was made of them for this one is not, nor what one that was broken off has left. */
const clear = async (server: BenchServer): Promise<void> => {
  for (const database of await server.list()) if (database.startsWith('bench_')) await server.drop(database);
};

const run = async (options: Options): Promise<void> => {
  const { full, only, largest } = options;
  const mode = full ? 'full' : 'short';
  const wanted = chosen(options);
  const progress = progressOn(process.stderr);
  const begun = performance.now();
  const measured = commit();
  const server = await startBenchServer();
  const used = versions(await server.version());
  const results: CaseResult[] = [];
  let isWhole = false;
  try {
    const context: BenchContext = {
      mode,
      server,
      results,
      largest,
      pick: (short, long) => (full ? long : short),
      progress,
    };
    for (const scenario of wanted) {
      for await (const one of scenario.cases(context)) {
        await server.settle();
        results.push({
          ...(await runCase(scenario, one, progress)),
          commit: measured,
          machine: machine(),
          mode,
        });
      }
    }
    isWhole = only === undefined;
  } finally {
    progress('');
    await clear(server);
    await server.stop();
    // Also of a run that failed: what was measured by then is kept.
    const result: RunResult = {
      mode,
      versions: used,
      seconds: (performance.now() - begun) / 1_000,
      cases: results,
    };
    process.stdout.write(`\n${textTable(result)}`);
    await keep(result, !isWhole);
  }
};

/** @returns the exit code */
export const main = async (args: readonly string[]): Promise<number> => {
  const command = new Command('bench')
    .description('Chancery beside its peers, on one PostgreSQL; progress on stderr, figures on stdout')
    .option('--full', 'many rounds and the large sizes, instead of under three minutes')
    .option('--only <scenario...>', `of ${scenarios.map(({ name }) => name).join(', ')}`)
    .addOption(
      new Option('--largest <letters>', 'with --full, the largest register')
        .default(1_000_000)
        .argParser((text) => Number(text)),
    )
    .action(run);
  try {
    await command.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof UnknownScenario || error instanceof AlreadyRunning)) throw error;
    process.stderr.write(`${error.message}\n`);
    return MISUSED;
  }
};
