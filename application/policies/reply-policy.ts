import type { ChanceryEvent } from '../../domain/catalog.ts';
import { idOf, type Recorded } from '../../domain/event.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { LetterRequest } from '../letter-requests.ts';
import type { Letters } from '../letters.ts';
import { becauseOf, type Policy, PolicyRefused } from './policy.ts';

const NAME = 'reply';

const followed: ReadonlySet<ChanceryEvent['type']> = new Set([
  'ReplyDrafted',
  'Dispatched',
  'Withdrawn',
  'Annulled',
]);

/**
 * Keeps an incoming letter and its reply in step: a reply draft becomes an outgoing letter, its dispatch is
 * noted on the incoming one, and where it is withdrawn or annulled the incoming letter is open again.
 */
export const replyPolicy = (letters: Letters): Policy => {
  const command = async (event: Recorded<ChanceryEvent>, request: LetterRequest): Promise<void> => {
    const outcome = await letters.execute(becauseOf(NAME, event), request);
    if (isRefusal(outcome) && !isOvertaken(outcome)) {
      throw new PolicyRefused(NAME, event, outcome.refused, outcome.details);
    }
  };

  return {
    name: NAME,
    concerns: ({ type }) => followed.has(type),
    async handle(event) {
      const letterId = idOf(event.stream);
      switch (event.type) {
        case 'ReplyDrafted': {
          const incoming = await letters.find(letterId);
          await command(event, {
            name: 'draftLetter',
            card: event.data.card,
            text: event.data.text,
            projectIds: incoming?.projectIds ?? [],
            answers: letterId,
            reply: {
              letterId: event.data.outgoingLetterId,
              authorId: event.metadata.onBehalfOf ?? event.metadata.actor,
              files: event.data.files,
            },
          });
          return;
        }
        case 'Dispatched': {
          const incomingId = await letters.answeredBy(letterId);
          if (incomingId) {
            await command(event, {
              name: 'noteReplyDispatched',
              letterId: incomingId,
              outgoingLetterId: letterId,
              number: event.data.number,
            });
          }
          return;
        }
        case 'Withdrawn':
        case 'Annulled': {
          const incomingId = await letters.answeredBy(letterId);
          if (incomingId) {
            await command(event, {
              name: 'reopen',
              letterId: incomingId,
              outgoingLetterId: letterId,
              reason: event.data.reason,
            });
          }
          return;
        }
        default:
      }
    },
  };
};

/** The incoming letter went another way meanwhile (annulled, answered by another letter): nothing to keep in step. */
const isOvertaken = (refusal: Refusal): boolean => refusal.refused === 'WRONG_STATE';
