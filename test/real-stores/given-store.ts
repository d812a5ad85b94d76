import type { TestProject } from 'vitest/node';
import { readConnectionString } from '../../infrastructure/event-store/eventstoredb/connection-string.ts';

declare module 'vitest' {
  interface ProvidedContext {
    eventStoreUrl: string;
  }
}

/** The store of EVENTSTORE_URL, for `npm run test:eventstore`. */
export default (project: TestProject): void => {
  const url = process.env.EVENTSTORE_URL;
  if (!url) {
    throw new Error(
      'EVENTSTORE_URL is not set. Set it to a running EventStoreDB 23.10 or KurrentDB for tests, such as ' +
        'esdb://localhost:2113?tls=false; the suite writes streams of its own into it and deletes none.',
    );
  }
  readConnectionString(url);
  project.provide('eventStoreUrl', url);
};
