import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
  // Node.js gives everybody the one CommonJS instance of graphql 16; Vite would give our own code a second one.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['{domain,application,projections,infrastructure,test}/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'threads',
    // Every file opens a database of its own, so they may share a worker's modules instead of each loading all of them.
    isolate: false,
    // Most tests wait for a database or a process: a core that is kept for the runner would stand idle.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
  },
});
