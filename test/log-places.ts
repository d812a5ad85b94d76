import { startStandIn } from './eventstore-stand-in/stand-in.ts';
import type { HouseOptions } from './house.ts';

/** Where a house keeps its log. */
export interface LogPlace {
  readonly options: HouseOptions;
  close(): Promise<void>;
}

/** Both stores, for tests that are to hold on each: `describe.each(logPlaces)`. */
export const logPlaces: readonly (readonly [name: string, open: () => Promise<LogPlace>])[] = [
  ['PostgreSQL', async () => ({ options: {}, close: async () => undefined })],
  [
    'EventStoreDB',
    async () => {
      const server = await startStandIn({ statisticsInterval: 100 });
      return { options: { eventStoreUrl: server.connectionString }, close: () => server.close() };
    },
  ],
];
