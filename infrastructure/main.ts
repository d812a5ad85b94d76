import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { Logger } from 'pino';
import { derivedId } from '../application/derived-id.ts';
import { EventStoreUnavailable } from '../application/ports/event-store.ts';
import { SYSTEM } from '../domain/event.ts';
import type { NumberRange } from '../domain/journal/completeness.ts';
import { journalId } from '../domain/journal/journal.ts';
import { Malformed } from '../domain/ledger/malformed.ts';
import type { OrganizationCommand } from '../domain/organization/commands.ts';
import { isRefusal } from '../domain/refusal.ts';
import { allProjections } from '../projections/all.ts';
import { countLetterEvents } from '../projections/correspondence/timeline-queries.ts';
import { BiRoleRefused } from './bi/set-up-role.ts';
import { biCommands } from './cli/bi.ts';
import { ReadModelsBehind } from './cli/caught-up.ts';
import type { Cli } from './cli/cli.ts';
import { eraseCommand } from './cli/erase.ts';
import { evidenceCommands } from './cli/evidence.ts';
import { exportCommand } from './cli/export.ts';
import { figureCommands, InvalidFigures } from './cli/figures.ts';
import { type HistoryOptions, historyLines, InvalidHistory, writeOut } from './cli/history.ts';
import { type CompletenessOptions, completenessLines, UnknownJournal } from './cli/journal-completeness.ts';
import { ledgerCommands } from './cli/ledger.ts';
import { mailCommands } from './cli/mail.ts';
import { migrateLogCommand } from './cli/migrate-log.ts';
import { progressBars } from './cli/progress-bar.ts';
import { tell } from './cli/report.ts';
import { BrokenOff, simulateCommands } from './cli/simulate.ts';
import { start } from './cli/start.ts';
import { UnknownLogin } from './cli/who-works.ts';
import { type Config, InvalidConfig, readConfig } from './config.ts';
import { demoLogins } from './demo/demo-organization.ts';
import { foundDemo } from './demo/found-demo.ts';
import { MigrationRefused } from './event-store/migration/migration-refused.ts';
import { readBitrix24 } from './import/bitrix24-organization.ts';
import { importMail } from './import/import-mail.ts';
import { importOrganization } from './import/import-organization.ts';
import { importRegister } from './import/import-register.ts';
import { InvalidOrganization } from './import/organization-plan.ts';
import { InvalidMapping, readMapping } from './import/register-mapping.ts';
import { readUkOrganogram } from './import/uk-organogram.ts';
import { type Installation, openInstallation } from './installation.ts';
import { LedgerMismatch } from './ledger/ledger-problem.ts';
import { createLogger } from './logging.ts';
import { ledgerProblemText } from './messages/ledger-problems.ts';
import { refusalText } from './messages/refusals.ts';
import { EmbeddedPostgresFailed } from './postgres/embedded.ts';
import { InvalidDelays } from './simulation/delays.ts';
import { InvalidJournal } from './simulation/history.ts';
import { InvalidWorld } from './simulation/load-world.ts';
import { InvalidScenario } from './simulation/scenario.ts';
import { FolderNotEmpty } from './simulation/temporary-house.ts';
import { MasterKeyUnusable } from './vault/master-key.ts';

/** Exit codes: 0 done, 1 failed, 2 used wrongly, 3 done but for rows that were refused, or for what came meanwhile. */
const FAILED = 1;
const MISUSED = 2;
const PARTLY = 3;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A failure that is explained by its message, and by nothing more. */
class Explained extends Error {}

/** Opens the installation for one piece of work, with its read models current, and closes it whatever happens. */
const atWork = async (work: (installation: Installation) => Promise<void>): Promise<void> => {
  const config = readConfig(process.env);
  const log: Logger = createLogger(process.env.LOG_LEVEL || 'warn', process.stdout.isTTY);
  const installation = await openInstallation(config, log);
  try {
    await installation.start();
    await work(installation);
  } finally {
    await installation.close();
  }
};

