import { readConfig } from '../config.ts';
import { type Installation, openInstallation } from '../installation.ts';
import { createLogger } from '../logging.ts';

/** Opens the installation for one piece of work, with its read models current, and closes it whatever happens. */
export const atWork = async (work: (installation: Installation) => Promise<void>): Promise<void> => {
  const config = readConfig(process.env);
  const log = createLogger(process.env.LOG_LEVEL || 'warn', process.stdout.isTTY);
  const installation = await openInstallation(config, log);
  try {
    await installation.start();
    await work(installation);
  } finally {
    await installation.close();
  }
};
