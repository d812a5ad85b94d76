import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../../durable-file.ts';
import { parseSigningKey } from './key-signer.ts';

const OWNER_ALONE = 0o600;

/**
 * The signing key as a file of its owner alone: `ledger/signing-key.pem` of the data folder. While it is being
 * replaced, the next one is beside it: whichever the log knows counts.
 */
export class KeyFile {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'ledger');
  }

  get path(): string {
    return join(this.#folder, 'signing-key.pem');
  }

  get #nextPath(): string {
    return join(this.#folder, 'signing-key.next.pem');
  }

  read(): Promise<KeyObject | undefined> {
    return readKey(this.path);
  }

  readNext(): Promise<KeyObject | undefined> {
    return readKey(this.#nextPath);
  }

  /** The key that there is, or a new one. Of several processes that make one at once, all get the same. */
  async readOrMake(): Promise<KeyObject> {
    const known = await this.read();
    if (known) return known;
    await mkdir(this.#folder, { recursive: true });
    const draft = `${this.path}.${process.pid}`;
    await writeDurably(draft, newKey(), OWNER_ALONE);
    // A link is made only where there is none of that name yet.
    await link(draft, this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(draft);
    return (await this.read()) as KeyObject;
  }

  /** A new key, beside the one that is in use. */
  async makeNext(): Promise<KeyObject> {
    await mkdir(this.#folder, { recursive: true });
    await writeDurably(this.#nextPath, newKey(), OWNER_ALONE);
    return (await this.readNext()) as KeyObject;
  }

  /** The next key becomes the key; the old one is gone. */
  async useNext(): Promise<void> {
    await rename(this.#nextPath, this.path);
  }
}

const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

const readKey = async (path: string): Promise<KeyObject | undefined> => {
  try {
    return parseSigningKey(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};
