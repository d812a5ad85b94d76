import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{domain,application,projections,infrastructure,test}/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'threads',
  },
});
