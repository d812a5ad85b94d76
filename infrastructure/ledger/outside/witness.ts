import { formatAddCheckpoint } from '../../../domain/ledger/add-checkpoint.ts';
import { parseSize } from '../../../domain/ledger/checkpoint.ts';
import { cosignatureVerifier } from '../../../domain/ledger/cosignature.ts';
import { openNote, ownSignatureOnly } from '../../../domain/ledger/signed-note.ts';
import { parseVerifierKey } from '../../../domain/ledger/verifier-key.ts';
import type { WitnessConfig } from '../../config.ts';
import { LedgerMismatch } from '../ledger-problem.ts';
import type { StoredCheckpoint } from '../ledger-tables.ts';

const PATIENCE_MS = 10_000;
const MOST_CHARACTERS = 10_000;
/** Another may have told the witness of a newer checkpoint meanwhile. */
const ATTEMPTS = 3;

export interface WitnessedLog {
  /** The consistency proof between two sizes. */
  proof(from: number, to: number): Promise<readonly Uint8Array[]>;
  /** The size of the last checkpoint. */
  sealed(): Promise<number>;
}

/** A witness that cosigns checkpoints which continue all that it has seen of this log: c2sp.org/tlog-witness. */
export class Witness {
  readonly name: string;
  readonly #url: string;
  readonly #key: ReturnType<typeof parseVerifierKey>;
  /** What it has cosigned last, as far as is known; it says so where it is another. */
  #seen = 0;

  constructor({ url, verifierKey }: WitnessConfig) {
    this.#url = `${url.replace(/\/$/, '')}/add-checkpoint`;
    this.#key = parseVerifierKey(verifierKey);
    this.name = this.#key.name;
  }

  /**
   * Its signature lines for the checkpoint; none where it has cosigned a later one already.
   *
   * @throws LedgerMismatch when it has seen another history; Error when it cannot be reached or will not.
   */
  async cosign({ size, note }: StoredCheckpoint, log: WitnessedLog): Promise<string | undefined> {
    // Of other witnesses' signatures it needs to know nothing.
    const checkpoint = ownSignatureOnly(note);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const proof = await log.proof(this.#seen, size);
      const { status, text } = await this.#post(
        formatAddCheckpoint({ oldSize: this.#seen, proof, checkpoint }),
      );
      if (status === 200) {
        const opened = openNote(checkpoint + text, [cosignatureVerifier(this.#key)]);
        if (!opened.ok) throw new Error(`The witness ${this.name} did not cosign with its key`);
        this.#seen = size;
        return text;
      }
      const theirs = status === 409 ? parseSize(text.trimEnd()) : undefined;
      if (status === 422 || (theirs === size && this.#seen === size)) this.#contradicts();
      if (theirs === undefined) throw new Error(`The witness ${this.name} answered ${status}`);
      this.#seen = theirs;
      if (theirs <= size) continue;
      // We ourselves may have sealed more since; but not it alone.
      if (theirs > (await log.sealed())) this.#contradicts();
      return undefined;
    }
    throw new Error(`The witness ${this.name} is told of other checkpoints all the time`);
  }

  #contradicts(): never {
    throw new LedgerMismatch({ code: 'LEDGER_WITNESS_CONTRADICTS', subject: this.name });
  }

  async #post(body: string): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(this.#url, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    if (text.length > MOST_CHARACTERS) throw new Error(`The witness ${this.name} answered too much`);
    return { status: response.status, text };
  }
}
