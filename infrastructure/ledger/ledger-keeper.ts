import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from 'pino';
import { derivedId } from '../../application/derived-id.ts';
import type { LedgerKeyCommands } from '../../application/ledger-key-commands.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { BEGINNING, SYSTEM } from '../../domain/event.ts';
import { Malformed } from '../../domain/ledger/malformed.ts';
import { TILE_WIDTH } from '../../domain/ledger/tiles.ts';
import { formatVerifierKey } from '../../domain/ledger/verifier-key.ts';
import { keyInForce, type LedgerKeys } from '../../domain/ledger-keys/ledger-keys.ts';
import { Leadership } from '../../projections/runner/leadership.ts';
import { Anchor } from './anchor.ts';
import { audit } from './audit.ts';
import { type KeyHistory, readKeyHistory } from './key-history.ts';
import { LedgerMismatch, type LedgerProblem } from './ledger-problem.ts';
import { LedgerTables, type StoredCheckpoint } from './ledger-tables.ts';
import { TilesDamaged } from './ledger-tree.ts';
import { seal } from './sealing.ts';
import { type SignedSize, signedSizeOf } from './signed-size.ts';
import { type SignerConfig, SignerSource, verifierKeyOf } from './signers/signer-source.ts';
import { checkAtStart, lastSigned } from './start-check.ts';
import { Sweep, UnlikeTiles } from './sweep.ts';

export interface LedgerConfig {
  /** How often new events are sealed. */
  readonly sealSeconds: number;
  /** The name that a new ledger signs under; `chancery/<uuid>` where none is given. */
  readonly origin?: string;
  readonly signer: SignerConfig;
}

export interface LedgerKeeperOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly keys: LedgerKeyCommands;
  readonly dataFolder: string;
  readonly config: LedgerConfig;
  readonly log: Logger;
  readonly now?: () => string;
  /** Told of each new checkpoint. */
  readonly onSealed?: (checkpoint: StoredCheckpoint) => void;
}

const NAME = 'ledger';
/** Of all time, sealing by the clock takes a twentieth at most. */
const REST_PER_WORK = 19;
/** 10,000 events are read again with each seal. */
const SWEPT_TILES = 40;
/** Events that are not covered yet are counted up to here. */
const FAR_BEHIND = 1_000;
/** Another process may seal at the same time; that it does so again and again is unlikely. */
const ATTEMPTS = 5;

