import type { Letter } from '../letter/letter.ts';
import { departmentOf } from '../letter/participants.ts';

/** What figures of a letter's stages are grouped and filtered by. Ids in an order of their own. */
export interface LetterTraits {
  readonly direction: 'incoming' | 'outgoing';
  readonly documentKind: string | null;
  /** The addressee's department, or the author's. */
  readonly departmentId: string | null;
  readonly responsibleDepartmentId: string | null;
  readonly counterpartyIds: readonly string[];
  readonly projectIds: readonly string[];
}

export const traitsOf = (letter: Letter): LetterTraits => {
  const { card } = letter;
  const counterpartyIds =
    'addressees' in card
      ? card.addressees.map(({ counterpartyId }) => counterpartyId)
      : card.counterpartyId
        ? [card.counterpartyId]
        : [];
  return {
    direction: letter.direction,
    documentKind: card.documentKind ?? null,
    departmentId: departmentOf(letter) ?? null,
    responsibleDepartmentId: ('responsibleDepartmentId' in card && card.responsibleDepartmentId) || null,
    counterpartyIds: [...new Set(counterpartyIds)].sort(),
    projectIds: [...new Set(letter.projectIds)].sort(),
  };
};

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index]);

export const isSameTraits = (one: LetterTraits, other: LetterTraits): boolean =>
  one.direction === other.direction &&
  one.documentKind === other.documentKind &&
  one.departmentId === other.departmentId &&
  one.responsibleDepartmentId === other.responsibleDepartmentId &&
  isSameList(one.counterpartyIds, other.counterpartyIds) &&
  isSameList(one.projectIds, other.projectIds);

/**
 * The letter without what its stages do not follow from: no subject, no text, no file, and nothing that is personal data.
 * Folded on, it has the stages that the whole letter has.
 */
export const outlineOf = (letter: Letter): Letter => {
  const card = letter.card as Readonly<Record<string, unknown>>;
  const { documentKind, responsibleDepartmentId, counterpartyId, addressees, addressee, confidentiality } =
    card;
  const { departmentId } = (addressee ?? {}) as { departmentId?: string };
  return {
    ...letter,
    ...('assignment' in letter &&
      letter.assignment && { assignment: { ...letter.assignment, resolution: undefined } }),
    ...('extension' in letter && letter.extension && { extension: { ...letter.extension, reason: '' } }),
    ...('reason' in letter && { reason: '' }),
    card: {
      subject: '',
      confidentiality,
      documentKind,
      responsibleDepartmentId,
      counterpartyId,
      ...(departmentId && { addressee: { departmentId } }),
      ...(Array.isArray(addressees) && {
        addressees: addressees.map((one: { counterpartyId: string }) => ({
          counterpartyId: one.counterpartyId,
        })),
      }),
    },
    files: [],
    links: [],
    contentHash: '',
  } as unknown as Letter;
};
