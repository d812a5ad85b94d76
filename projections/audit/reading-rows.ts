import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Recorded } from '../../domain/event.ts';
import type { ReadingEvent } from '../../domain/reading/events.ts';

export const isReading = (event: Recorded<ChanceryEvent>): event is Recorded<ReadingEvent> =>
  event.type === 'LettersRead' || event.type === 'LogExported';

/** Who has read what, and of which letters. One that a reading names twice was read once, as it is named first. */
export const readingRows = (events: readonly Recorded<ChanceryEvent>[]) => {
  const readings: object[] = [];
  const letters: object[] = [];
  for (const event of events) {
    if (!isReading(event)) continue;
    const { readerId, sha256, purpose } = event.data;
    const exported = event.type === 'LogExported' ? event.data : undefined;
    readings.push({
      id: event.id,
      position: event.position,
      at: event.metadata.at,
      reader_id: readerId,
      operation: 'operation' in event.data ? event.data.operation : `exportLog ${event.data.format}`,
      sha256: sha256 ?? null,
      purpose: purpose ?? null,
      up_to: exported?.content === 'whole' ? exported.upTo : null,
    });
    if (event.type !== 'LettersRead') continue;
    const named = new Set<string>();
    for (const { letterId, revision } of event.data.letters) {
      if (named.has(letterId)) continue;
      named.add(letterId);
      letters.push({ reading_id: event.id, letter_id: letterId, revision });
    }
  }
  return { readings, reading_letters: letters };
};
