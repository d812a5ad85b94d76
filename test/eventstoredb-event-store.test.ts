import { openEventStoreDb } from '../infrastructure/event-store/eventstoredb/open-event-store.ts';
import { silent } from './database.ts';
import { describeEventStoreContract } from './event-store-contract.ts';
import { startStandIn } from './eventstore-stand-in/stand-in.ts';

describeEventStoreContract('EventStoreDB', async () => {
  const server = await startStandIn();
  return {
    open: async () => openEventStoreDb(server.connectionString, silent),
    interrupt: () => server.faults.dropConnections(),
    close: () => server.close(),
  };
});
