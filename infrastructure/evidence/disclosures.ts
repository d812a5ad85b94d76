import { discloseFields } from '../../application/personal-data/sealed-events.ts';
import type { SubjectKeys } from '../../application/ports/subject-keys.ts';
import { inByteOrder } from '../../domain/evidence/bundle.ts';
import type { Disclosed } from '../../domain/evidence/documents.ts';
import { hexOf } from '../../domain/ledger/hex.ts';
import type { PlacedEvent } from './placed-events.ts';

/** The personal fields of these events that were not erased, in the order of the log, those of one event by their names. */
export const disclosures = async (
  events: readonly PlacedEvent[],
  keys: SubjectKeys,
): Promise<readonly Disclosed[]> => {
  const fields = await discloseFields(
    keys,
    events.map(({ stored }) => stored),
  );
  return events
    .flatMap(({ index }, at) =>
      (fields[at] ?? []).map(({ field, key, value }) => ({ field, index, key: hexOf(key), value })),
    )
    .sort((one, other) => one.index - other.index || inByteOrder(one.field, other.field));
};
