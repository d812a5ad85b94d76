import { setTimeout as sleep } from 'node:timers/promises';
import { type Recorded, streamName } from '../domain/event.ts';
import type { CalendarDate } from '../domain/fields.ts';
import type { JournalEvent } from '../domain/journal/events.ts';
import {
  decideJournal,
  evolveJournal,
  type Journal,
  journalId,
  type Reservation,
  settle,
} from '../domain/journal/journal.ts';
import type { RegistrationNumber } from '../domain/letter/events.ts';
import type { Organization } from '../domain/organization/organization.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import type { Caller } from './caller.ts';
import { decode, encode } from './event-codec.ts';
import type { Clock } from './ports/clock.ts';
import { type EventStore, EventStoreUnavailable } from './ports/event-store.ts';
import { newSalt } from './salt.ts';

type Direction = 'incoming' | 'outgoing';

interface Request {
  readonly caller: Caller;
  readonly letterId: string;
  readonly date: CalendarDate;
  readonly resolve: (number: RegistrationNumber | Refusal) => void;
  readonly reject: (error: unknown) => void;
}

/** One journal's desk: what it knows of the journal, and who is waiting for a number. */
interface Desk {
  readonly id: string;
  journal: Journal | undefined;
  revision: number;
  waiting: Request[];
  working: boolean;
}

const ATTEMPTS = 50;

/**
 * Gives out registration numbers, unique and without gaps. Whoever asks while a write to the journal is under
 * way is served by the next one, all together, so that a hundred secretaries cost a few writes and do not
 * run into each other. A letter that was given a number and not yet written is given the same one again.
 */
export class NumberClerk {
  readonly #store: EventStore;
  readonly #clock: Clock;
  readonly #desks = new Map<string, Desk>();

  constructor(store: EventStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * The letter's number in the journal of that direction and of the date's year, which is opened by the
   * organisation's pattern if it is not yet.
   */
  issue(
    caller: Caller,
    organization: Organization,
    direction: Direction,
    date: CalendarDate,
    letterId: string,
  ): Promise<RegistrationNumber | Refusal> {
    const year = Number(date.slice(0, 4));
    const id = journalId(direction, year);
    const desk = this.#desks.get(id) ?? { id, journal: undefined, revision: -1, waiting: [], working: false };
    this.#desks.set(id, desk);
    return new Promise((resolve, reject) => {
      desk.waiting.push({ caller, letterId, date, resolve, reject });
      if (!desk.working)
        void this.#work(desk, { direction, year, pattern: organization.profile.journalPatterns[direction] });
    });
  }

  /** The letter has been written with its number: it need not be remembered any more. */
  settle(id: string, letterId: string): void {
    const desk = this.#desks.get(id);
    if (desk?.journal) desk.journal = settle(desk.journal, letterId);
  }

  async #work(desk: Desk, opening: { direction: Direction; year: number; pattern: string }): Promise<void> {
    desk.working = true;
    while (desk.waiting.length > 0) {
      const requests = desk.waiting.splice(0, 500);
      try {
        await this.#serve(desk, requests, opening);
      } catch (error) {
        for (const request of requests) request.reject(error);
      }
    }
    desk.working = false;
  }

  async #serve(
    desk: Desk,
    requests: readonly Request[],
    opening: { direction: Direction; year: number; pattern: string },
  ): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await this.#catchUp(desk);
      const events: { event: JournalEvent; caller: Caller }[] = [];
      const refused = new Map<Request, Refusal>();
      let journal = workingCopy(desk.journal, requests);
      const decide = (caller: Caller, command: Parameters<typeof decideJournal>[1]): Refusal | undefined => {
        const decision = decideJournal(journal, command);
        if (isRefusal(decision)) return decision;
        for (const event of decision) {
          events.push({ event, caller });
          journal = evolveJournal(journal, event);
        }
        return undefined;
      };

      const [first] = requests;
      if (!journal && first) {
        const refusal = decide(first.caller, { name: 'openJournal', ...opening });
        if (refusal) {
          for (const request of requests) request.resolve(refusal);
          return;
        }
      }
      for (const request of requests) {
        const refusal = decide(request.caller, {
          name: 'issueNumber',
          letterId: request.letterId,
          date: request.date,
        });
        if (refusal) refused.set(request, refusal);
      }

      if (await this.#append(desk, events)) {
        for (const request of requests) {
          const issued = journal?.reservations.get(request.letterId);
          const refusal = refused.get(request);
          if (refusal) request.resolve(refusal);
          else if (issued) request.resolve({ journalId: desk.id, ...issued });
          else request.reject(new Error(`No number came of issuing one to letter ${request.letterId}`));
        }
        return;
      }
      await sleep(Math.random() * Math.min(2 ** attempt, 50));
    }
    throw new EventStoreUnavailable(new Error(`Journal ${desk.id} is written to without a pause`));
  }

  /** False when another instance wrote to the journal meanwhile, or it is not known what became of the write. */
  async #append(desk: Desk, events: readonly { event: JournalEvent; caller: Caller }[]): Promise<boolean> {
    const [first] = events;
    if (!first) return true;
    const stream = streamName('journal', desk.id);
    const at = this.#clock();
    const encoded = events.map(({ event, caller }, index) =>
      encode(stream, index, event, {
        actor: caller.actor,
        at,
        commandId: caller.commandId,
        command: 'issueNumber',
        $correlationId: caller.correlationId ?? caller.commandId,
        $causationId: caller.causationId ?? caller.commandId,
        salt: newSalt(),
      }),
    );
    try {
      const expected = desk.revision < 0 ? 'none' : desk.revision;
      const result = await this.#store.append(stream, expected, encoded, first.caller.commandId);
      if (!result.ok || result.repeated) return false;
      // Known here and now, so that a letter that is written at once finds its reservation to settle.
      for (const { event } of events) desk.journal = evolveJournal(desk.journal, event);
      desk.revision = result.revision;
      return true;
    } catch (error) {
      if (error instanceof EventStoreUnavailable && error.unknownOutcome) return false;
      throw error;
    }
  }

  async #catchUp(desk: Desk): Promise<void> {
    for (const stored of await this.#store.read(streamName('journal', desk.id), desk.revision + 1)) {
      desk.journal = evolveJournal(desk.journal, decode(stored) as unknown as Recorded<JournalEvent>);
      desk.revision = stored.revision;
    }
  }
}

/** What is decided on, and thrown away when the write fails: only the reservations of those who ask. */
const workingCopy = (journal: Journal | undefined, requests: readonly Request[]): Journal | undefined => {
  if (!journal) return undefined;
  const reservations = new Map<string, Reservation>();
  for (const { letterId } of requests) {
    const reservation = journal.reservations.get(letterId);
    if (reservation) reservations.set(letterId, reservation);
  }
  return { ...journal, reservations };
};
