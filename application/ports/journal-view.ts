/** A number as the read model shows it. */
export interface ShownNumber {
  readonly sequence: number;
  readonly number: string;
  readonly letterId: string;
  readonly status: 'issued' | 'used' | 'voided';
}

/** The read model's side of a journal, to be held against the log's. The answers are as old as the read model is. */
export interface JournalView {
  /** Those from the one sequence to the other, both included. */
  numbers(journalId: string, from: number, to: number): Promise<readonly ShownNumber[]>;
  /** Letters that carry one of these numbers, but for those of imported registers. */
  carriers(
    texts: readonly string[],
  ): Promise<readonly { readonly text: string; readonly letterId: string }[]>;
}