const program = new Command('chancery')
  .description(
    'The official letters of an organisation. Settings come from the environment; see docs/operating.md.',
  )
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : MISUSED));

program
  .command('start')
  .description(
    'run the server; with nothing set, on an embedded PostgreSQL in ./data, as the demo organisation',
  )
  .action(async () => {
    const config: Config = readConfig(process.env);
    await start(config, createLogger(config.logLevel, process.stdout.isTTY));
  });

program
  .command('migrate')
  .description('bring the database up to date, and do nothing else')
  .action(async () => {
    const installation = await openInstallation(readConfig(process.env), createLogger('warn', false));
    say(
      installation.migrated.length > 0
        ? `Migrated: ${installation.migrated.join(', ')}`
        : 'The database was up to date.',
    );
    await installation.close();
  });

program
  .command('demo')
  .description('found the demo organisation, with counterparties and a project')
  .action(() =>
    atWork(async ({ chancery }) => {
      const founded = await foundDemo(chancery);
      say(founded ? 'The demo organisation was founded.' : 'The demo organisation was there already.');
      say(`Logins: ${demoLogins.join(', ')}`);
    }),
  );

program
  .command('administrator')
  .description('name the first administrator of a new organisation')
  .argument('<login>', 'what the subject of their token says')
  .requiredOption('--name <name>', 'their name')
  .option('--organization <name>', 'name of the organisation', 'Организация')
  .action((login: string, options: { name: string; organization: string }) =>
    atWork(async ({ chancery }) => {
      const { employees, departments } = await chancery.currentOrganization();
      const known = [...employees.values()].find((employee) => employee.login === login);
      const root = [...departments.values()].find(({ parentId, closed }) => !parentId && !closed);
      const departmentId = root?.id ?? derivedId('department', 'root');
      const employeeId = known?.id ?? derivedId('employee', 'administrator', login);
      const commands: OrganizationCommand[] = [
        ...(root
          ? []
          : [{ name: 'createDepartment' as const, departmentId, departmentName: options.organization }]),
        ...(known
          ? []
          : [{ name: 'hireEmployee' as const, employeeId, login, employeeName: options.name, departmentId }]),
        { name: 'grantRole', employeeId, role: 'administrator' },
      ];
      const outcome = await chancery.organization.execute(
        { actor: SYSTEM, commandId: randomUUID() },
        commands,
      );
      if (isRefusal(outcome)) throw new Explained(refusalText(outcome, 'en'));
      say(`${login} is an administrator.`);
    }),
  );

const imports = program
  .command('import')
  .description('take over what was kept elsewhere; a second run adds nothing');

imports
  .command('register')
  .description('a register of letters, as CSV')
  .argument('<file>', 'the CSV')
  .requiredOption('--mapping <file>', 'JSON: which columns mean what; see docs/importing.md')
  .option('--refused <file>', 'where to write the rows that were refused', 'refused.csv')
  .action((file: string, options: { mapping: string; refused: string }) =>
    atWork(async (installation) => {
      const bars = progressBars();
      try {
        const report = await importRegister(
          installation,
          file,
          await readMapping(options.mapping),
          bars.progress,
        );
        bars.stop();
        await tell(report, options.refused);
        if (report.refused.length > 0) process.exitCode = PARTLY;
      } finally {
        bars.stop();
      }
    }),
  );

