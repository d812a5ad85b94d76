import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The contract of the log on a real EventStoreDB and a real PostgreSQL, each in a container. */
const config = mergeConfig(base, { test: { testTimeout: 120_000, hookTimeout: 300_000 } });
config.test.include = ['test/real-stores/eventstoredb.ts', 'test/postgres-event-store.test.ts'];
config.test.globalSetup = ['test/real-stores/containers.ts'];
export default config;
