import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letterAggregate } from '../../application/aggregates.ts';
import { decode } from '../../application/event-codec.ts';
import { type Position, type Recorded, type StreamName, streamName } from '../../domain/event.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import { isOpen, type LetterState } from '../../domain/letter/letter.ts';
import { distribution } from './distribution.ts';
import { generateLog, type LoggedEvent } from './log.ts';
import { longLetter } from './samples.ts';

const options = {
  letters: 600,
  distribution: distribution(),
  counterparties: 50,
  end: new Date('2026-06-30T12:00:00Z'),
};
const decoded = (event: LoggedEvent) => decode({ ...event, position: '' as Position });

test('a generated log is one that Chancery could have written', () => {
  const streams = new Map<StreamName, LetterState>();
  const revisions = new Map<StreamName, number>();
  const issued = new Set<string>();
  let before = '';
  for (const event of generateLog(options)) {
    const { revision, stream, metadata, type, data } = decoded(event);
    assert.equal(revision, (revisions.get(stream) ?? -1) + 1, `${stream} has gaps`);
    revisions.set(stream, revision);
    assert.ok(metadata.at >= before, 'the log goes back in time');
    before = metadata.at;
    if (type === 'NumberIssued') issued.add(data.letterId);
    if (type === 'Registered')
      assert.ok(issued.has(stream.slice('letter-'.length)), 'a number was not issued');
    if (type === 'LinkedToLetter') {
      assert.ok(revisions.has(streamName('letter', data.letterId)), 'linked to a letter that is not there');
    }
    if (stream.startsWith('letter-')) {
      // The fold throws for what cannot happen to the letter as it is.
      const letter = decoded(event) as unknown as Recorded<LetterEvent>;
      streams.set(stream, letterAggregate.evolve(streams.get(stream), letter));
    }
  }
  const letters = [...streams.values()].filter((letter) => letter && letter.status !== 'abandoned');
  const incoming = letters.filter(
    (letter) => letter && 'direction' in letter && letter.direction === 'incoming',
  );
  const open = letters.filter((letter) => letter && letter.status !== 'abandoned' && isOpen(letter));
  assert.ok(letters.length >= options.letters);
  assert.ok(
    Math.abs(incoming.length / letters.length - 0.58) < 0.1,
    `${incoming.length} of ${letters.length}`,
  );
  assert.ok(
    open.length > 0 && open.length < letters.length / 2,
    `${open.length} of ${letters.length} are open`,
  );
});

test('the same seed gives the same log', () => {
  const bytes = () => [...generateLog({ ...options, letters: 50 })].map(({ data }) => data.toString());
  assert.deepEqual(bytes(), bytes());
});

test('a long letter has as many events as it is asked for, and folds', () => {
  const stream = streamName('letter', '7f9c24e8-3b12-4fef-91e0-5f0d6c2c7a11');
  const events = longLetter(1, 200).map((event, revision) =>
    decode({ ...event, stream, revision, position: '' as Position }),
  );
  assert.equal(events.length, 200);
  const letter = (events as unknown as Recorded<LetterEvent>[]).reduce<LetterState>(
    letterAggregate.evolve,
    letterAggregate.initial,
  );
  assert.equal(letter?.revision, 199);
});
