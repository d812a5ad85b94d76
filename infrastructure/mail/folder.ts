import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { MailIntake, Taken } from './intake.ts';

export interface TakenFile {
  /** Its path within the folder. */
  readonly name: string;
  readonly taken: Taken;
}

export interface FolderOptions {
  /** Files that were written to less than so long ago are left for the next time: somebody may still be writing. */
  readonly settledMs?: number;
  readonly onTaken?: (file: TakenFile, done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

interface Found {
  /** Relative to the folder. */
  readonly name: string;
  /** Where it goes when it has been taken. */
  readonly done: string;
}

const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();

/**
 * Messages that lie in the folder. In a Maildir those in `new/`, which are moved to `cur/` as seen; else files `*.eml`, which
 * are moved to `done/`.
 */
const messagesIn = async (folder: string): Promise<readonly Found[]> => {
  if ((await isThere(join(folder, 'new'))) && (await isThere(join(folder, 'cur')))) {
    const names = await filesIn(join(folder, 'new'));
    return names.map((name) => ({
      name: join('new', name),
      done: join('cur', `${name.replace(/:2,.*$/, '')}:2,S`),
    }));
  }
  const names = (await filesIn(folder)).filter((name) => /\.eml$/i.test(name));
  return names.map((name) => ({ name, done: join('done', name) }));
};

/** Moves a file; where there is one of that name already, it is named by its hash as well. */
const putAway = async (from: string, to: string, sha256: string): Promise<void> => {
  await mkdir(join(to, '..'), { recursive: true });
  const taken = await stat(to).catch(() => undefined);
  await rename(from, taken ? join(to, '..', `${sha256.slice(0, 16)}-${basename(to)}`) : to);
};

/**
 * Takes in every message of the folder, one after the other. A file is moved when its message is on record; whatever breaks
 * off before then leaves it where it is, to be taken the next time.
 *
 * @throws as `MailIntake.take`.
 */
export const takeFolder = async (
  intake: MailIntake,
  folder: string,
  { settledMs = 0, onTaken, signal }: FolderOptions = {},
): Promise<readonly TakenFile[]> => {
  const all: TakenFile[] = [];
  const found = await messagesIn(folder);
  for (const { name, done } of found) {
    if (signal?.aborted) break;
    const path = join(folder, name);
    const state = await stat(path).catch(() => undefined);
    // Another server has moved it, or it is not whole yet.
    if (!state || Date.now() - state.mtimeMs < settledMs) continue;
    const taken = await intake.take(createReadStream(path)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (!taken) continue;
    const sha256 = 'sha256' in taken ? taken.sha256 : 'empty';
    await putAway(path, join(folder, done), sha256).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    const file = { name, taken };
    all.push(file);
    onTaken?.(file, all.length, found.length);
  }
  return all;
};
