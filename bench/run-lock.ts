import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../infrastructure/process-alive.ts';

/** Another benchmark works in the same folder. Two at once would measure each other, and drop each other's databases. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

/**
 * Keeps the folder to this process until the returned function is called, or the process has ended.
 *
 * @throws AlreadyRunning
 */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  const file = join(folder, 'run.pid');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const own = join(folder, `run.${process.pid}`);
  await writeFile(own, String(process.pid));
  try {
    return await takeOver(own, file);
  } finally {
    await rm(own, { force: true });
  }
};

const takeOver = async (own: string, file: string): Promise<() => Promise<void>> => {
  for (;;) {
    try {
      // A link comes into being whole: nobody meets a file in which there is no number yet.
      await link(own, file);
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = Number(await readFile(file, 'utf8').catch(() => '0'));
      if (pid > 0 && isAlive(pid)) {
        throw new AlreadyRunning(`Another benchmark is running, as process ${pid}; one at a time, please`);
      }
      // Left behind by a process that was killed.
      await rm(file, { force: true });
    }
  }
};
