import { readConfig } from '../config.ts';
import { createLogger } from '../logging.ts';
import { openDatabase } from '../postgres/open-database.ts';
import { say } from './say.ts';

export const migrateDatabase = async (): Promise<void> => {
  const { migrated, close } = await openDatabase(readConfig(process.env), createLogger('warn', false));
  say(migrated.length > 0 ? `Migrated: ${migrated.join(', ')}` : 'The database was up to date.');
  await close();
};
