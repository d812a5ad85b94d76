import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StoredEvent } from '../../../application/ports/event-store.ts';
import { BEGINNING, type Position, streamName } from '../../../domain/event.ts';
import { type Asked, LatestAppends } from './latest-appends.ts';

const positionOf = (number: number): Position =>
  number === 0 ? BEGINNING : (String(number).padStart(20, '0') as Position);
const STREAM = streamName('letter', '5f4dcc3b-5aa7-45d6-8327-deb882cf99a1');
const eventAt = (number: number): StoredEvent => ({
  id: String(number),
  type: 'T',
  data: '{}',
  metadata: '{}',
  stream: STREAM,
  revision: number - 1,
  position: positionOf(number),
});

const numbers = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index + 1);

const some = fc.integer({ min: 1, max: 3 });
const limit = fc.integer({ min: 1, max: 8 });
/** How far before the end of the log a reader is. */
const back = fc.nat({ max: 6 });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('own' as const), count: some }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('others' as const), count: some }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('told' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('begin' as const), back, limit }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), back, limit }) },
);

it('knows the end of the log, all of it that is its own or was heard of, or says that it does not', () => {
  let answered = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const latest = new LatestAppends();
      let head = 0;
      /** The last event that is its own, or was told of. */
      let sure = 0;
      let reading: { asked: Asked; from: number; end: number } | undefined;
      for (const each of steps) {
        if (each.kind === 'own') {
          latest.add(positionOf(head), numbers(head, each.count).map(eventAt));
          head += each.count;
          sure = head;
        } else if (each.kind === 'others') head += each.count;
        else if (each.kind === 'told') {
          sure = head;
          latest.hear();
        } else if (each.kind === 'begin') {
          const from = Math.max(0, head - each.back);
          reading = { asked: latest.asked, from, end: Math.min(head, from + each.limit) };
          // It has as many as were asked for, so there may be more.
          if (reading.end - from === each.limit) reading = undefined;
        } else if (each.kind === 'end') {
          if (reading) latest.ended(reading.asked, positionOf(reading.end));
          reading = undefined;
        } else {
          const from = Math.max(0, head - each.back);
          const known = latest.after(positionOf(from), each.limit);
          if (!known) continue;
          answered += 1;
          expect(known.map(({ position }) => position)).toEqual(numbers(from, known.length).map(positionOf));
          if (known.length < each.limit)
            expect(from + known.length).toBeGreaterThanOrEqual(Math.min(sure, head));
        }
      }
    }),
    { numRuns: 1_000 },
  );
  expect(answered).toBeGreaterThan(500);
});

it('keeps the last of many, and no more', () => {
  const latest = new LatestAppends();
  latest.ended(latest.asked, positionOf(0));
  for (let head = 0; head < 5_000; head += 1) latest.add(positionOf(head), [eventAt(head + 1)]);
  expect(latest.after(positionOf(4_600), 1_000)).toHaveLength(400);
  expect(latest.after(positionOf(5_000), 1_000)).toEqual([]);
  expect(latest.after(positionOf(3_000), 1_000)).toBeUndefined();
  const large = { ...eventAt(5_001), data: 'x'.repeat(20_000_000) };
  latest.add(positionOf(5_000), [large]);
  expect(latest.after(positionOf(4_999), 1_000)).toBeUndefined();
});
