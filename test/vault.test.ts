import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SubjectKey } from '../application/ports/subject-keys.ts';
import {
  keyInFile,
  MasterKeyUnusable,
  masterKeyFile,
  parseMasterKey,
} from '../infrastructure/vault/master-key.ts';
import { PostgresVault } from '../infrastructure/vault/postgres-vault.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { untilWithin } from './until.ts';

const until = untilWithin(5_000);

describe('the vault', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chancery-vault-'));
    await database.pool.query('truncate vault.subject_keys, vault.master_key');
    return () => rm(folder, { recursive: true, force: true });
  });

  const vault = (masterKey?: Buffer) => new PostgresVault(database.pool, masterKey, masterKeyFile(folder));

  it('makes one key per subject, however many processes ask for the first at once', async () => {
    const subjects = new Set(Array.from({ length: 50 }, () => randomUUID()));
    const answers = await Promise.all(Array.from({ length: 8 }, () => vault().toSeal(subjects)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const different = new Set(Array.from(answers[0]?.values() ?? [], (key) => key.toString()));
    expect(different.size).toBe(50);
    expect(await vault().toOpen(subjects)).toEqual(answers[0]);
    expect(await vault().toOpen(new Set([randomUUID()]))).toEqual(new Map());
  });

  it('gives out no key that was destroyed, in other processes either after the time it states', async () => {
    const [kept, gone, never] = [randomUUID(), randomUUID(), randomUUID()];
    const other = vault();
    const before = await other.toSeal(new Set([kept, gone]));
    const destroying = vault();
    await destroying.destroy(new Set([gone, never]));
    await destroying.destroy(new Set([gone]));
    expect((await destroying.toSeal(new Set([gone, never]))).get(gone)).toBe('destroyed');
    const begun = performance.now();
    await until(async () => (await other.toOpen(new Set([gone]))).get(gone) === 'destroyed', 'it is noticed');
    expect(performance.now() - begun).toBeLessThan(other.forgottenAfterMs);
    expect(await other.toSeal(new Set([kept, gone, never]))).toEqual(
      new Map<string, SubjectKey | undefined>([
        [kept, before.get(kept)],
        [gone, 'destroyed'],
        [never, 'destroyed'],
      ]),
    );
    const { rows } = await database.pool.query('select wrapped from vault.subject_keys where subject = $1', [
      gone,
    ]);
    expect(rows).toEqual([{ wrapped: null }]);
  });

  it('makes a master key once, for its owner alone, and keeps to it', async () => {
    await Promise.all([vault().unlock(), vault().unlock()]);
    expect((await stat(masterKeyFile(folder))).mode & 0o777).toBe(0o600);
    await vault().unlock();
    await vault(await keyInFile(masterKeyFile(folder), false)).unlock();
  });

  it('says so at the start when the master key is missing, wrong or no key', async () => {
    await vault(randomBytes(32)).unlock();
    await expect(vault().unlock()).rejects.toThrow(/^MASTER_KEY_MISSING: /);
    await expect(stat(masterKeyFile(folder))).rejects.toThrow('ENOENT');
    await expect(vault(randomBytes(32)).unlock()).rejects.toThrow(/^WRONG_MASTER_KEY: /);
    const file = join(folder, 'some.key');
    await writeFile(file, 'no key\n');
    await expect(keyInFile(file, true)).rejects.toThrow(/^INVALID_MASTER_KEY: /);
    const secret = randomBytes(31).toString('base64');
    expect(() => parseMasterKey(secret, 'CHANCERY_MASTER_KEY')).toThrow(MasterKeyUnusable);
    expect(() => parseMasterKey(secret, 'CHANCERY_MASTER_KEY')).not.toThrow(secret);
  });
});
