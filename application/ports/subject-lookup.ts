import type { LegalHold } from '../../domain/privacy/privacy.ts';

/** An employee; or a counterparty, with all that were merged into it. */
export interface Subject {
  readonly kind: 'employee' | 'counterparty';
  readonly ids: readonly string[];
}

/** What the read models know of whose data are to be erased. */
export interface SubjectLookup {
  /** Counterparties that were merged into this one. */
  mergedInto(counterpartyId: string): Promise<readonly string[]>;
  /** Letters of these counterparties that are open, twenty at most. */
  openLetters(counterpartyIds: readonly string[]): Promise<readonly string[]>;
  /** Messages that came from these counterparties. */
  mailFrom(counterpartyIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Ids of those of the holds that cover the subject: it itself is held, or a letter or project that it has to do with, or,
   * for an employee, a counterparty of one of their letters.
   */
  covering(holds: readonly LegalHold[], subject: Subject): Promise<ReadonlySet<string>>;
}
