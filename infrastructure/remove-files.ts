import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes the files of a folder, if there is one, of whose age in milliseconds `isGone` says so. @returns how many */
export const removeFiles = async (folder: string, isGone: (age: number) => boolean): Promise<number> => {
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (!found || !isGone(Date.now() - found.mtimeMs)) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
};
