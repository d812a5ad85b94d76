import type { StoredEvent } from '../../../application/ports/event-store.ts';
import { MigrationRefused } from './migration-refused.ts';

/** The events of one command on one stream: what had been appended as one write. */
export interface OriginalAppend {
  readonly commandId: string;
  readonly events: readonly [StoredEvent, ...StoredEvent[]];
}

/** @throws MigrationRefused when the event's metadata names none. */
export const commandIdOf = ({ stream, revision, metadata }: StoredEvent): string => {
  let commandId: unknown;
  try {
    ({ commandId } = JSON.parse(metadata) as { commandId?: unknown });
  } catch {
    commandId = undefined;
  }
  if (typeof commandId === 'string' && commandId !== '') return commandId;
  throw new MigrationRefused(
    'EVENT_WITHOUT_COMMAND',
    `${stream}@${revision} does not say which command it belongs to, so it was not written by Chancery. ` +
      'Nothing was written. Check that the source is the log of a Chancery.',
  );
};

/**
 * Cuts a log into the writes that it was made of. Events of one write stand together in the log, since a write
 * is indivisible; and a command writes to a stream once, since its repetition is answered from the log.
 */
export async function* originalAppends(log: AsyncIterable<StoredEvent>): AsyncGenerator<OriginalAppend> {
  let events: [StoredEvent, ...StoredEvent[]] | undefined;
  let commandId = '';
  for await (const event of log) {
    const itsCommandId = commandIdOf(event);
    if (events && events[0].stream === event.stream && commandId === itsCommandId) {
      events.push(event);
      continue;
    }
    if (events) yield { commandId, events };
    events = [event];
    commandId = itsCommandId;
  }
  if (events) yield { commandId, events };
}
