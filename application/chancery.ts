import type { Position, Recorded } from '../domain/event.ts';
import type { LetterEvent } from '../domain/letter/events.ts';
import type { Letter } from '../domain/letter/letter.ts';
import type { Organization } from '../domain/organization/organization.ts';
import type { Viewer } from '../domain/organization/viewer.ts';
import type { Refusal } from '../domain/refusal.ts';

/** The answer to a command that was carried out: the state that it left, and where in the log it stands. */
export interface Outcome<State> {
  readonly state: State;
  readonly position: Position;
  readonly revision: number;
  /** It had been carried out before, by the same command id; this is that answer. */
  readonly repeated: boolean;
}
