import type { LegalHold } from '../../domain/privacy/privacy.ts';

/** Where a file is named. */
export interface FileHolder {
  readonly category: 'letter' | 'mail';
  readonly id: string;
  readonly fileHashes: readonly string[];
}

/** Files as an erasure sees them: whose they are, who names them, and that their bytes can go. By SHA-256. */
export interface ErasableFiles {
  /**
   * Those of these messages, and of letters that are these counterparties' alone. Of those that somebody else's letter or
   * message names too, the raw messages only.
   */
  of(counterpartyIds: readonly string[], mailIds: readonly string[]): Promise<readonly string[]>;

  /** Of these, those that there are: stored, or named by a letter or a message that they were not erased from. */
  known(fileHashes: readonly string[]): Promise<ReadonlySet<string>>;

  /** Ids of those of the holds that forbid to remove one of the files, since they are on a letter or message that names it. */
  heldBy(holds: readonly LegalHold[], fileHashes: readonly string[]): Promise<ReadonlySet<string>>;

  /**
   * Removes the bytes of these files, but of those that somebody brought anew after the order at that position. MUST see every
   * event that was in the log when it was called, and MAY be called again. Durable when it settles.
   *
   * @returns who named the files before: they are erased there, wherever else one of them may be.
   */
  remove(fileHashes: readonly string[], orderedAt: string): Promise<readonly FileHolder[]>;
}
