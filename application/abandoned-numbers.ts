import { randomUUID } from 'node:crypto';
import { SYSTEM, streamName } from '../domain/event.ts';
import { decideJournal } from '../domain/journal/journal.ts';
import { decideLetter } from '../domain/letter/decider.ts';
import type { LetterState } from '../domain/letter/letter.ts';
import { isRefusal } from '../domain/refusal.ts';
import { journalAggregate, letterAggregate } from './aggregates.ts';
import type { CommandHandler } from './command-handler.ts';
import type { UnusedNumber, UnusedNumbers } from './ports/unused-numbers.ts';

const GRACE_MS = 15 * 60_000;

/**
 * Voids, on the record, the numbers that were issued and never used: a registration that broke off and was
 * not repeated, an outgoing letter that was withdrawn after its dispatch broke off. A registration is first
 * closed at the letter's own stream, so that its number cannot be voided and used at once.
 */
export class AbandonedNumbers {
  readonly #handler: CommandHandler;
  readonly #unused: UnusedNumbers;

  constructor(handler: CommandHandler, unused: UnusedNumbers) {
    this.#handler = handler;
    this.#unused = unused;
  }

  /** The texts of the numbers that it voided. */
  async sweep(): Promise<readonly string[]> {
    const before = new Date(Date.parse(this.#handler.now()) - GRACE_MS).toISOString();
    const voided: string[] = [];
    for (const number of await this.#unused.issuedBefore(before)) {
      if (await this.#void(number)) voided.push(number.text);
    }
    return voided;
  }

  async #void(number: UnusedNumber): Promise<boolean> {
    const caller = { actor: SYSTEM, commandId: randomUUID() };
    const reason = 'Регистрация не была завершена / The registration was not completed';
    const stream = streamName('letter', number.letterId);
    const { state } = await this.#handler.load(letterAggregate, stream);
    if (
      number.direction === 'outgoing'
        ? !cannotBeDispatched(state)
        : state !== undefined && !isAbandoned(state)
    ) {
      return false;
    }
    if (number.direction === 'incoming') {
      const fenced = await this.#handler.execute(
        letterAggregate,
        stream,
        caller,
        'abandonRegistration',
        (letter) => ({
          decision: decideLetter(
            letter.state,
            { name: 'abandonRegistration', letterId: number.letterId, reason },
            // Abandoning asks nothing of the moment.
            {
              now: '',
              today: '',
              actor: SYSTEM,
              actsAs: [],
              deadlineFor: () => ({}) as never,
              workingTimeOf: () => ({}) as never,
            },
          ),
        }),
      );
      if (isRefusal(fenced) || !isAbandoned(fenced.state)) return false;
    }
    const outcome = await this.#handler.execute(
      journalAggregate,
      streamName('journal', number.journalId),
      { ...caller, commandId: randomUUID(), correlationId: caller.commandId },
      'voidNumber',
      ({ state: journal }) => ({
        decision: decideJournal(journal, { name: 'voidNumber', letterId: number.letterId, reason }),
      }),
    );
    return !isRefusal(outcome);
  }
}

const isAbandoned = (letter: LetterState): boolean => letter?.status === 'abandoned';

const cannotBeDispatched = (letter: LetterState): boolean => letter?.status === 'withdrawn';
