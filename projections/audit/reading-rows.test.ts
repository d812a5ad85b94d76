import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type Position, type Recorded, streamName } from '../../domain/event.ts';
import type { ReadingEvent } from '../../domain/reading/events.ts';
import { readingRows } from './reading-rows.ts';

const [id, reader, twice, once] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

it('has a letter once that a reading names twice, so that its rows can be copied in', () => {
  const event: Recorded<ReadingEvent> = {
    id,
    stream: streamName('reading', reader),
    revision: 0,
    position: '1' as Position,
    type: 'LettersRead',
    data: {
      readerId: reader,
      operation: 'Letters',
      letters: [
        { letterId: twice, revision: 3 },
        { letterId: once, revision: 1 },
        { letterId: twice, revision: 4 },
      ],
    },
    metadata: {
      at: '2026-11-29T10:00:00.000Z',
      actor: reader,
      commandId: id,
      command: 'readLetters',
      version: 1,
      $correlationId: id,
      $causationId: id,
      salt: 'of no importance to rows',
    },
  };
  expect(readingRows([event]).reading_letters).toEqual([
    { reading_id: id, letter_id: twice, revision: 3 },
    { reading_id: id, letter_id: once, revision: 1 },
  ]);
});