/** Seals the log: checks it at the start, covers what is new by signed checkpoints, and reads what is old again. */
export class LedgerKeeper {
  readonly #options: LedgerKeeperOptions;
  readonly tables: LedgerTables;
  readonly anchor: Anchor;
  readonly signers: SignerSource;
  readonly #sweep: Sweep;
  readonly #leadership: Leadership;
  #history: KeyHistory | undefined;
  /** The last that was signed here, or found signed at the start. It outlives whatever becomes of the database. */
  #memory: SignedSize | undefined;
  #problem: LedgerProblem | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Settles when the work before has ended: one seal at a time. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: LedgerKeeperOptions) {
    this.#options = options;
    this.tables = new LedgerTables(options.pool);
    this.anchor = new Anchor(options.dataFolder);
    this.signers = new SignerSource(options.config.signer, options.dataFolder);
    this.#sweep = new Sweep(options.store, this.tables);
    this.#leadership = new Leadership(() => options.pool.connect());
  }

  /** Why nothing is signed any more, until the process is started again and finds it mended. */
  get problem(): LedgerProblem | undefined {
    return this.#problem;
  }

  /** Stops sealing: somebody outside knows better. */
  contradicted(problem: LedgerProblem): void {
    this.#problem ??= problem;
    this.#options.log.error({ problem }, 'The log is contradicted from outside: nothing is signed any more');
  }

  /** Holds the log against what was signed, and introduces the key of a new ledger. @throws LedgerMismatch */
  async check(): Promise<void> {
    const { store, log, keys } = this.#options;
    const check = { store, tables: this.tables, anchor: await this.anchor.read(), log };
    try {
      this.#history = await checkAtStart(check);
      this.#memory = (await lastSigned(check)).at(-1);
    } catch (error) {
      if (error instanceof Malformed) throw forged(error);
      throw error;
    }
    const { state } = await keys.load();
    if (!state) await this.introduceKey(this.#options.config.origin ?? `chancery/${randomUUID()}`);
    else await this.#expectKey(state);
  }

  /** The first key of a ledger of that name. @throws LedgerMismatch when another process was faster, with another key. */
  async introduceKey(origin: string): Promise<void> {
    const { keys } = this.#options;
    const verifierKey = formatVerifierKey(verifierKeyOf(origin, await this.signers.first()));
    const caller = { actor: SYSTEM, commandId: derivedId('ledger', 'introduce', verifierKey) };
    // Refused where another process was faster: its key is looked at, as that of any ledger.
    await keys.execute(caller, { name: 'introduceSigningKey', origin, verifierKey });
    await this.#expectKey((await keys.load()).state);
  }

  /** Begins to seal by the clock, as long as this process leads. */
  start(): void {
    this.#after(this.#options.config.sealSeconds * 1_000);
  }

  /**
   * Covers every event that was recorded before the call.
   *
   * @throws LedgerMismatch when the log is not what was signed, now or before.
   */
  sealNow(): Promise<StoredCheckpoint | undefined> {
    return this.#oneAtATime(() => this.#sealAll());
  }

  /** How many events are not covered yet, counted up to a thousand. */
  async behind(): Promise<number> {
    const { store } = this.#options;
    const size = await this.tables.size();
    const [last] = await this.tables.tiles([
      { level: 0, index: Math.floor(Math.max(size - 1, 0) / TILE_WIDTH) },
    ]);
    const first = (last?.index ?? 0) * TILE_WIDTH;
    const events = await store.readAll(last?.after ?? BEGINNING, FAR_BEHIND + TILE_WIDTH);
    return Math.min(FAR_BEHIND, Math.max(0, first + events.length - size));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#work.catch(() => undefined);
    await this.#leadership.close();
  }

  async #expectKey(keys: LedgerKeys | undefined): Promise<void> {
    const inForce = keyInForce(keys) ?? '';
    if (await this.signers.of(inForce)) return;
    throw new LedgerMismatch({ code: 'LEDGER_KEY_MISSING', subject: inForce });
  }

  #after(milliseconds: number): void {
    if (this.#stopped || this.#problem) return;
    this.#timer = setTimeout(() => void this.#tick(), milliseconds);
    this.#timer.unref();
  }

  async #tick(): Promise<void> {
    const begun = performance.now();
    try {
      if (await this.#leadership.take(NAME)) await this.#oneAtATime(() => this.#sealOnce());
    } catch (error) {
      // A mismatch was told of already; whatever else it is may pass.
      if (!this.#problem)
        this.#options.log.warn({ err: error }, 'The log could not be sealed, and will be tried again');
    }
    const worked = performance.now() - begun;
    this.#after(Math.max(this.#options.config.sealSeconds * 1_000, REST_PER_WORK * worked));
  }

  #oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#work.then(work, work);
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #sealAll(): Promise<StoredCheckpoint | undefined> {
    for (let attempt = 1; attempt <= ATTEMPTS; ) {
      const outcome = await this.#sealOnce();
      if (outcome === 'nothing') return this.tables.latestCheckpoint();
      if (typeof outcome !== 'string') return outcome;
      if (outcome === 'overtaken') attempt += 1;
    }
    throw new Error('Other processes seal the log all the time');
  }

  async #sealOnce(): ReturnType<typeof seal> {
    if (this.#problem) throw new LedgerMismatch(this.#problem);
    const { store, now = () => new Date().toISOString(), onSealed } = this.#options;
    try {
      await this.#sweep.read(await this.tables.size(), SWEPT_TILES);
      const history = await this.#currentHistory();
      const sealing = { store, tables: this.tables, signers: this.signers, history, now };
      const outcome = await seal(sealing, this.#memory ? [this.#memory] : []);
      if (typeof outcome === 'string') {
        // Leaves were taken in that are not stored; what they said of keys is read again.
        this.#history = undefined;
        return outcome;
      }
      await this.anchor.write(outcome.note);
      this.#memory = signedSizeOf(outcome.note, 'anchor');
      onSealed?.(outcome);
      return outcome;
    } catch (error) {
      this.#history = undefined;
      if (isMismatch(error)) this.#problem = await this.#diagnosed(error);
      throw this.#problem ? new LedgerMismatch(this.#problem) : error;
    }
  }

  async #currentHistory(): Promise<KeyHistory> {
    this.#history ??= await readKeyHistory(await this.tables.size(), this.tables, this.#options.store);
    return this.#history;
  }

  /** The whole log is read, to name the first place that is wrong. */
  async #diagnosed(error: unknown): Promise<LedgerProblem> {
    const { store, log } = this.#options;
    log.error({ err: error }, 'The log is not what was signed: nothing is signed any more');
    const signed = [...(await lastSigned({ tables: this.tables, anchor: undefined }).catch(() => []))];
    if (this.#memory) signed.push(this.#memory);
    signed.sort((one, other) => one.size - other.size);
    const [found] = (await audit({ store, tables: this.tables, signed })).problems;
    const problem = found ?? problemOf(error);
    log.error({ problem }, 'This is where the log is not what was signed');
    return problem;
  }
}

const forged = (error: Malformed): LedgerMismatch =>
  new LedgerMismatch({ code: 'LEDGER_CHECKPOINT_FORGED', subject: error.message });

const isMismatch = (error: unknown): boolean =>
  (error instanceof LedgerMismatch && error.problem.code !== 'LEDGER_KEY_MISSING') ||
  error instanceof UnlikeTiles ||
  error instanceof TilesDamaged ||
  error instanceof Malformed;

const problemOf = (error: unknown): LedgerProblem => {
  if (error instanceof LedgerMismatch) return error.problem;
  if (error instanceof Malformed) return forged(error).problem;
  return { code: 'LEDGER_TILES_DAMAGED', subject: (error as Error).message };
};
