import {
  type AppendResult,
  type EventStore,
  EventStoreUnavailable,
  type ExpectedRevision,
  type NewEvent,
} from '../application/ports/event-store.ts';
import type { StreamName } from '../domain/event.ts';
import type { LogWaker } from '../infrastructure/event-store/log-source.ts';

/** The process is gone: nothing after it happens, and nobody is told. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A store on which appends fail in every way in which they can: before the write, after it, and without a word. */
export const crashing = (
  store: EventStore & LogWaker,
  random: () => number,
  rate: number,
): EventStore & LogWaker => ({
  maxEventBytes: store.maxEventBytes,
  read: (...args) => store.read(...args),
  readAll: (...args) => store.readAll(...args),
  head: () => store.head(),
  subscribe: (...args) => store.subscribe(...args),
  onAppend: (waker) => store.onAppend(waker),
  close: async () => undefined,
  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    commandId: string,
  ): Promise<AppendResult> {
    const fate = random() / rate;
    if (fate < 0.25) throw new ProcessDied('before the write');
    if (fate < 0.5) throw new EventStoreUnavailable(new Error('refused'), false);
    const result = await store.append(stream, expected, events, commandId);
    if (fate < 0.75) throw new ProcessDied('after the write');
    if (fate < 1) throw new EventStoreUnavailable(new Error('the answer was lost'), true);
    return result;
  },
});
