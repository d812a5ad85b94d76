import { idOf } from '../../domain/event.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { derivedId } from '../derived-id.ts';
import type { Letters } from '../letters.ts';
import type { DueTasks } from '../ports/due-tasks.ts';
import type { ReadModelClock } from '../ports/read-model-clock.ts';
import { becauseOf, type Policy, PolicyRefused } from './policy.ts';

const NAME = 'waiting';

/**
 * Ends the pauses of tasks that wait for a counterparty when a letter of theirs is in the thread: when it is registered as
 * an answer, or is linked later.
 */
export const waitingPolicy = (letters: Letters, tasks: DueTasks, readModels: ReadModelClock): Policy => ({
  name: NAME,
  concerns: (event) =>
    (event.type === 'Registered' && event.data.answers !== undefined) || event.type === 'LinkedToLetter',
  async handle(event) {
    const letterId = idOf(event.stream);
    const linked = event.type === 'LinkedToLetter' ? [letterId, event.data.letterId] : [letterId];
    const found = await Promise.all(linked.map((id) => letters.find(id)));
    const incoming = found.filter(
      (letter) =>
        letter?.direction === 'incoming' && letter.status !== 'imported' && letter.status !== 'annulled',
    );
    if (incoming.length === 0) return;
    // Which letters are of one thread, the read models know.
    await readModels.reached(event.position);
    const caller = becauseOf(NAME, event);
    for (const letter of incoming) {
      if (!letter || !('counterpartyId' in letter.card) || !letter.card.counterpartyId) continue;
      for (const { letterId: waiting, key, due } of await tasks.waitingInThread(
        letter.id,
        letter.card.counterpartyId,
      )) {
        const outcome = await letters.execute(
          { ...caller, commandId: derivedId(caller.commandId, letter.id, waiting, key, due) },
          {
            name: 'endWaiting',
            letterId: waiting,
            taskKey: key,
            due,
            cause: 'letterRegistered',
            endedById: letter.id,
            // One that was there before the wait began is not what was waited for: the decider sees that.
            at: event.type === 'Registered' ? event.metadata.at : letter.createdAt,
          },
        );
        if (isRefusal(outcome) && outcome.refused !== 'WRONG_STATE' && outcome.refused !== 'NOT_FOUND') {
          throw new PolicyRefused(NAME, event, outcome.refused, outcome.details);
        }
      }
    }
  },
});
