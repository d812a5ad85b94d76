import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { removeFiles } from '../remove-files.ts';
import { allowedMediaTypes, extensionOf, unmarkedTypeOf } from './media-types.ts';

const A_DAY_MS = 86_400_000;

export interface StoredFile {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly mediaType: string;
}

/** The bytes on disk are not those that were stored. */
export class FileDamaged extends Error {
  override readonly name = 'FileDamaged';
}

/**
 * Counts and hashes what passes through, up to a limit. What comes beyond it is swallowed: to end the stream early
 * would leave its source, which is one part of a larger body, waiting for ever to be read on.
 */
class Meter extends Transform {
  size = 0;
  readonly #hash = createHash('sha256');
  readonly #limit: number;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.size += chunk.length;
    if (this.exceeded) {
      done();
      return;
    }
    this.#hash.update(chunk);
    done(null, chunk);
  }

  get exceeded(): boolean {
    return this.size > this.#limit;
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/**
 * Files by the SHA-256 of their bytes: written once, never changed, removed by an erasure alone. A file becomes visible under its hash only
 * when it is complete and on disk, so a crash leaves at most something in `incoming/`, for a day.
 */
export class FileStore {
  readonly #folder: string;
  readonly maxBytes: number;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.maxBytes = maxBytes;
  }

  /** Stores what the stream brings, if its size and its type, by its bytes, are taken; the name must agree with the type. */
  async put(content: Readable, name: string): Promise<StoredFile | Refusal> {
    const incoming = join(this.#folder, 'incoming');
    await mkdir(incoming, { recursive: true });
    const draft = join(incoming, randomUUID());
    const meter = new Meter(this.maxBytes);
    try {
      await pipeline(content, meter, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }));
      if (meter.exceeded) return refuse('FILE_TOO_LARGE', { name, maxBytes: this.maxBytes });
      if (meter.size === 0) return refuse('EMPTY_FILE', { name });
      const mediaType = await this.#typeOf(draft, name);
      if (typeof mediaType !== 'string') return mediaType;
      const sha256 = meter.digest();
      await this.#keep(draft, sha256);
      return { sha256, size: meter.size, mediaType };
    } finally {
      await rm(draft, { force: true });
    }
  }

  /**
   * Stores what the stream brings whatever it is, and says nothing of its type: raw messages, of which none may be lost.
   *
   * @param isWanted asked when the hash is known, before there is a file of it; where it says no, nothing is kept.
   * @returns its hash and size in bytes; `undefined` for a stream without bytes, of which nothing is kept.
   */
  async keep(
    content: Readable,
    isWanted: (sha256: string) => Promise<boolean> = async () => true,
  ): Promise<Omit<StoredFile, 'mediaType'> | undefined> {
    const incoming = join(this.#folder, 'incoming');
    await mkdir(incoming, { recursive: true });
    const draft = join(incoming, randomUUID());
    const meter = new Meter(Number.POSITIVE_INFINITY);
    try {
      await pipeline(content, meter, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }));
      if (meter.size === 0) return undefined;
      const sha256 = meter.digest();
      if (await isWanted(sha256)) await this.#keep(draft, sha256);
      return { sha256, size: meter.size };
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Size in bytes, if the file is there. */
  async sizeOf(sha256: string): Promise<number | undefined> {
    return (await stat(this.#path(sha256)).catch(() => undefined))?.size;
  }

  /** The bytes, once they have been found to be those that were stored. @throws FileDamaged */
  async read(sha256: string): Promise<Readable> {
    const path = this.#path(sha256);
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(path), hash);
    } catch (cause) {
      throw new FileDamaged(`The file ${sha256} cannot be read`, { cause });
    }
    if (hash.digest('hex') !== sha256) throw new FileDamaged(`The file ${sha256} holds other bytes`);
    return createReadStream(path);
  }

  /** Removes the bytes, for good; does nothing where there are none. Durable when it settles. */
  async remove(sha256: string): Promise<void> {
    const path = this.#path(sha256);
    await rm(path, { force: true });
    await syncFolder(join(path, '..')).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }

  /** Removes what uploads have left that broke off: drafts that nobody has written to for a day. @returns how many */
  sweep(): Promise<number> {
    return removeFiles(join(this.#folder, 'incoming'), (age) => age >= A_DAY_MS);
  }

  async #typeOf(path: string, name: string): Promise<string | Refusal> {
    const marked = await fileTypeFromFile(path);
    const byName = unmarkedTypeOf(name);
    if (!marked) return byName ?? refuse('FILE_TYPE_NOT_ALLOWED', { name, mediaType: null });
    // An XML says that it is one; that is what its name says as well.
    const mediaType = marked.mime;
    const extensions = allowedMediaTypes.get(mediaType);
    if (!extensions) return refuse('FILE_TYPE_NOT_ALLOWED', { name, mediaType });
    return extensions.includes(extensionOf(name))
      ? mediaType
      : refuse('FILE_TYPE_MISMATCH', { name, mediaType, extensions });
  }

  async #keep(draft: string, sha256: string): Promise<void> {
    const path = this.#path(sha256);
    const folder = join(path, '..');
    await mkdir(folder, { recursive: true });
    await rename(draft, path);
    await syncFolder(folder);
  }

  #path(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }
}

/** A name is on disk, or gone from it, when its folder is. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
