import type { Recorded } from '../event.ts';
import type { CalendarDate } from '../fields.ts';
import type { JournalEvent } from './events.ts';
import { formatNumber } from './pattern.ts';

/** Which numbers of a journal are asked for; both ends included. What is not given is open. */
export interface NumberRange {
  readonly from?: number;
  readonly to?: number;
  readonly fromDate?: CalendarDate;
  readonly toDate?: CalendarDate;
}

/** A number as the journal gave it out. */
export interface IssuedNumber {
  readonly sequence: number;
  readonly text: string;
  readonly date: CalendarDate;
  readonly letterId: string;
  /** Why it is void, if it is. */
  readonly voided?: string;
}

export const faultKinds = [
  /** No event gives it out, though a later number was. */
  'missing',
  /** It was given out twice. */
  'doubled',
  /** It is not written as the journal's pattern of the day has it. */
  'misspelt',
  /** It is void without ever having been given out, or void twice. */
  'voidedWrongly',
  /** It is void, and its letter carries it. */
  'voidedButUsed',
  /** Its letter carries another number. */
  'carriesAnother',
  /** Another letter carries it. */
  'carriedTwice',
  /** The read model tells otherwise than the log. */
  'readModelDiffers',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What is wrong with a number. */
export interface JournalFault {
  readonly sequence: number;
  readonly kind: FaultKind;
}

/**
 * Accounts for a journal's numbers by its own events and nothing else: give it every event of the journal's
 * stream, from the first, in order.
 */
export class JournalAccount {
  readonly #range: NumberRange;
  readonly #numbers = new Map<number, IssuedNumber>();
  readonly #faults: JournalFault[] = [];
  readonly #texts = new Set<string>();
  readonly #voided = new Set<number>();
  #year = 0;
  #pattern = '';
  #last = 0;

  constructor(range: NumberRange) {
    this.#range = range;
  }

  take({ type, data }: Recorded<JournalEvent>): void {
    switch (type) {
      case 'JournalOpened':
        this.#year = data.year;
        this.#pattern = data.pattern;
        return;
      case 'PatternChanged':
        this.#pattern = data.pattern;
        return;
      case 'NumberIssued': {
        const { sequence, text, date, letterId } = data;
        for (let skipped = this.#last + 1; skipped < sequence; skipped += 1) this.#fault(skipped, 'missing');
        if (sequence <= this.#last || this.#texts.has(text)) this.#fault(sequence, 'doubled');
        if (text !== formatNumber(this.#pattern, this.#year, sequence)) this.#fault(sequence, 'misspelt');
        this.#last = Math.max(this.#last, sequence);
        this.#texts.add(text);
        if (this.#isAsked(sequence, date)) this.#numbers.set(sequence, { sequence, text, date, letterId });
        return;
      }
      case 'NumberVoided': {
        const { sequence, reason } = data;
        if (sequence > this.#last || this.#voided.has(sequence)) this.#fault(sequence, 'voidedWrongly');
        this.#voided.add(sequence);
        const number = this.#numbers.get(sequence);
        if (number) this.#numbers.set(sequence, { ...number, voided: reason });
        return;
      }
      case 'JournalClosed':
        return;
      default:
        data satisfies never;
    }
  }

  /** The numbers of the range, in their order. */
  get numbers(): readonly IssuedNumber[] {
    return [...this.#numbers.values()].sort((one, other) => one.sequence - other.sequence);
  }

  /** The last number that the journal gave out; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** What is wrong with numbers of the range: asked for by dates, from the first of its numbers to the last. */
  get faults(): readonly JournalFault[] {
    const { from, to, fromDate, toDate } = this.#range;
    const numbers = this.numbers;
    const byDate = fromDate !== undefined || toDate !== undefined;
    const first = byDate ? (numbers[0]?.sequence ?? Number.POSITIVE_INFINITY) : (from ?? 1);
    const last = byDate ? (numbers.at(-1)?.sequence ?? 0) : (to ?? Number.POSITIVE_INFINITY);
    return this.#faults.filter(({ sequence }) => first <= sequence && sequence <= last);
  }

  #fault(sequence: number, kind: FaultKind): void {
    this.#faults.push({ sequence, kind });
  }

  #isAsked(sequence: number, date: CalendarDate): boolean {
    const { from = 1, to = Number.POSITIVE_INFINITY, fromDate = '', toDate = '9999-12-31' } = this.#range;
    return from <= sequence && sequence <= to && fromDate <= date && date <= toDate;
  }
}
