import type { CalendarDate } from '../../domain/fields.ts';
import { SpeakingError } from '../speaking-error.ts';

/** A letter that came or went, as a register has it. */
export interface HistoryLetter {
  /** Tells it from all others: what chance is asked by. */
  readonly key: string;
  readonly day: CalendarDate;
  readonly direction: 'incoming' | 'outgoing';
  readonly caseKey: string;
  readonly subject: string;
  readonly counterparty: { readonly name: string; readonly kind: 'organization' | 'person' };
}

/** An incoming letter, or one that we wrote of our own accord: what comes into the office from outside of it. */
export interface Occurrence {
  readonly letter: HistoryLetter;
  /** The outgoing letter that the register shows as what became of the incoming one. */
  readonly reply?: HistoryLetter;
}

export interface History {
  readonly name: string;
  readonly occurrences: readonly Occurrence[];
  /** Days of the first and the last letter. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Rows that are no letters, and rows with defects that were mended, by what they are. */
  readonly remarks: Readonly<Record<string, number>>;
}

/** A file that tells of no letters. */
export class InvalidJournal extends SpeakingError {
  override readonly name = 'InvalidJournal';
}

/**
 * Pairs letters with their replies: an outgoing letter answers the first incoming one of its case that has no answer yet,
 * came on its day or before, and is of the same counterparty, where both are known.
 */
export const historyOf = (
  name: string,
  letters: readonly HistoryLetter[],
  remarks: Readonly<Record<string, number>> = {},
  unknownCounterparty?: string,
): History => {
  const inOrder = letters.toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last) throw new InvalidJournal(`${name} has no letters`);
  const waiting = new Map<string, HistoryLetter[]>();
  const replies = new Map<HistoryLetter, HistoryLetter>();
  const isReply = new Set<HistoryLetter>();
  // Within a day, the incoming ones first: the register does not tell the hour.
  const byDay = inOrder.toSorted((one, other) =>
    one.day === other.day
      ? Number(one.direction === 'outgoing') - Number(other.direction === 'outgoing')
      : one.day < other.day
        ? -1
        : 1,
  );
  const fits = (incoming: HistoryLetter, outgoing: HistoryLetter): boolean =>
    [incoming, outgoing].some(({ counterparty }) => counterparty.name === unknownCounterparty) ||
    incoming.counterparty.name === outgoing.counterparty.name;
  for (const letter of byDay) {
    const unanswered = waiting.get(letter.caseKey) ?? [];
    if (letter.direction === 'incoming') {
      waiting.set(letter.caseKey, [...unanswered, letter]);
      continue;
    }
    const answered = unanswered.find((incoming) => fits(incoming, letter));
    if (!answered) continue;
    replies.set(answered, letter);
    isReply.add(letter);
    waiting.set(
      letter.caseKey,
      unanswered.filter((incoming) => incoming !== answered),
    );
  }
  const occurrences = inOrder
    .filter((letter) => !isReply.has(letter))
    .map((letter) => {
      const reply = replies.get(letter);
      return { letter, ...(reply && { reply }) };
    });
  return { name, occurrences, from: first.day, to: last.day, remarks };
};
