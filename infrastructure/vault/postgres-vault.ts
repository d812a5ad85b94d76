import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { SubjectKey, SubjectKeys } from '../../application/ports/subject-keys.ts';
import { unwrap, wrap } from './key-wrap.ts';
import { fingerprintOf, KEY_BYTES, keyInFile, MasterKeyUnusable } from './master-key.ts';

/** For so long it is not looked whether a key was destroyed. */
const FRESH_MS = 1_000;
/** A process that stood still between looking and using is given as much again. */
const FORGOTTEN_AFTER_MS = 2 * FRESH_MS;
const MOST_KEPT = 10_000;

interface KeyRow {
  readonly subject: string;
  readonly wrapped: Buffer | null;
}

const READ = 'select subject, wrapped from vault.subject_keys where subject = any($1::uuid[])';

/**
 * The keys in PostgreSQL, wrapped by the master key. Those in use are kept in memory, and forgotten all together when
 * any has been destroyed since: that is asked once a second, and only while keys are being used.
 */
export class PostgresVault implements SubjectKeys {
  readonly forgottenAfterMs = FORGOTTEN_AFTER_MS;
  readonly #pool: pg.Pool;
  readonly #givenKey: Buffer | undefined;
  readonly #keyFile: string;
  #master: Promise<Buffer> | undefined;
  #kept = new Map<string, SubjectKey>();
  #destroyed = '0';
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;

  /** @param keyFile where the master key is, or is made, if none is given. */
  constructor(pool: pg.Pool, givenKey: Buffer | undefined, keyFile: string) {
    this.#pool = pool;
    this.#givenKey = givenKey;
    this.#keyFile = keyFile;
  }

  /** Finds the master key, or makes the first. @throws MasterKeyUnusable when it is another than this vault's. */
  async unlock(): Promise<void> {
    await this.#masterKey();
  }

  async toSeal(subjects: ReadonlySet<string>): Promise<ReadonlyMap<string, SubjectKey>> {
    const found = await this.toOpen(subjects);
    const missing = [...subjects].filter((subject) => !found.has(subject));
    if (missing.length === 0) return found;
    const master = await this.#masterKey();
    const wrapped = missing.map((subject) => wrap(master, subject, randomBytes(KEY_BYTES)));
    // Sorted, so that two that make the same keys wait for one another instead of each for the other.
    await this.#pool.query(
      `insert into vault.subject_keys (subject, wrapped)
       select * from unnest($1::uuid[], $2::bytea[]) as made (subject, wrapped) order by subject
       on conflict do nothing`,
      [missing, wrapped],
    );
    return new Map([...found, ...(await this.#read(missing))]);
  }

  async toOpen(subjects: ReadonlySet<string>): Promise<ReadonlyMap<string, SubjectKey>> {
    await this.#look();
    const found = new Map<string, SubjectKey>();
    const unknown: string[] = [];
    for (const subject of subjects) {
      const key = this.#kept.get(subject);
      if (key) found.set(subject, key);
      else unknown.push(subject);
    }
    if (unknown.length === 0) return found;
    return new Map([...found, ...(await this.#read(unknown))]);
  }

  async destroy(subjects: ReadonlySet<string>): Promise<void> {
    await this.#pool.query(
      `insert into vault.subject_keys (subject, destroyed_at)
       select subject, now() from unnest($1::uuid[]) as gone (subject) order by subject
       on conflict (subject) do update set wrapped = null, destroyed_at = now()
       where subject_keys.destroyed_at is null`,
      [[...subjects]],
    );
    for (const subject of subjects) this.#kept.delete(subject);
  }

  /** A secret of Chancery's own under the master key, bound to its owner. */
  async wrapSecret(owner: string, secret: Buffer): Promise<Buffer> {
    return wrap(await this.#masterKey(), owner, secret);
  }

  /** @throws Error when it was not wrapped by this master key for this owner. */
  async unwrapSecret(owner: string, wrapped: Buffer): Promise<Buffer> {
    return unwrap(await this.#masterKey(), owner, wrapped);
  }

  async #read(subjects: readonly string[]): Promise<ReadonlyMap<string, SubjectKey>> {
    const master = await this.#masterKey();
    const kept = this.#kept;
    const { rows } = await this.#pool.query<KeyRow>({ name: 'vault-keys', text: READ, values: [subjects] });
    const found = new Map<string, SubjectKey>();
    for (const { subject, wrapped } of rows) {
      found.set(subject, wrapped === null ? 'destroyed' : unwrap(master, subject, wrapped));
    }
    // What was read before all were forgotten may be one of those that had to be.
    if (kept === this.#kept) {
      if (kept.size + found.size > MOST_KEPT) kept.clear();
      for (const [subject, key] of found) kept.set(subject, key);
    }
    return found;
  }

  /** Forgets the keys when one of them may have been destroyed by whomever. */
  async #look(): Promise<void> {
    if (performance.now() - this.#lookedAt < FRESH_MS) return;
    this.#looking ??= this.#forgetDestroyed().finally(() => {
      this.#looking = undefined;
    });
    await this.#looking;
  }

  async #forgetDestroyed(): Promise<void> {
    const now = performance.now();
    const { rows } = await this.#pool.query<{ count: string }>({
      name: 'vault-destroyed',
      text: 'select count(*) from vault.subject_keys where destroyed_at is not null',
    });
    const count = rows[0]?.count ?? '0';
    if (count !== this.#destroyed) this.#kept = new Map();
    this.#destroyed = count;
    this.#lookedAt = now;
  }

  #masterKey(): Promise<Buffer> {
    this.#master ??= this.#findMasterKey().catch((error: unknown) => {
      this.#master = undefined;
      throw error;
    });
    return this.#master;
  }

  async #findMasterKey(): Promise<Buffer> {
    const known = await this.#fingerprint();
    const key = this.#givenKey ?? (await keyInFile(this.#keyFile, known === undefined));
    if ((known ?? (await this.#keepFingerprint(key))) === fingerprintOf(key)) return key;
    throw new MasterKeyUnusable(
      `WRONG_MASTER_KEY: ${this.#givenKey ? 'CHANCERY_MASTER_KEY' : this.#keyFile} is not the key by which personal data ` +
        'is sealed in this database. All servers of one database need the same: set CHANCERY_MASTER_KEY to it.',
    );
  }

  async #fingerprint(): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ fingerprint: string }>(
      'select fingerprint from vault.master_key',
    );
    return rows[0]?.fingerprint;
  }

  /** That of the first master key: of this one, unless another process was faster. */
  async #keepFingerprint(key: Buffer): Promise<string | undefined> {
    await this.#pool.query('insert into vault.master_key (fingerprint) values ($1) on conflict do nothing', [
      fingerprintOf(key),
    ]);
    return this.#fingerprint();
  }
}
