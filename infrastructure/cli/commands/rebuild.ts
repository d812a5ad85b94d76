import type { Command } from 'commander';
import { projectionNames } from '../../../projections/projection-names.ts';

export const rebuildCommand = (program: Command): void => {
  program
    .command('rebuild')
    .description(
      'build read models anew from the log, beside the live ones, which serve until the new take over',
    )
    .argument('[name...]', `${projectionNames.join(', ')}; none: all`)
    .action(async (names: string[]) => (await import('../rebuild.ts')).rebuild(names));
};
