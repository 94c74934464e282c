import { defineConfig } from 'vitest/config';

/**
 * The tests that `npm run mutation` runs: those of the folders it mutates, in this process, quick enough to run again
 * for every mutant that they reach.
 */
export default defineConfig({
  test: {
    include: [
      'test/{call,client,discovery,lib,organization,transports}/**/*.test.ts',
      'test/hosting/replicas/{budget,tokens}.test.ts',
      'test/e2e/http.test.ts',
      'test/server.test.ts',
    ],
    exclude: ['test/transports/hostile.test.ts'],
    testTimeout: 20_000,
    isolate: false,
  },
});
