import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import { SpeakingError } from '../speaking-error.ts';
import type { OpenHouse } from './simulate.ts';

/** A folder that holds something already: nothing is simulated into what may be somebody's work. */
export class FolderNotEmpty extends SpeakingError {
  override readonly name = 'FolderNotEmpty';
}

/** Nothing of a house that is gone afterwards has to outlive a power failure, so nothing is waited for the disk for. */
const THROWN_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Opens Chancery on an embedded PostgreSQL in a folder of its own, which is gone afterwards unless one is given. What the
 * environment says of databases is not asked: a simulation never touches an installation that is there.
 */
export const temporaryHouse =
  (log: Logger, keep?: string): OpenHouse =>
  async (clock) => {
    const dataFolder = keep ? resolve(keep) : await mkdtemp(join(tmpdir(), 'chancery-simulation-'));
    if (keep && (await readdir(dataFolder).catch(() => [])).length > 0) {
      throw new FolderNotEmpty(`${dataFolder} is not empty; a simulation begins with nothing`);
    }
    const installation = await openInstallation(readConfig({ DATA_DIR: dataFolder }), log, {
      clock,
      ...(!keep && { databaseSettings: THROWN_AWAY }),
    });
    return {
      composition: installation,
      dataFolder,
      async close() {
        await installation.close();
        if (!keep) await rm(dataFolder, { recursive: true, force: true });
      },
    };
  };
