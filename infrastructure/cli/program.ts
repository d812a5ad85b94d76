import { Command } from 'commander';
import { administratorCommand } from './commands/administrator.ts';
import { biCommands } from './commands/bi.ts';
import { demoCommand } from './commands/demo.ts';
import { eraseCommand } from './commands/erase.ts';
import { evidenceCommands } from './commands/evidence.ts';
import { exportCommand } from './commands/export.ts';
import { figureCommands } from './commands/figures.ts';
import { historyCommand } from './commands/history.ts';
import { importCommands } from './commands/import.ts';
import { completenessCommand } from './commands/journal-completeness.ts';
import { ledgerCommands } from './commands/ledger.ts';
import { mailCommands } from './commands/mail.ts';
import { migrateCommand } from './commands/migrate.ts';
import { migrateLogCommand } from './commands/migrate-log.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { simulateCommands } from './commands/simulate.ts';
import { startCommand } from './commands/start.ts';
import { verifyCommand } from './commands/verify.ts';
import { MISUSED } from './exit-codes.ts';

/** In the order of the help. Each says what it takes, and loads what it does only when it is told to. */
const commands: readonly ((program: Command) => void)[] = [
  startCommand,
  migrateCommand,
  demoCommand,
  administratorCommand,
  importCommands,
  eraseCommand,
  rebuildCommand,
  migrateLogCommand,
  historyCommand,
  completenessCommand,
  ledgerCommands,
  verifyCommand,
  evidenceCommands,
  mailCommands,
  figureCommands,
  simulateCommands,
  exportCommand,
  biCommands,
];

/** `chancery` with all its commands. */
export const chanceryProgram = (): Command => {
  const program = new Command('chancery')
    .description(
      'The official letters of an organisation. Settings come from the environment; see docs/operating.md.',
    )
    .showHelpAfterError()
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : MISUSED));
  for (const command of commands) command(program);
  return program;
};