imports
  .command('mail')
  .description('a folder of messages, as .eml')
  .argument('<folder>', 'where they are')
  .option('--ours <address...>', 'our addresses or domains: what comes from them is outgoing', [])
  .option('--refused <file>', 'where to write the messages that were refused', 'refused.csv')
  .action((folder: string, options: { ours: string[]; refused: string }) =>
    atWork(async (installation) => {
      const bars = progressBars();
      try {
        const ours = options.ours.map((address) => address.toLowerCase());
        const report = await importMail(installation, folder, ours, bars.progress);
        bars.stop();
        await tell(report, options.refused);
        if (report.refused.length > 0) process.exitCode = PARTLY;
      } finally {
        bars.stop();
      }
    }),
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
  .action((files: string[], options: { format: 'uk' | 'bitrix24' }) =>
    atWork(async ({ chancery }) => {
      const [first, second] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
      if (first === undefined || (options.format === 'bitrix24' && second === undefined)) {
        throw new Explained('bitrix24 needs two files: the replies of department.get and user.get');
      }
      const plan =
        options.format === 'uk' ? readUkOrganogram(first, second) : readBitrix24(first, second ?? '');
      const { changes, remarks } = await importOrganization(chancery, plan);
      const told = Object.entries(changes).map(([name, count]) => `${name.padEnd(20)} ${count}`);
      say(
        told.length > 0 ? told.join('\n') : 'The organisation is as the files have it; nothing was changed.',
      );
      for (const remark of remarks) say(`  ${remark}`);
    }),
  );

program
  .command('rebuild')
  .description(
    'build read models anew from the log, beside the live ones, which serve until the new take over',
  )
  .argument('[name...]', `${allProjections.map(({ name }) => name).join(', ')}; none: all`)
  .action((names: string[]) =>
    atWork(async ({ readModels, read }) => {
      const unknown = names.filter((name) => !readModels.names.includes(name));
      if (unknown.length > 0) {
        throw new Explained(`No read model ${unknown.join(', ')}; there are ${readModels.names.join(', ')}`);
      }
      const wanted = names.length > 0 ? [...new Set(names)] : readModels.names;
      const bars = progressBars();
      const total = await countLetterEvents(read);
      const begun = Date.now();
      let events = 0;
      await readModels.rebuild(wanted, (progress) => {
        events = progress.events;
        bars.progress(wanted.join(', '), progress.events, Math.max(total, progress.events));
      });
      bars.stop();
      const seconds = ((Date.now() - begun) / 1_000).toFixed(1);
      for (const name of wanted) say(`${name}: ${events} events in ${seconds} s; the new one is live.`);
    }),
  );

program
  .command('migrate-log')
  .description(
    'copy a whole log to another store and prove that the copy is equal; a run that was interrupted is repeated',
  )
  .requiredOption('--from <address>', 'the log that there is')
  .requiredOption('--to <address>', 'where it goes: an empty store, or one that holds the beginning of it')
  .addHelpText(
    'after',
    `
Addresses:
  postgres://user:password@host/database         the log in that PostgreSQL
  esdb://user:password@host:2113, esdb+discover://…, kurrentdb://…   EventStoreDB, KurrentDB
  embedded, embedded:<data folder>               the embedded PostgreSQL of DATA_DIR, or of that folder

Exit codes: 0 equal; 1 failed, or the logs differ; 3 equal to what the source had at the start, and it has grown.
See docs/how-to/migrate-log.md.`,
  )
  .action(async (options: { from: string; to: string }) => {
    const log = createLogger(process.env.LOG_LEVEL || 'warn', process.stdout.isTTY);
    const outcome = await migrateLogCommand(options.from, options.to, process.env.DATA_DIR || 'data', log);
    if (outcome === 'grew') process.exitCode = PARTLY;
    if (outcome === 'different') process.exitCode = FAILED;
  });

const languages = new Option('--language <language>', 'of what is told').choices(['ru', 'en']).default('ru');
const formats = new Option('--format <format>', 'text, or a JSON object per line')
  .choices(['text', 'json'])
  .default('text');

program
  .command('history')
  .description('what happened, from the log, in its order; what is shown of letters is itself recorded')
  .option('--letter <id or number>', 'of a letter')
  .option('--thread <id or number>', 'of the thread of a letter')
  .option('--project <code>', 'of a project and its letters')
  .option('--counterparty <name, tax number or id>', 'of a counterparty and its letters')
  .option('--employee <login>', 'what somebody did, and what was done in their name')
  .option('--journal <id>', 'of a journal')
  .option('--organization', 'of departments, heads, roles, rules')
  .option('--from <instant>', 'from then on; with no other scope: of the period')
  .option('--to <instant>', 'until before then')
  .option('--type <names...>', 'these events only')
  .option('--purpose <text>', 'goes on the record of the reading')
  .option('--as <login>', 'who reads; goes on the record')
  .addOption(languages)
  .addOption(formats)
  .action((options: HistoryOptions) =>
    atWork((installation) => writeOut(historyLines(installation, options))),
  );

program
  .command('journal-completeness')
  .description(
    "whether a year's numbers are all there: by the journal's own events, the letters', the read model",
  )
  .addOption(
    new Option('--direction <direction>', 'of which letters')
      .choices(['incoming', 'outgoing'])
      .makeOptionMandatory(),
  )
  .requiredOption('--year <year>', 'of the journal', Number)
  .option('--from <number>', 'from this sequence number', Number)
  .option('--to <number>', 'to this one', Number)
  .option('--from-date <date>', 'from this date')
  .option('--to-date <date>', 'to this date')
  .addOption(languages)
  .addOption(formats)
  .action(
    ({
      direction,
      year,
      language,
      format,
      ...range
    }: Omit<CompletenessOptions, 'journalId' | 'range'> &
      NumberRange & { direction: 'incoming' | 'outgoing'; year: number }) =>
      atWork((installation) => {
        const options = { journalId: journalId(direction, year), range, language, format };
        return writeOut(
          completenessLines(installation, options, (complete) => {
            if (!complete) process.exitCode = FAILED;
          }),
        );
      }),
  );
const cli: Cli = {
  atWork,
  say,
  explained: (message) => new Explained(message),
  fail: () => {
    process.exitCode = FAILED;
  },
  partly: () => {
    process.exitCode = PARTLY;
  },
};
ledgerCommands(program, cli);
eraseCommand(program, cli);
evidenceCommands(program, cli);
mailCommands(program, cli);
figureCommands(program, cli);
simulateCommands(program, cli);
exportCommand(program, cli);
biCommands(program, cli);

/** Errors that say themselves what is wrong and what would do. */
const speakingErrors = [
  Explained,
  InvalidConfig,
  InvalidHistory,
  InvalidFigures,
  UnknownLogin,
  UnknownJournal,
  ReadModelsBehind,
  InvalidMapping,
  InvalidOrganization,
  EmbeddedPostgresFailed,
  MigrationRefused,
  Malformed,
  InvalidScenario,
  InvalidWorld,
  InvalidDelays,
  InvalidJournal,
  FolderNotEmpty,
  BrokenOff,
  MasterKeyUnusable,
  BiRoleRefused,
];

/** Those of them that say that a setting or an argument is wrong. */
const misused = [
  InvalidScenario,
  InvalidWorld,
  InvalidConfig,
  InvalidMapping,
  InvalidHistory,
  InvalidFigures,
  UnknownLogin,
  MasterKeyUnusable,
];

const explanation = (error: unknown): string => {
  const { message, code } = error as { message?: string; code?: string };
  if (speakingErrors.some((kind) => error instanceof kind)) return message ?? '';
  if (error instanceof LedgerMismatch) {
    return `${ledgerProblemText(error.problem, 'en')}\n${ledgerProblemText(error.problem, 'ru')}`;
  }
  if (error instanceof EventStoreUnavailable) {
    return `${error.message}: ${error.cause instanceof Error ? error.cause.message : error.cause}`;
  }
  if (code === 'EADDRINUSE') return 'The port is taken. Set PORT to another, or stop what listens there.';
  if (code === 'ENOENT') return `There is no such file: ${message}`;
  if (code === 'ECONNREFUSED' || code === '28P01' || code === '3D000' || code === 'ENOTFOUND') {
    return `The database of DATABASE_URL cannot be used: ${message || code}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explanation(error)}\n`);
  process.exit(misused.some((kind) => error instanceof kind) ? MISUSED : FAILED);
}
