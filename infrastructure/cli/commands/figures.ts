import { type Command, Option } from 'commander';
import { stageKinds } from '../../../domain/figures/stage-kinds.ts';
import { dimensions, openDimensions } from '../../../projections/figures/dimension-names.ts';
import type { Show, showFigures } from '../figures.ts';
import { language } from './told.ts';

const shows = ['times', 'open', 'load', 'process', 'bottlenecks'] as const satisfies readonly Show[];

const list = (given: string): string[] => given.split(',').map((one) => one.trim());

export const figureCommands = (program: Command): void => {
  const figures = program.command('figures').description('where the time goes: see docs/how-to/figures.md');
  const descriptions: Readonly<Record<Show, string>> = {
    times: 'how long stages took that are over',
    open: 'what is under way, by its age, and what of it is overdue',
    load: 'what waits for whom',
    process: 'answers in time, rounds of approval, and what Chancery does by itself',
    bottlenecks: 'where the working time of each week went',
  };
  for (const show of shows) {
    const command = figures
      .command(show)
      .description(descriptions[show])
      .option('--department <id or name>', 'with all below it')
      .option('--as-of <instant>', 'as it was known then')
      .addOption(language())
      .option('--json', 'one JSON document, times in seconds');
    if (show === 'times' || show === 'open') {
      command.option(
        '--by <groupings>',
        `by commas: ${(show === 'times' ? dimensions : openDimensions).join(', ')}`,
        list,
      );
    }
    if (show === 'open') command.option('--overdue', 'only what is overdue');
    if (show !== 'process' && show !== 'bottlenecks') {
      command.option('--kind <stages>', `by commas: ${stageKinds.join(', ')}`, list);
      command.addOption(
        new Option('--time <time>', 'working time, or by the wall clock').choices(['working', 'calendar']),
      );
    }
    if (show !== 'open' && show !== 'load') {
      command.option('--from <date>', 'from this day on').option('--to <date>', 'until this day, included');
    }
    command.action(async (options: Parameters<typeof showFigures>[1]) =>
      (await import('../figures.ts')).showFigures(show, options),
    );
  }
};
