import { type Command, InvalidArgumentError } from 'commander';
import { BI_ROLE } from '../../bi/role.ts';
import type { BiSetupOptions } from '../bi.ts';

const seconds = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 86_400) return value;
  throw new InvalidArgumentError('a whole number from 1 to 86400');
};

export const biCommands = (program: Command): void => {
  const bi = program.command('bi').description('SQL views for BI tools, on a role that reads nothing else');
  bi.command('setup')
    .description(`make the database role ${BI_ROLE}, or bring it up to date`)
    .option('--password-file <file>', 'with the password that it signs in with')
    .option('--timeout <seconds>', 'how long one of its queries may take', seconds, 60)
    .action(async (options: BiSetupOptions) => (await import('../bi.ts')).setUpBi(options));
  bi.command('grant')
    .description(`let ${BI_ROLE}, which somebody else has made, read the views`)
    .action(async () => (await import('../bi.ts')).grantBi());
};
