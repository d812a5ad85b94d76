import type { LetterCommand } from './commands.ts';
import type { LetterState } from './letter.ts';
import { departmentOf } from './participants.ts';

/** What of a letter a deadline policy may ask for. */
export interface PolicySubject {
  /** That answers for the letter: the responsible one where the card names it, else the addressee's or the author's. */
  readonly departmentId?: string;
  readonly documentKind?: string;
  readonly counterpartyIds: readonly string[];
  /** The correspondent group of the card. */
  readonly counterpartyGroup?: string;
}

interface AnyCard {
  readonly responsibleDepartmentId?: string;
  readonly documentKind?: string;
  readonly counterpartyId?: string;
  readonly correspondentGroup?: string;
  readonly addressees?: readonly { readonly counterpartyId: string }[];
}

const ofCard = (card: AnyCard, own: string | undefined): PolicySubject => {
  const departmentId = card.responsibleDepartmentId ?? own;
  const { documentKind, counterpartyId, correspondentGroup, addressees = [] } = card;
  return {
    ...(departmentId && { departmentId }),
    ...(documentKind && { documentKind }),
    counterpartyIds: counterpartyId
      ? [counterpartyId]
      : addressees.map((addressee) => addressee.counterpartyId),
    ...(correspondentGroup && { counterpartyGroup: correspondentGroup }),
  };
};

export const subjectOfLetter = (letter: LetterState): PolicySubject =>
  letter && letter.status !== 'abandoned'
    ? ofCard(letter.card, departmentOf(letter))
    : { counterpartyIds: [] };

/** Of the letter that a command is given to, or that it makes. */
export const subjectOf = (letter: LetterState, command: LetterCommand): PolicySubject => {
  if (letter) return subjectOfLetter(letter);
  switch (command.name) {
    case 'registerIncomingLetter':
      return ofCard(command.card, command.card.addressee.departmentId);
    case 'draftLetter':
      return ofCard(command.card, command.departmentId);
    default:
      return { counterpartyIds: [] };
  }
};
