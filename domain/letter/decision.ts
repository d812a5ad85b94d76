import { type Refusal, refuse } from '../refusal.ts';
import type { DecisionContext } from './commands.ts';
import type { LetterEvent } from './events.ts';
import type { LetterState } from './letter.ts';

/** The event of this type, typed. */
export const fact = <T extends LetterEvent['type']>(
  type: T,
  data: Extract<LetterEvent, { type: T }>['data'],
): LetterEvent => ({ type, data }) as LetterEvent;

/** The letter's state does not admit the command. */
export const wrongState = (letter: LetterState, command: string): Refusal =>
  refuse('WRONG_STATE', { command, status: letter?.status ?? 'none' });

/** As whom the actor acts: themselves where they are among `owners`, else the first whom they substitute. */
export const actingAs = (context: DecisionContext, owners: readonly string[]): string | undefined =>
  owners.includes(context.actor) ? context.actor : context.actsAs.find((id) => owners.includes(id));

/** An event that cannot follow on a state: the log is not what this code wrote. */
export class ImpossibleEvent extends Error {
  override readonly name = 'ImpossibleEvent';
  constructor(type: string, status: string | undefined) {
    super(`${type} cannot happen to a letter that is ${status ?? 'not there'}`);
  }
}
