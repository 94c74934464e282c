import { defineConfig } from 'vitest/config';

const UNITS = ['test/{call,client,discovery}/**/*.test.ts', 'test/server.test.ts'];
const SERVERS = ['test/{transports,organization}/**/*.test.ts'];

/** The tests that stryker.config.mjs repeats for every mutant: all in one process, and quick. */
export default defineConfig({
  test: {
    include: process.env['MUTATION_SERVERS'] === 'true' ? [...UNITS, ...SERVERS] : UNITS,
    // The whole catalogue with every wrong value, and thousands of connections.
    exclude: ['test/call/wrong-arguments.test.ts', 'test/transports/hostile.test.ts'],
    testTimeout: 20_000,
    isolate: false,
  },
});
