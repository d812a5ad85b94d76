import { type Command, Option } from 'commander';
import type { VerifyBundleOptions } from '../verify-bundle.ts';
import type { VerifyLogOptions } from '../verify-log.ts';

export const verifyCommand = (program: Command): void => {
  program
    .command('verify')
    .option('--key <key...>', 'of a bundle: the key of the log that you expect', [])
    .option('--witness <key...>', 'of a bundle: keys of witnesses that you trust', [])
    .option('--tsa <file...>', 'of a bundle: certificates (PEM) of timestamp authorities that you trust', [])
    .addOption(
      new Option('--language <language>', 'of a bundle’s report').choices(['ru', 'en']).default('en'),
    )
    .option('--json', 'of a bundle: the report as JSON')
    .argument('[bundle]', 'an evidence bundle: a zip, or its folder')
    .description(
      'prove that a bundle holds, or that the log is what was signed, event by event; exit code 0, or 1 and where it is not',
    )
    .option('--log', 'read the whole log, all tiles and checkpoints, and the keys’ history')
    .option('--since <file>', 'and hold it against a checkpoint that somebody kept')
    .action(async (bundle: string | undefined, options: VerifyBundleOptions & VerifyLogOptions) => {
      // Whoever checks a bundle needs nothing of an installation.
      if (bundle === undefined) await (await import('../verify-log.ts')).verifyWholeLog(options);
      else await (await import('../verify-bundle.ts')).verifyBundle(bundle, options);
    });
};
