import type { Instant } from '../../domain/fields.ts';

export interface UnusedNumber {
  readonly journalId: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly letterId: string;
  readonly text: string;
}

/** Numbers that were issued before an instant and that no letter carries. */
export interface UnusedNumbers {
  issuedBefore(instant: Instant): Promise<readonly UnusedNumber[]>;
}
