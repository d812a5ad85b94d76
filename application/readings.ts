import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DomainEvent, type StreamName, streamName } from '../domain/event.ts';
import type { ExportedLog, SeenLetter } from '../domain/reading/events.ts';
import { isRefusal } from '../domain/refusal.ts';
import { derivedId } from './derived-id.ts';
import { encodeOrRefuse } from './event-codec.ts';
import type { Clock } from './ports/clock.ts';
import { type EventStore, EventStoreUnavailable, type ExpectedRevision } from './ports/event-store.ts';

/** What somebody is about to be shown. */
export interface Reading {
  /** An employee's id, or `system` for the server's own command line. */
  readonly readerId: string;
  readonly letters: readonly SeenLetter[];
  readonly operation: string;
  readonly sha256?: string;
  readonly purpose?: string;
}

/** A client that asks again and again is recorded once in this time, as long as it is shown the same. */
const WINDOW_MS = 60_000;
const LETTERS_PER_EVENT = 1_000;
/** Instances that write for one reader overtake each other; each time one of them succeeds. */
const ATTEMPTS = 50;
/** Longest pause before it is tried again, in milliseconds, so that they fall out of step. */
const PAUSE_MS = 5;
/** So many are remembered before those of a minute ago are forgotten. */
const REMEMBERED = 10_000;

/**
 * Puts on the record who read which letters. An answer MUST NOT go out before `record` has settled, and not at all
 * where it throws.
 */
export class Readings {
  readonly #store: EventStore;
  readonly #clock: Clock;
  /** What was recorded lately, and until when that stands for its repetition. */
  readonly #recorded = new Map<string, number>();
  /** The end of each reader's stream of the day, and the write to it that is under way. */
  readonly #ends = new Map<
    string,
    { stream: StreamName; revision: ExpectedRevision; writing: Promise<void> }
  >();

  constructor(store: EventStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * Settles when the reading is on the record: one append, or none where the same person was shown the same letters at
   * the same revisions by the same operation less than a minute ago. A letter that has changed since is recorded anew.
   *
   * @throws EventStoreUnavailable, EventTooLarge.
   */
  async record(reading: Reading): Promise<void> {
    const now = this.#clock();
    const instant = Date.parse(now);
    const key = ({ letterId, revision }: SeenLetter): string =>
      JSON.stringify([
        reading.readerId,
        letterId,
        revision,
        reading.operation,
        reading.sha256,
        reading.purpose,
      ]);
    const letters = reading.letters.filter((letter) => (this.#recorded.get(key(letter)) ?? 0) <= instant);
    if (letters.length === 0) return;
    const events = Array.from({ length: Math.ceil(letters.length / LETTERS_PER_EVENT) }, (_, index) => ({
      type: 'LettersRead',
      data: {
        ...reading,
        letters: letters.slice(index * LETTERS_PER_EVENT, (index + 1) * LETTERS_PER_EVENT),
      },
    }));
    await this.#append(reading.readerId, 'readLetters', events, now);
    if (this.#recorded.size > REMEMBERED) {
      for (const [known, until] of this.#recorded) if (until <= instant) this.#recorded.delete(known);
    }
    for (const letter of letters) this.#recorded.set(key(letter), instant + WINDOW_MS);
  }

  /**
   * Settles when it is on the record that the log was exported. The file MUST NOT be there to be fetched before.
   *
   * @throws EventStoreUnavailable.
   */
  async recordExport(exported: ExportedLog): Promise<void> {
    await this.#append(
      exported.readerId,
      'exportLog',
      [{ type: 'LogExported', data: exported }],
      this.#clock(),
    );
  }

  async #append(
    readerId: string,
    command: string,
    events: readonly DomainEvent[],
    at: string,
  ): Promise<void> {
    const stream = streamName('reading', derivedId('reading', readerId, at.slice(0, 10)));
    const commandId = randomUUID();
    const encoded = encodeOrRefuse(stream, events, {
      actor: readerId,
      at,
      commandId,
      command,
      $correlationId: commandId,
      $causationId: commandId,
    });
    if (isRefusal(encoded))
      throw new Error(`A reading cannot be recorded: ${JSON.stringify(encoded.details)}`);

    const known = this.#ends.get(readerId);
    const end =
      known?.stream === stream
        ? known
        : { stream, revision: 'none' as ExpectedRevision, writing: Promise.resolve() };
    this.#ends.set(readerId, end);
    // One after the other: requests of one reader would only get into each other's way.
    const written = end.writing.then(async () => {
      end.revision = await this.#appendAt(stream, end.revision, encoded, commandId);
    });
    end.writing = written.catch(() => undefined);
    await written;
  }

  /** Where the stream ends then. */
  async #appendAt(
    stream: StreamName,
    expected: ExpectedRevision,
    events: Parameters<EventStore['append']>[2],
    commandId: string,
  ): Promise<number> {
    let revision = expected;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await this.#store.append(stream, revision, events, commandId);
        if (result.ok) return result.revision;
        // Another instance has written for the same reader, or this one has only begun.
        if (result.conflict === 'wrong-revision' && attempt < ATTEMPTS) {
          revision = result.actual;
          await sleep(Math.random() * PAUSE_MS);
        } else throw new EventStoreUnavailable(new Error(`${stream}: ${result.conflict}`));
      } catch (error) {
        const repeatable = error instanceof EventStoreUnavailable && error.unknownOutcome;
        if (!repeatable || attempt >= ATTEMPTS) throw error;
      }
    }
  }
}
