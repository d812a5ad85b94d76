import type { AppendResult, ExpectedRevision, NewEvent } from '../../../application/ports/event-store.ts';
import type { StreamName } from '../../../domain/event.ts';
import type { StampedEvent } from './wire-event.ts';

/** An append as it was asked for; `attempt` names this one call of it. */
export interface AppendRequest {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
  readonly commandId: string;
  readonly attempt: string;
}

/** The revision of the append's first event. */
export const firstRevision = ({ expected }: AppendRequest): number =>
  expected === 'none' ? 0 : expected + 1;

export type Outcome = Exclude<AppendResult, { conflict: 'wrong-revision' }> | 'not-there' | 'another';

/**
 * What became of the append, by what stands in its place: `found` are the events from its first revision on, one more
 * than it has itself. `not-there`: nothing (yet). `another`: another command was faster, so this append was not made,
 * and cannot be any more.
 */
export const outcomeOf = (request: AppendRequest, found: readonly StampedEvent[]): Outcome => {
  const { events, commandId, attempt } = request;
  const [first] = found;
  if (!first) return 'not-there';
  if (first.stamp?.commandId !== commandId) return 'another';
  const same = events.every(({ type, data }, index) => {
    const there = found[index];
    return there?.stamp?.commandId === commandId && there.stored.type === type && there.stored.data === data;
  });
  const longer = found[events.length]?.stamp?.attempt === first.stamp.attempt;
  const last = found[events.length - 1];
  if (!same || !last || longer) return { ok: false, conflict: 'command-id-reused' };
  const { position, revision } = last.stored;
  return { ok: true, position, revision, repeated: first.stamp.attempt !== attempt };
};
