import type { Command } from 'commander';
import type { AdministratorOptions } from '../administrator.ts';

export const administratorCommand = (program: Command): void => {
  program
    .command('administrator')
    .description('name the first administrator of a new organisation')
    .argument('<login>', 'what the subject of their token says')
    .requiredOption('--name <name>', 'their name')
    .option('--organization <name>', 'name of the organisation', 'Организация')
    .action(async (login: string, options: AdministratorOptions) =>
      (await import('../administrator.ts')).nameAdministrator(login, options),
    );
};
