import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { isAlive } from '../process-alive.ts';
import type { EvidenceSources } from './bundle-source.ts';
import { type Exported, type ExportRequest, exportBundle } from './export-bundle.ts';
import { fileSha256, zipFolder } from './write-bag.ts';

/** By which a folder tells whose it is: the process, and the machine, since several may share the data folder. */
const MARK = `bundle~${process.pid}~`;
/** Whether a process of another machine still works on something cannot be known; for so long nobody exports. */
const A_DAY_MS = 86_400_000;

/** A bundle that was made, by the SHA-256 of its zip. */
export interface KeptBundle extends Omit<Exported, 'folder'> {
  readonly sha256: string;
  /** Of the zip, in bytes. */
  readonly bytes: number;
}

/**
 * Makes bundles and keeps their zips, each under its hash, so that the same export is kept once. What broke off leaves a
 * folder in `evidence/incoming` until a server starts.
 */
export class EvidenceRoom {
  readonly #folder: string;
  readonly #sources: EvidenceSources;
  /** Settles when the export before has ended: one at a time, since each may be large. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(dataFolder: string, sources: EvidenceSources) {
    this.#sources = sources;
    this.#folder = join(dataFolder, 'evidence');
  }

  /** @throws LedgerMismatch when nothing is signed any more; TooLargeForZip. */
  make(request: Omit<ExportRequest, 'into'>): Promise<KeptBundle | Refusal> {
    const made = this.#work.then(() => this.#make(request));
    this.#work = made.catch(() => undefined);
    return made;
  }

  /** The zip's file, if there is one of that hash. */
  async find(sha256: string): Promise<{ readonly path: string; readonly bytes: number } | undefined> {
    const path = this.#pathOf(sha256);
    const found = await stat(path).catch(() => undefined);
    return found && { path, bytes: found.size };
  }

  /** Removes the bundles that were made, and what was left of others: any of them may disclose what was erased since. */
  discard(): Promise<void> {
    const discarded = this.#work.then(async () => {
      const names = await readdir(this.#folder).catch(() => []);
      await Promise.all(
        names
          .filter((name) => name.endsWith('.zip'))
          .map((name) => rm(join(this.#folder, name), { force: true })),
      );
      await this.sweep();
    });
    this.#work = discarded.catch(() => undefined);
    return discarded;
  }

  /** Removes what exports have left that broke off. No export of this process may be under way. */
  async sweep(): Promise<void> {
    const incoming = join(this.#folder, 'incoming');
    for (const name of await readdir(incoming).catch(() => [])) {
      const path = join(incoming, name);
      if (await isLeftOver(path)) await rm(path, { recursive: true, force: true });
    }
  }

  async #make(request: Omit<ExportRequest, 'into'>): Promise<KeptBundle | Refusal> {
    const incoming = join(this.#folder, 'incoming');
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    const into = await mkdtemp(join(incoming, `${MARK}${hostname()}~`));
    try {
      const exported = await exportBundle(this.#sources, { ...request, into });
      if (isRefusal(exported)) return exported;
      const { folder, ...rest } = exported;
      const zip = join(into, `${exported.name}.zip`);
      await zipFolder(folder, zip);
      const sha256 = await fileSha256(zip);
      const { size: bytes } = await stat(zip);
      await rename(zip, this.#pathOf(sha256));
      return { ...rest, sha256, bytes };
    } finally {
      await rm(into, { recursive: true, force: true });
    }
  }

  #pathOf(sha256: string): string {
    return join(this.#folder, `${sha256}.zip`);
  }
}

/** Whether nobody works on it any more. What this process has begun is not under way either: see `sweep`. */
const isLeftOver = async (path: string): Promise<boolean> => {
  const [, pid, host] = basename(path).split('~');
  if (host === hostname()) return Number(pid) === process.pid || !isAlive(Number(pid));
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.mtimeMs < Date.now() - A_DAY_MS;
};
