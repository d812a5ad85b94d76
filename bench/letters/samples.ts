import { type NewEvent, payloadBytes } from '../../application/ports/event-store.ts';
import { distribution } from './distribution.ts';
import { longIncoming, type World } from './life.ts';
import { encodeGenerated } from './log.ts';
import { secretaryId } from './organization.ts';
import { Random } from './random.ts';

/** An event as every contender is given it: its text for those who keep text, its values for those who take values. */
export interface SampleEvent extends NewEvent {
  readonly values: { readonly data: object; readonly metadata: object };
}

const worldOf = (random: Random): World => {
  const from = distribution();
  return {
    random,
    counterparties: 200,
    now: () => new Date().toISOString(),
    subject: () => from.subject(random),
    issue: () => ({
      journalId: random.uuid(),
      sequence: 42,
      text: 'Вх-2026/000042',
      date: new Date().toISOString().slice(0, 10),
    }),
  };
};

/** The event with its values beside its text. */
export const withValues = (event: NewEvent): SampleEvent => ({
  ...event,
  values: {
    data: JSON.parse(event.data) as object,
    metadata: JSON.parse(event.metadata) as object,
  },
});

/** The events of a letter with that many of them, as they would be written one after the other. */
export const longLetter = (seed: number, length: number): readonly SampleEvent[] => {
  const random = new Random(seed);
  return longIncoming(worldOf(random), random.uuid(), length).map((event) =>
    withValues(
      encodeGenerated(random, event, {
        actor: secretaryId,
        at: new Date().toISOString(),
        commandId: random.uuid(),
        command: 'bench',
      }),
    ),
  );
};

/** Events that begin a letter, and events that follow on one. */
export const sampleEvents = (
  count: number,
): { readonly first: readonly SampleEvent[]; readonly later: readonly SampleEvent[] } => {
  const letters = Array.from({ length: count }, (_, index) => longLetter(index + 1, 4));
  return {
    first: letters.flatMap((events) => events.slice(0, 1)),
    later: letters.flatMap((events) => events.slice(1)),
  };
};

/** Mean of data and metadata together, in bytes. */
export const meanBytes = (events: readonly SampleEvent[]): number =>
  Math.round(events.reduce((sum, event) => sum + payloadBytes(event), 0) / events.length);
