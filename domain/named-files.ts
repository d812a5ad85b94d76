import type { ChanceryEvent } from './catalog.ts';
import { SYSTEM } from './event.ts';
import { filesOf } from './history/told.ts';

/** SHA-256 of the files that a letter's or a message's event names for the first time, or again. */
export const namedFiles = (event: ChanceryEvent): readonly string[] => {
  const files =
    event.type === 'MailReceived'
      ? [event.data.raw, ...event.data.attachments.flatMap(({ file }) => file ?? [])]
      : filesOf(event.data);
  return [...new Set(files.map(({ sha256 }) => sha256))];
};

/** A reply's draft has the files of the event that it follows from: nobody has brought them anew. */
export const carriesFiles = ({
  type,
  metadata,
}: {
  readonly type: string;
  readonly metadata: { readonly actor: string };
}): boolean => type === 'Drafted' && metadata.actor === SYSTEM;
