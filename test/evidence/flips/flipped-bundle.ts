import { createHash, type Hash } from 'node:crypto';
import type { Bundle } from '../../../domain/evidence/bundle.ts';

const SHA_STEP = 4_096;

/** A bundle in memory of which one byte is another. Hashes of the other files are remembered, and of that one its beginning. */
export class FlippedBundle implements Bundle {
  readonly folder: string;
  readonly files: Bundle['files'];
  readonly #contents: ReadonlyMap<string, Uint8Array>;
  readonly #hashes = new Map<string, string>();
  #path = '';
  #beginning: Hash = createHash('sha256');
  #hashed = 0;

  constructor(
    { folder, files }: Pick<Bundle, 'folder' | 'files'>,
    contents: ReadonlyMap<string, Uint8Array>,
  ) {
    this.folder = folder;
    this.files = files;
    this.#contents = contents;
  }

  /** Which file is not as it was, from now on; bytes of it are flipped one after the other. */
  turnTo(path: string): void {
    this.#path = path;
    this.#beginning = createHash('sha256');
    this.#hashed = 0;
  }

  /** Bytes before this one are as they were. */
  flippedAt(at: number): void {
    const upTo = at - (at % SHA_STEP);
    if (upTo <= this.#hashed) return;
    this.#beginning.update(this.#content(this.#path).subarray(this.#hashed, upTo));
    this.#hashed = upTo;
  }

  async read(path: string): Promise<Uint8Array> {
    return this.#content(path);
  }

  async sha256(path: string): Promise<string> {
    if (path === this.#path) {
      return this.#beginning.copy().update(this.#content(path).subarray(this.#hashed)).digest('hex');
    }
    const known = this.#hashes.get(path);
    if (known !== undefined) return known;
    const hash = createHash('sha256').update(this.#content(path)).digest('hex');
    this.#hashes.set(path, hash);
    return hash;
  }

  #content(path: string): Uint8Array {
    const content = this.#contents.get(path);
    if (!content) throw new Error(`There is no file ${path}`);
    return content;
  }
}
