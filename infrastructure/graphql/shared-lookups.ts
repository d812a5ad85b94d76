import type DataLoader from 'dataloader';
import type { Counterparty } from '../../domain/counterparty/counterparty.ts';
import { RememberedLetters } from '../../projections/correspondence/remembered-letters.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { findCounterparties } from '../../projections/registers/queries.ts';
import { together } from './loaders.ts';

/** What the requests of a server look up together. What somebody may see is not among it: each asks that by itself. */
export interface SharedLookups {
  readonly letters: RememberedLetters;
  /** By the ids that letters name them by. */
  readonly counterparty: DataLoader<string, Counterparty | undefined>;
}

export const sharedLookups = (read: ReadModel): SharedLookups => ({
  letters: new RememberedLetters(),
  counterparty: together((ids) => findCounterparties(read, ids)),
});
