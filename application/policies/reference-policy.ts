import { idOf } from '../../domain/event.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { Letters } from '../letters.ts';
import type { LetterLookup } from '../ports/letter-lookup.ts';
import type { ReadModelClock } from '../ports/read-model-clock.ts';
import { becauseOf, type Policy, PolicyRefused } from './policy.ts';

const NAME = 'reference';

/**
 * Links an incoming letter that quotes our number and date («на Ваш исх. № … от …») to that letter of ours.
 * A reference that fits none, or several, is left to the secretary.
 */
export const referencePolicy = (
  letters: Letters,
  lookup: LetterLookup,
  readModels: ReadModelClock,
): Policy => ({
  name: NAME,
  concerns: (event) => event.type === 'Registered' && !event.data.answers && !!event.data.card.inReplyTo,
  async handle(event) {
    if (event.type !== 'Registered') return;
    const { answers, card } = event.data;
    if (answers || !card.inReplyTo) return;
    // The letter that it quotes was dispatched before this event, so it is found once that is in the read models.
    await readModels.reached(event.position);
    const [letterId, ...others] = await lookup.byOurNumber(card.inReplyTo);
    if (!letterId || others.length > 0) return;
    const outcome = await letters.execute(becauseOf(NAME, event), {
      name: 'linkLetters',
      letterId: idOf(event.stream),
      targetLetterId: letterId,
      kind: 'answers',
      quoted: [card.inReplyTo.number, card.inReplyTo.date].filter(Boolean).join(' от '),
    });
    if (isRefusal(outcome) && outcome.refused !== 'ALREADY_LINKED' && outcome.refused !== 'WRONG_STATE') {
      throw new PolicyRefused(NAME, event, outcome.refused, outcome.details);
    }
  },
});
