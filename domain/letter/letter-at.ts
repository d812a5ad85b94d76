import type { Recorded } from '../event.ts';
import type { Moment } from '../moment.ts';
import { withLaterCorrections } from './correction.ts';
import { foldLetter } from './decider.ts';
import type { LetterEvent } from './events.ts';
import type { Letter } from './letter.ts';

/**
 * The letter as it was at the moment, from all events of its stream; `undefined` where there was none yet, or none ever
 * came to be.
 */
export const letterAt = (
  events: readonly Recorded<LetterEvent>[],
  { position, corrected }: Moment,
): Letter | undefined => {
  const since = events.findIndex((event) => event.position > position);
  const count = since === -1 ? events.length : since;
  const letter = foldLetter(events.slice(0, count));
  if (!letter || letter.status === 'abandoned') return undefined;
  return corrected ? withLaterCorrections(letter, events.slice(count)) : letter;
};
