import type { FileHandle } from 'node:fs/promises';

const CHUNK = 256 * 1024;

/** Writes text to a file in pieces of a quarter of a megabyte; whoever writes waits for the disk, so no more is held. */
export class TextFile {
  readonly #file: FileHandle;
  #parts: string[] = [];
  #length = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** `undefined` as long as there is nothing to wait for. */
  write(text: string): Promise<void> | undefined {
    this.#parts.push(text);
    this.#length += text.length;
    return this.#length >= CHUNK ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    const text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    await this.#file.writeFile(text);
  }
}
