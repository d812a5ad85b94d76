import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from '../durable-file.ts';

/**
 * The last signed checkpoint, kept outside of the database: whoever has the database alone can make it tell
 * another history, but not one that this would not contradict.
 */
export class Anchor {
  readonly #path: string;

  constructor(dataFolder: string) {
    this.#path = join(dataFolder, 'ledger', 'checkpoint');
  }

  /** The signed note; undefined where none was written yet. */
  async read(): Promise<string | undefined> {
    try {
      return await readFile(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Puts it aside, under a name of its own: what follows begins without it. */
  async putAside(size: number): Promise<void> {
    await rename(this.#path, `${this.#path}.lost-at-${size}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }

  async write(note: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await writeDurably(this.#path, note);
  }
}
