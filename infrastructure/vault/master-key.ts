import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Misuse } from '../speaking-error.ts';

export const KEY_BYTES = 32;

/** The master key cannot be used; the message begins with a code, and says what would do. */
export class MasterKeyUnusable extends Misuse {
  override readonly name = 'MasterKeyUnusable';
}

/** Where the master key is kept that Chancery makes itself. */
export const masterKeyFile = (dataFolder: string): string => join(dataFolder, 'keys', 'master.key');

/** A key of 32 bytes as base64. @throws MasterKeyUnusable; the key is not repeated in it. */
export const parseMasterKey = (text: string, where: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === KEY_BYTES && /^[A-Za-z0-9+/_=-]+$/.test(text.trim())) return key;
  throw new MasterKeyUnusable(
    `INVALID_MASTER_KEY: ${where} must be ${KEY_BYTES} bytes as base64; \`openssl rand -base64 ${KEY_BYTES}\` makes a key`,
  );
};

/** What tells one master key from another. */
export const fingerprintOf = (key: Buffer): string =>
  createHmac('sha256', key).update('chancery master key').digest('base64url').slice(0, 22);

const read = async (file: string): Promise<Buffer | undefined> => {
  try {
    return parseMasterKey(await readFile(file, 'utf8'), file);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * The key in the file, which is made when there is none and it may be made.
 *
 * @throws MasterKeyUnusable when there is none and a new one would open nothing.
 */
export const keyInFile = async (file: string, mayBeMade: boolean): Promise<Buffer> => {
  const known = await read(file);
  if (known) return known;
  if (!mayBeMade) {
    throw new MasterKeyUnusable(
      `MASTER_KEY_MISSING: personal data is sealed in this database, and there is no master key in ${file}. ` +
        'Set CHANCERY_MASTER_KEY, or put the file back from where it is kept.',
    );
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    const made = randomBytes(KEY_BYTES).toString('base64');
    await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    // Another process made it at the same time.
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return keyInFile(file, false);
};
