import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { opendir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Bundle, type BundleFile, inByteOrder } from '../../domain/evidence/bundle.ts';

/** A bundle that lies in a folder. Links are followed nowhere: what is not a plain file is not in the bundle. */
export const folderBundle = async (folder: string): Promise<Bundle> => {
  const root = await realpath(resolve(folder));
  const files: BundleFile[] = [];
  for await (const entry of await opendir(root, { recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { size } = await stat(path);
    files.push({ path: relative(root, path).split(sep).join('/'), size });
  }
  files.sort((one, other) => inByteOrder(one.path, other.path));
  const known = new Set(files.map(({ path }) => path));
  const place = (path: string): string => {
    if (!known.has(path)) throw new Error(`There is no file ${path} in the bundle`);
    return join(root, ...path.split('/'));
  };
  return {
    folder: basename(root),
    files,
    read: (path) => readFile(place(path)),
    sha256: async (path) => {
      const hash = createHash('sha256');
      await pipeline(createReadStream(place(path)), hash);
      return hash.digest('hex');
    },
  };
};
