import type { Intent, LetterFile } from './books.ts';
import type { Occurrence } from './history.ts';

/** What can be on the agenda of an office. */
export type Act =
  | { readonly kind: 'arrive'; readonly occurrence: Occurrence; readonly again: number }
  | { readonly kind: 'link'; readonly file: LetterFile; readonly target: LetterFile }
  | { readonly kind: 'do'; readonly intent: Intent; readonly token: number }
  | { readonly kind: 'askForExtension'; readonly intent: Intent }
  | { readonly kind: 'look'; readonly file: LetterFile };

/** Acts that draw numbers or add counterparties are done in one order; of the others, those on one letter. */
export const laneOf = (act: Act): string => {
  switch (act.kind) {
    case 'arrive':
      return 'registry';
    case 'do':
      return act.intent.task.kind === 'dispatch' ? 'registry' : act.intent.file.id;
    case 'askForExtension':
      return act.intent.file.id;
    default:
      return act.file.id;
  }
};

/** The order of acts of one moment: by what they are about, which chance has no part in. */
export const orderOf = (act: Act): string => {
  switch (act.kind) {
    case 'arrive':
      return JSON.stringify([act.occurrence.letter.key, act.kind, act.again]);
    case 'do':
    case 'askForExtension':
      return JSON.stringify([act.intent.file.key, act.kind, act.intent.drawKey, act.intent.nth]);
    default:
      return JSON.stringify([act.file.key, act.kind]);
  }
};
