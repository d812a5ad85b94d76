import { randomUUID } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces the file at once and for good: whoever reads it, after whatever failure, finds the old content or the new. */
export const writeDurably = async (path: string, content: string, mode = 0o644): Promise<void> => {
  // Whoever else writes it at the same time has a draft of their own.
  const draft = `${path}.${randomUUID()}.new`;
  const file = await open(draft, 'w', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
};

/** A new name in a folder is durable when the folder is. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
