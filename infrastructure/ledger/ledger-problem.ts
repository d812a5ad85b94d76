import type { StoredEvent } from '../../application/ports/event-store.ts';

/** A log at a size; the root in base64. */
export interface LogAt {
  readonly size: number;
  readonly root: string;
}

/**
 * How the log differs from what was signed, at the first place where it does: another event or other bytes
 * stand there, events stand there that should not, the events that should are gone, or have changed places, or
 * the log ends before it.
 */
export type Tampering = 'changed' | 'inserted' | 'deleted' | 'moved' | 'truncated';

/** The first place of the log that is not as it was. */
export interface BadPlace {
  /** Place in the log, from 0. */
  readonly index: number;
  readonly tampering: Tampering;
  /** The event that stands there now; none where the log ends. */
  readonly found?: Pick<StoredEvent, 'id' | 'stream' | 'revision' | 'type' | 'position'>;
  /** The leaf's hash as it was stored, and as the stored event makes it; in hexadecimal. */
  readonly storedHash: string;
  readonly computedHash?: string;
}

export type LedgerProblemCode =
  /** The log is shorter than what was signed. */
  | 'LEDGER_ROLLED_BACK'
  /** The log is not the one that was signed. */
  | 'LEDGER_REWRITTEN'
  /** The log is as it was signed; the tiles are not. They can be made from it. */
  | 'LEDGER_TILES_DAMAGED'
  /** A checkpoint is not signed by the key that was in force. */
  | 'LEDGER_CHECKPOINT_FORGED'
  /** What was signed before is by a key that this log does not know. */
  | 'LEDGER_KEY_UNKNOWN'
  /** The key that is in force is not the one that this process can sign with. */
  | 'LEDGER_KEY_MISSING'
  /** A witness has seen another history. */
  | 'LEDGER_WITNESS_CONTRADICTS';

export interface LedgerProblem {
  readonly code: LedgerProblemCode;
  /** What was signed, and who says so. */
  readonly signed?: LogAt & { readonly source: string };
  /** What there is: the root at the signed size, or of the whole log where it is shorter. */
  readonly actual?: LogAt;
  /** Up to here the log is proved to be as it was signed. */
  readonly soundUpTo?: number;
  readonly first?: BadPlace;
  /** Which tile, key or witness. */
  readonly subject?: string;
}

/** The ledger cannot vouch for the log; nothing is signed. */
export class LedgerMismatch extends Error {
  override readonly name = 'LedgerMismatch';
  readonly problem: LedgerProblem;
  constructor(problem: LedgerProblem) {
    super(problem.code);
    this.problem = problem;
  }
}
