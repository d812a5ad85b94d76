import { type Command, Option } from 'commander';
import type { MailImport, OrganizationImport, RegisterImport } from '../import.ts';

export const importCommands = (program: Command): void => {
  const imports = program
    .command('import')
    .description('take over what was kept elsewhere; a second run adds nothing');

  imports
    .command('register')
    .description('a register of letters, as CSV')
    .argument('<file>', 'the CSV')
    .requiredOption('--mapping <file>', 'JSON: which columns mean what; see docs/importing.md')
    .option('--refused <file>', 'where to write the rows that were refused', 'refused.csv')
    .action(async (file: string, options: RegisterImport) =>
      (await import('../import.ts')).importRegisterFile(file, options),
    );

  imports
    .command('mail')
    .description('a folder of messages, as .eml')
    .argument('<folder>', 'where they are')
    .option('--ours <address...>', 'our addresses or domains: what comes from them is outgoing', [])
    .option('--refused <file>', 'where to write the messages that were refused', 'refused.csv')
    .action(async (folder: string, options: MailImport) =>
      (await import('../import.ts')).importMailFolder(folder, options),
    );

  imports
    .command('organization')
    .description('departments, posts and heads')
    .argument(
      '<files...>',
      'uk: the senior CSV and the junior one; bitrix24: replies of department.get and user.get',
    )
    .addOption(
      new Option('--format <format>', 'what the files are').choices(['uk', 'bitrix24']).makeOptionMandatory(),
    )
    .action(async (files: string[], options: OrganizationImport) =>
      (await import('../import.ts')).importOrganizationFiles(files, options),
    );
};
