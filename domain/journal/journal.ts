import { v5 } from 'uuid';
import type { CalendarDate } from '../fields.ts';
import { type Decision, refuse } from '../refusal.ts';
import type { JournalEvent } from './events.ts';
import { formatNumber, invalidPattern } from './pattern.ts';

export type Direction = 'incoming' | 'outgoing';

/** A number that was issued and of which it is not yet known that its letter was written. */
export interface Reservation {
  readonly sequence: number;
  readonly text: string;
  readonly date: CalendarDate;
}

/**
 * A journal, as much of it as giving out numbers needs. `reservations` is shared by the states of one fold:
 * whoever decides on a state that may be thrown away works on a copy.
 */
export interface Journal {
  readonly direction: Direction;
  readonly year: number;
  readonly pattern: string;
  readonly open: boolean;
  readonly lastSequence: number;
  readonly reservations: ReadonlyMap<string, Reservation>;
}

export type JournalCommand =
  | {
      readonly name: 'openJournal';
      readonly direction: Direction;
      readonly year: number;
      readonly pattern: string;
    }
  | { readonly name: 'issueNumber'; readonly letterId: string; readonly date: CalendarDate }
  | { readonly name: 'voidNumber'; readonly letterId: string; readonly reason: string }
  | { readonly name: 'changeJournalPattern'; readonly pattern: string; readonly reason: string }
  | { readonly name: 'closeJournal'; readonly reason?: string };

const NAMESPACE = '3f1d7c52-9a0b-5e63-8c14-6d2e0b7a4f95';

/** There is one journal per direction and year, so its id follows from them (a name-based uuid, RFC 9562 §5.5). */
export const journalId = (direction: Direction, year: number): string =>
  v5(`${direction}:${year}`, NAMESPACE);

const fact = <T extends JournalEvent['type']>(
  type: T,
  data: Extract<JournalEvent, { type: T }>['data'],
): JournalEvent => ({ type, data }) as JournalEvent;

/** What follows from a command on a journal. A letter that has a number reserved is given no second one. */
export const decideJournal = (
  journal: Journal | undefined,
  command: JournalCommand,
): Decision<JournalEvent> => {
  if (command.name === 'openJournal') {
    const { direction, year, pattern } = command;
    if (journal) return refuse('JOURNAL_EXISTS', { direction, year });
    return invalidPattern(pattern) ?? [fact('JournalOpened', { direction, year, pattern })];
  }
  if (!journal) return refuse('NOT_FOUND', { what: 'journal' });
  const { direction, year } = journal;
  switch (command.name) {
    case 'issueNumber': {
      const { letterId, date } = command;
      if (journal.reservations.has(letterId)) return [];
      if (!journal.open) return refuse('JOURNAL_CLOSED', { direction, year });
      const sequence = journal.lastSequence + 1;
      const text = formatNumber(journal.pattern, year, sequence);
      return [fact('NumberIssued', { sequence, text, letterId, date })];
    }
    case 'voidNumber': {
      const reservation = journal.reservations.get(command.letterId);
      if (!reservation) return [];
      const { letterId, reason } = command;
      return [fact('NumberVoided', { sequence: reservation.sequence, letterId, reason })];
    }
    case 'changeJournalPattern': {
      const { pattern, reason } = command;
      if (pattern === journal.pattern) return refuse('NOTHING_CHANGED');
      return invalidPattern(pattern) ?? [fact('PatternChanged', { pattern, reason })];
    }
    case 'closeJournal':
      return journal.open
        ? [fact('JournalClosed', { ...(command.reason && { reason: command.reason }) })]
        : refuse('JOURNAL_CLOSED', { direction, year });
    default:
      return command satisfies never;
  }
};

export const evolveJournal = (journal: Journal | undefined, event: JournalEvent): Journal => {
  if (event.type === 'JournalOpened') {
    return { ...event.data, open: true, lastSequence: 0, reservations: new Map() };
  }
  if (!journal) throw new Error(`${event.type} cannot happen to a journal that is not open`);
  switch (event.type) {
    case 'PatternChanged':
      return { ...journal, pattern: event.data.pattern };
    case 'NumberIssued': {
      const { letterId, sequence, text, date } = event.data;
      // Not copied, unlike every other state: folding a year of numbers would cost its square.
      (journal.reservations as Map<string, Reservation>).set(letterId, { sequence, text, date });
      return { ...journal, lastSequence: sequence };
    }
    case 'NumberVoided':
      return settle(journal, event.data.letterId);
    case 'JournalClosed':
      return { ...journal, open: false };
    default:
      return event satisfies never;
  }
};

/** The letter's own event is known to be written: its reservation need not be remembered. */
export const settle = (journal: Journal, letterId: string): Journal => {
  (journal.reservations as Map<string, Reservation>).delete(letterId);
  return journal;
};
