import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import pino from 'pino';
import { expect, it } from 'vitest';
import type { EventStore, StoredEvent, Subscription } from '../../application/ports/event-store.ts';
import { type Category, type Position, streamName } from '../../domain/event.ts';
import type { ReadModels } from '../../projections/runner/read-models.ts';
import { ChangeFeed } from './change-feed.ts';

const eventOf = (category: Category, commandId: string): StoredEvent => ({
  id: randomUUID(),
  type: 'T',
  data: '{}',
  metadata: JSON.stringify({ commandId }),
  stream: streamName(category, randomUUID()),
  revision: 0,
  position: '1' as Position,
});

it('looks again only for what may have changed something, so that what is told is told of its own command', async () => {
  let deliver: (batch: readonly StoredEvent[]) => Promise<void> = async () => undefined;
  const subscription: Subscription = { close: async () => undefined, closed: new Promise(() => undefined) };
  const store = {
    head: async () => '' as Position,
    subscribe(_: Position, handler: typeof deliver) {
      deliver = handler;
      return subscription;
    },
  } as unknown as EventStore;
  const readModels = { waitFor: async () => true } as unknown as ReadModels;
  const told: (readonly string[])[] = [];
  const feed = new ChangeFeed(store, readModels, pino({ level: 'silent' }), (_, commandIds) =>
    told.push(commandIds),
  );

  let value = 1;
  let shown = 0;
  const values = feed.follow(
    'myTasks',
    () => true,
    async () => {
      if (value === shown) return undefined;
      shown = value;
      return value;
    },
  );
  expect(await values.next()).toEqual({ done: false, value: 1 });
  const next = values.next();
  await turn();
  // The journal gives a number; the letter that has it is shown already when that is heard of.
  value = 2;
  await deliver([eventOf('journal', 'number')]);
  await turn();
  await deliver([eventOf('letter', 'registration')]);
  expect(await next).toEqual({ done: false, value: 2 });
  expect(told).toEqual([['registration']]);
  await feed.close();
});
