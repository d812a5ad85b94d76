import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import { createLogger } from '../logging.ts';
import { say } from './say.ts';

export const migrateDatabase = async (): Promise<void> => {
  const installation = await openInstallation(readConfig(process.env), createLogger('warn', false));
  say(
    installation.migrated.length > 0
      ? `Migrated: ${installation.migrated.join(', ')}`
      : 'The database was up to date.',
  );
  await installation.close();
};
