import { BEGINNING, type Position } from '../../../domain/event.ts';

/** A place in the server's transaction log: two offsets in bytes. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** As many as the largest unsigned 64-bit number has. */
const DIGITS = 20;
const FORM = /^(\d{20})\/(\d{20})$/;
const padded = (offset: bigint): string => offset.toString().padStart(DIGITS, '0');

/** `<commit>/<prepare>`, padded, so that text sorts as the log does: by commit, then by prepare. */
export const toPosition = ({ commit, prepare }: LogPosition): Position =>
  `${padded(commit)}/${padded(prepare)}` as Position;

/** @throws Error for a position of another store. */
export const fromPosition = (position: Position): LogPosition | 'start' => {
  if (position === BEGINNING) return 'start';
  const [, commit, prepare] = FORM.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) {
    throw new Error(`“${position}” is not a position of EventStoreDB; was it given out by another store?`);
  }
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};
