/** The key that a subject's personal data is sealed with: 32 bytes; `destroyed` once it has been erased. */
export type SubjectKey = Buffer | 'destroyed';

/**
 * Keys by subject: an employee's, a counterparty's or a letter's id. They are kept apart from the log, so that destroying
 * one makes what it sealed unreadable and leaves every byte of the log as it is.
 */
export interface SubjectKeys {
  /**
   * The keys of these subjects, made where there were none. MUST give the same key to all processes, whichever made it, and
   * none to a subject whose key was destroyed.
   */
  toSeal(subjects: ReadonlySet<string>): Promise<ReadonlyMap<string, SubjectKey>>;

  /** The keys of these subjects; a subject that never had one is not among them. */
  toOpen(subjects: ReadonlySet<string>): Promise<ReadonlyMap<string, SubjectKey>>;

  /** Destroys the keys for good, before there is one as well; does nothing the second time. Durable when it settles. */
  destroy(subjects: ReadonlySet<string>): Promise<void>;

  /** So many milliseconds after a destruction no process has the key in its memory any more. */
  readonly forgottenAfterMs: number;
}
