import type { TaskKind } from '../../domain/deadline.ts';
import { SpeakingError } from '../speaking-error.ts';
import type { Distribution } from './distribution.ts';

/** What people, and counterparties, take their time for. */
export type Stage = Exclude<TaskKind, 'acknowledge' | 'decideOnExtension'>;

/** Working minutes from the moment at which somebody could do it to the deed, as observed somewhere. */
export interface Delays {
  readonly stages: Readonly<Record<Stage, Distribution>>;
  /** Of drafts that were checked, those that were sent back. */
  readonly returnedForRework: number;
}

/** An extension is granted or refused as fast as an approval is given; an acknowledgment nobody asks for here. */
export const stageOf = (kind: TaskKind): Stage =>
  kind === 'decideOnExtension' || kind === 'acknowledge' ? 'approve' : kind;

/** A file of delays that cannot be used. */
export class InvalidDelays extends SpeakingError {
  override readonly name = 'InvalidDelays';
}
