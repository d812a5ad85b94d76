import { mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The contract of the log on a real EventStoreDB or KurrentDB, the one of EVENTSTORE_URL. */
const config = mergeConfig(base, { test: { testTimeout: 120_000, hookTimeout: 120_000 } });
config.test.include = ['test/real-stores/eventstoredb.ts'];
config.test.globalSetup = ['test/real-stores/given-store.ts'];
export default config;
