import type { NumberReference } from '../../domain/letter/card.ts';

/** What the handler and the policies ask of the read models; the answers are as old as those are. */
export interface LetterLookup {
  /** Letters that a registration may be a second time: the same counterparty with the same number and date, or a shared file. */
  possibleDuplicates(candidate: {
    counterpartyId: string;
    counterpartyNumber?: string;
    counterpartyDate?: string;
    fileHashes: readonly string[];
  }): Promise<readonly string[]>;

  /** Our outgoing letters with this number (spelling variants allowed) and, where the reference has one, this date. */
  byOurNumber(reference: NumberReference): Promise<readonly string[]>;
}
