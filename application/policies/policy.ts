import type { ChanceryEvent } from '../../domain/catalog.ts';
import { type Recorded, SYSTEM } from '../../domain/event.ts';
import type { Caller } from '../caller.ts';
import { derivedId } from '../derived-id.ts';

/**
 * Reacts to a fact with commands. It is told of every event at least once, in log order, and may be told
 * again after a crash: its command ids follow from the event, so that doing it again does nothing.
 */
export interface Policy {
  readonly name: string;
  /** Whether it reacts to the event at all. */
  concerns(event: Recorded<ChanceryEvent>): boolean;
  handle(event: Recorded<ChanceryEvent>): Promise<void>;
}

/** The caller of the command that a policy gives because of an event. */
export const becauseOf = (policy: string, event: Recorded<ChanceryEvent>): Caller => ({
  actor: SYSTEM,
  commandId: derivedId('policy', policy, event.id),
  correlationId: event.metadata.$correlationId,
  causationId: event.id,
});

/** A policy's command was refused though the event that it follows from happened: a defect, to be seen. */
export class PolicyRefused extends Error {
  override readonly name = 'PolicyRefused';
  constructor(policy: string, event: Recorded<ChanceryEvent>, code: string, details: unknown) {
    super(`Policy ${policy} on ${event.type} ${event.id}: ${code} ${JSON.stringify(details)}`);
  }
}
