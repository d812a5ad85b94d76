import type { Logger } from 'pino';
import { utf8 } from '../../../domain/ledger/bytes.ts';
import { ownSignatureOnly } from '../../../domain/ledger/signed-note.ts';
import { isRefusal } from '../../../domain/refusal.ts';
import type { WitnessConfig } from '../../config.ts';
import { LedgerMismatch, type LedgerProblem } from '../ledger-problem.ts';
import type { LedgerTables, StoredCheckpoint } from '../ledger-tables.ts';
import type { LedgerProofs } from '../proofs.ts';
import { Witness, type WitnessedLog } from './witness.ts';

/** A checkpoint is stamped at most so often. */
const BETWEEN_TIMESTAMPS_MS = 3_600_000;

export interface AttestationOptions {
  readonly tables: LedgerTables;
  readonly proofs: LedgerProofs;
  readonly timestampUrl?: string;
  readonly witnesses: readonly WitnessConfig[];
  readonly log: Logger;
  /** Told when a witness has seen another history. */
  readonly onContradiction: (problem: LedgerProblem) => void;
}

/**
 * Has others vouch for checkpoints: witnesses, that the log only goes forward; an authority, for the time. Neither
 * holds up sealing: what fails is tried again with the next checkpoint.
 */
export class Attestations {
  readonly #options: AttestationOptions;
  readonly #witnesses: readonly Witness[];
  #next: StoredCheckpoint | undefined;
  #asking: Promise<void> | undefined;
  #stampedAt: number | undefined;

  constructor(options: AttestationOptions) {
    this.#options = options;
    this.#witnesses = options.witnesses.map((witness) => new Witness(witness));
  }

  get witnessNames(): readonly string[] {
    return this.#witnesses.map(({ name }) => name);
  }

  /** Asks for this checkpoint; of those that come while others are asked for, the last one counts. */
  ask(checkpoint: StoredCheckpoint): void {
    this.#next = checkpoint;
    this.#asking ??= this.#askOn().finally(() => {
      this.#asking = undefined;
    });
  }

  /** Settles when nothing is being asked for. */
  async settled(): Promise<void> {
    await this.#asking;
  }

  async #askOn(): Promise<void> {
    for (let next = this.#next; next; next = this.#next) {
      this.#next = undefined;
      const checkpoint = next;
      await Promise.all([
        ...this.#witnesses.map((witness) => this.#cosign(witness, checkpoint)),
        this.#stamp(checkpoint),
      ]);
    }
  }

  async #cosign(witness: Witness, checkpoint: StoredCheckpoint): Promise<void> {
    const { tables, proofs, log, onContradiction } = this.#options;
    const witnessed: WitnessedLog = {
      sealed: async () => (await tables.latestCheckpoint())?.size ?? 0,
      async proof(from, to) {
        const proof = await proofs.consistency(from, to);
        if (isRefusal(proof)) throw new Error(`No proof from ${from} to ${to} events`);
        return proof.hashes;
      },
    };
    try {
      const lines = await witness.cosign(checkpoint, witnessed);
      if (lines) await tables.cosign(checkpoint.size, lines);
    } catch (error) {
      if (error instanceof LedgerMismatch) onContradiction(error.problem);
      log.warn({ err: error, witness: witness.name }, 'A witness did not cosign the checkpoint');
    }
  }

  async #stamp({ size, note }: StoredCheckpoint): Promise<void> {
    const { timestampUrl, tables, log } = this.#options;
    if (!timestampUrl) return;
    this.#stampedAt ??= Date.parse((await tables.latestTimestamp())?.signedAt ?? '') || 0;
    if (Date.now() - this.#stampedAt < BETWEEN_TIMESTAMPS_MS) return;
    try {
      // ASN.1 and X.509 are much to load for whoever has no authority.
      const { askTimestamp } = await import('./timestamp-authority.ts');
      // What was signed, and by the ledger alone: what witnesses add later must not change it.
      const response = await askTimestamp(timestampUrl, utf8(ownSignatureOnly(note)));
      await tables.stamp(size, response);
      this.#stampedAt = Date.now();
    } catch (error) {
      log.warn({ err: error }, 'The checkpoint was not timestamped, and the next one will be tried');
    }
  }
}
