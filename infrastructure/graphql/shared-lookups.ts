import type { Counterparty } from '../../domain/counterparty/counterparty.ts';
import { RememberedLetters } from '../../projections/correspondence/remembered-letters.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { findCounterparties } from '../../projections/registers/queries.ts';
import { foundTogether } from './found-together.ts';

/** What the requests of a server look up together. What somebody may see is not among it: each asks that by itself. */
export interface SharedLookups {
  readonly letters: RememberedLetters;
  /** By the ids that letters name them by; others may be among them. */
  counterparties(ids: readonly string[]): Promise<ReadonlyMap<string, Counterparty>>;
}

export const sharedLookups = (read: ReadModel): SharedLookups => ({
  letters: new RememberedLetters(),
  counterparties: foundTogether((ids) => findCounterparties(read, ids)),
});
