import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { EvidenceSources } from './bundle-source.ts';
import { type Exported, type ExportRequest, exportBundle } from './export-bundle.ts';
import { zipFolder } from './write-bag.ts';

/** A bundle that was made, by the SHA-256 of its zip. */
export interface KeptBundle extends Omit<Exported, 'folder'> {
  readonly sha256: string;
  /** Of the zip, in bytes. */
  readonly bytes: number;
}

/**
 * Makes bundles and keeps their zips, each under its hash, so that the same export is kept once. What broke off leaves at
 * most a folder in `evidence/incoming`.
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

  /** Removes the bundles that were made: any of them may disclose what was erased since. They can be made anew. */
  async discard(): Promise<void> {
    await this.#work;
    const names = await readdir(this.#folder).catch(() => []);
    await Promise.all(
      names
        .filter((name) => name.endsWith('.zip'))
        .map((name) => rm(join(this.#folder, name), { force: true })),
    );
  }

  async #make(request: Omit<ExportRequest, 'into'>): Promise<KeptBundle | Refusal> {
    const incoming = join(this.#folder, 'incoming');
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    const into = await mkdtemp(join(incoming, 'bundle-'));
    try {
      const exported = await exportBundle(this.#sources, { ...request, into });
      if (isRefusal(exported)) return exported;
      const { folder, ...rest } = exported;
      const zip = join(into, `${exported.name}.zip`);
      await zipFolder(folder, zip);
      const hash = createHash('sha256');
      await pipeline(createReadStream(zip), hash);
      const sha256 = hash.digest('hex');
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
