import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { BI_ROLE, grantBiViews, setUpBiRole } from '../bi/set-up-role.ts';
import type { Cli } from './cli.ts';

const seconds = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 86_400) return value;
  throw new InvalidArgumentError('a whole number from 1 to 86400');
};

/** `chancery bi` */
export const biCommands = (program: Command, { atWork, say }: Cli): void => {
  const bi = program.command('bi').description('SQL views for BI tools, on a role that reads nothing else');
  bi.command('setup')
    .description(`make the database role ${BI_ROLE}, or bring it up to date`)
    .option('--password-file <file>', 'with the password that it signs in with')
    .option('--timeout <seconds>', 'how long one of its queries may take', seconds, 60)
    .action(({ passwordFile, timeout }: { passwordFile?: string; timeout: number }) =>
      atWork(async ({ pool }) => {
        const password = passwordFile && (await readFile(passwordFile, 'utf8')).trim();
        const { created } = await setUpBiRole(pool, {
          ...(password && { password }),
          timeoutSeconds: timeout,
        });
        say(`The role ${BI_ROLE} ${created ? 'was made' : 'is up to date'}.`);
        if (created && !password) say('It cannot sign in until it is given a password: --password-file.');
      }),
    );
  bi.command('grant')
    .description(`let ${BI_ROLE}, which somebody else has made, read the views`)
    .action(() =>
      atWork(async ({ pool }) => {
        await grantBiViews(pool);
        say(`${BI_ROLE} may read the views of the schema bi.`);
      }),
    );
};
