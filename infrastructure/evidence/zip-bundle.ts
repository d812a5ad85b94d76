import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Bundle } from '../../domain/evidence/bundle.ts';
import { type Bytes, readStoredZip, type WrongZip } from '../../domain/evidence/stored-zip.ts';

const PIECE = 1 << 20;

/** The bytes of an open file. */
export const bytesOf = async (file: FileHandle): Promise<Bytes> => {
  const { size } = await file.stat();
  return {
    size,
    slice: async (start, end) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - Math.max(0, start)));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, Math.max(0, start));
      return bytes.subarray(0, bytesRead);
    },
  };
};

export interface ZipBundle extends Bundle {
  /** What is wrong with the zip, though it could be read. */
  readonly wrong: readonly WrongZip[];
  close(): Promise<void>;
}

/** A bundle in a zip, which stays open until it is closed. @throws WrongZip when it is not in its one form. */
export const zipBundle = async (path: string): Promise<ZipBundle> => {
  const file = await open(path);
  try {
    const zip = await bytesOf(file);
    const { folder, files, wrong } = await readStoredZip(zip);
    const byPath = new Map(files.map((entry) => [entry.path, entry]));
    const at = (name: string): { offset: number; size: number } => {
      const entry = byPath.get(name);
      if (!entry) throw new Error(`There is no file ${name} in the bundle`);
      return entry;
    };
    return {
      folder,
      files,
      wrong,
      read: (name) => {
        const { offset, size } = at(name);
        return zip.slice(offset, offset + size);
      },
      sha256: async (name) => {
        const { offset, size } = at(name);
        const hash = createHash('sha256');
        for (let from = offset; from < offset + size; from += PIECE) {
          hash.update(await zip.slice(from, Math.min(from + PIECE, offset + size)));
        }
        return hash.digest('hex');
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
};
