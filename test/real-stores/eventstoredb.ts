import { randomUUID } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { BEGINNING, streamName } from '../../domain/event.ts';
import { readConnectionString } from '../../infrastructure/event-store/eventstoredb/connection-string.ts';
import { openEventStoreDb } from '../../infrastructure/event-store/eventstoredb/open-event-store.ts';
import { silent } from '../database.ts';
import { describeEventStoreContract } from '../event-store-contract.ts';
import { ownSockets } from './own-sockets.ts';

const url = inject('eventStoreUrl');
const ports = readConnectionString(url).hosts.map(({ port }) => port);

describeEventStoreContract('The real EventStoreDB', async () => {
  const sockets = ownSockets(ports);
  return {
    open: async () => openEventStoreDb(url, silent),
    interrupt: async () => void sockets.cut(),
    close: async () => sockets.forget(),
  };
});

it('has its connections cut by what the suite cuts them with', async () => {
  const sockets = ownSockets(ports);
  const store = openEventStoreDb(url, silent);
  const stream = streamName('letter', randomUUID());
  const seen: string[] = [];
  await store.head();
  const subscription = store.subscribe(await store.head(), async (batch) => {
    seen.push(...batch.map(({ id }) => id));
  });
  const event = () => ({
    id: randomUUID(),
    type: 'Registered',
    data: '{}',
    metadata: '{}',
  });
  const pending = store.append(stream, 'none', [event(), event()], randomUUID());
  expect(sockets.cut()).toBeGreaterThan(0);
  await pending.catch(() => undefined);
  await store.append(streamName('letter', randomUUID()), 'none', [event()], randomUUID());
  const inLog = (await store.read(stream)).length;
  expect([0, 2]).toContain(inLog);
  await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(inLog + 1);
  expect(await store.head()).not.toBe(BEGINNING);
  await subscription.close();
  await store.close();
  sockets.forget();
});
